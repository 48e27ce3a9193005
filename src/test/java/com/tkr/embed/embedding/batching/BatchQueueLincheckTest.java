package com.tkr.embed.embedding.batching;

import static com.tkr.embed.embedding.batching.TimedModel.input;

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
  private final PendingInput first = new PendingInput(input(1, 5), 5, BatchGuard.Mark.NONE);
  private final PendingInput second = new PendingInput(input(2, 4), 4, BatchGuard.Mark.NONE);
  private final Reservation reserved;

  /** One input waits and a reservation for another is held. */
  public BatchQueueLincheckTest() {
    queue.add(queue.reserve("a", 5, Batcher.NO_DEADLINE), List.of(first));
    reserved = queue.reserve("b", 2, Batcher.NO_DEADLINE);
  }

  @Operation(nonParallelGroup = "a")
  public boolean cancelFirst() {
    return queue.remove(first);
  }

  @Operation(nonParallelGroup = "b")
  public String submitSecond() {
    try {
      queue.add(reserved, List.of(second));
      return "queued";
    } catch (IllegalStateException spent) {
      return "spent";
    }
  }

  @Operation(nonParallelGroup = "b")
  public boolean cancelSecond() {
    return queue.remove(second);
  }

  @Operation(nonParallelGroup = "a")
  public void release() {
    queue.release(reserved);
  }

  @Operation(nonParallelGroup = "c")
  public String reserve() {
    try {
      return "held " + queue.reserve("c", 2, Batcher.NO_DEADLINE).tokens();
    } catch (QueueFull full) {
      return full.reason().name();
    }
  }

  @Operation(nonParallelGroup = "engine")
  public List<Integer> poll() {
    return queue.poll().stream().map(PendingInput::tokens).toList();
  }

  @Operation(nonParallelGroup = "c")
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
        .iterations(7)
        .invocationsPerIteration(30)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(2)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(BatchQueueLincheckTest::isUnderTheLock)
                .allMethods()
                .treatAsAtomic())
        .check(BatchQueueLincheckTest.class);
  }
}
