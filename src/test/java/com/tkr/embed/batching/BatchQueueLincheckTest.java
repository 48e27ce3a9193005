package com.tkr.embed.batching;

import static com.tkr.embed.batching.TimedModel.input;

import java.time.Duration;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * The queue is linearizable: whatever threads do at once has results that some order of doing it
 * one after the other has too. The sequential specification is the queue itself. What is only
 * touched under the queue's lock counts as one step.
 */
public class BatchQueueLincheckTest {
  private final BatchQueue queue =
      new BatchQueue(
          new BatchLimits(6, 12, Duration.ofSeconds(1)), () -> 0, EngineRate.unmeasured(5));
  private final Client a = new Client("a", 5);
  private final Client b = new Client("b", 4);

  /** What one thread at a time does: each method is one call of the queue. */
  private final class Client {
    private final String name;
    private final int tokens;
    private Place place;
    private PendingInput pending;

    Client(String name, int tokens) {
      this.name = name;
      this.tokens = tokens;
    }

    String reserve() {
      try {
        place = queue.reserve(name, tokens, Batcher.NO_DEADLINE);
        return "reserved";
      } catch (QueueFull full) {
        return full.reason().name();
      }
    }

    String submit() {
      if (place == null) {
        return "no place";
      }
      pending = new PendingInput(input(1, tokens), BatchGuard.Mark.NONE);
      try {
        queue.add(place, List.of(pending));
        return "queued";
      } catch (IllegalStateException spent) {
        return "spent";
      }
    }

    boolean cancel() {
      return pending != null && queue.remove(pending);
    }
  }

  @Operation(nonParallelGroup = "a")
  public String reserveA() {
    return a.reserve();
  }

  @Operation(nonParallelGroup = "a")
  public String submitA() {
    return a.submit();
  }

  @Operation(nonParallelGroup = "a")
  public boolean cancelA() {
    return a.cancel();
  }

  @Operation(nonParallelGroup = "b")
  public String reserveB() {
    return b.reserve();
  }

  @Operation(nonParallelGroup = "b")
  public String submitB() {
    return b.submit();
  }

  @Operation(nonParallelGroup = "b")
  public boolean cancelB() {
    return b.cancel();
  }

  @Operation(nonParallelGroup = "engine")
  public List<Integer> poll() {
    return queue.poll().stream().map(PendingInput::tokens).toList();
  }

  @Operation
  public long waitingTokens() {
    return queue.stats().waitingTokens();
  }

  private static boolean isUnderTheLock(String type) {
    return type.startsWith("java.util.")
        || List.of("FairOrder", "CallerQueue", "Admission", "EngineRate", "QueueStats").stream()
            .anyMatch(type::endsWith);
  }

  @Test
  void isLinearizableUnderEveryInterleavingOfShortRuns() {
    new ModelCheckingOptions()
        .iterations(6)
        .invocationsPerIteration(60)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(1)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(BatchQueueLincheckTest::isUnderTheLock)
                .allMethods()
                .treatAsAtomic())
        .check(BatchQueueLincheckTest.class);
  }
}
