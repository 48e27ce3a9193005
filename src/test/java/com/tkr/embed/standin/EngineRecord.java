package com.tkr.embed.standin;

import com.tkr.embed.model.ModelInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the stand-in computed, how often, and when. */
@ApplicationScoped
public class EngineRecord {
  private final Map<Long, Integer> computed = new HashMap<>();
  private final List<long[]> batches = new ArrayList<>();
  private long inputs;

  /**
   * The counts so far.
   *
   * @param batches batches run
   * @param inputs inputs computed
   * @param distinct different inputs among them
   * @param most how often the most computed input was
   */
  public record Counts(int batches, long inputs, int distinct, int most) {}

  synchronized void add(List<ModelInput> batch, long start, long end) {
    batches.add(new long[] {start, end});
    inputs += batch.size();
    batch.forEach(input -> computed.merge(StandInVector.fingerprint(input), 1, Integer::sum));
  }

  /** The counts since the start or the last reset. */
  public synchronized Counts counts() {
    int most = computed.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new Counts(batches.size(), inputs, computed.size(), most);
  }

  /** Start and end of each batch, in nanoseconds of {@link System#nanoTime}. */
  public synchronized List<long[]> batches() {
    return List.copyOf(batches);
  }

  /** Forgets everything. */
  public synchronized void reset() {
    computed.clear();
    batches.clear();
    inputs = 0;
  }
}
