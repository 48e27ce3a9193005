package com.tkr.embed.security.ratelimit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** One usage under several threads. */
public final class CallerUsageStress {
  private static final Allowance THREE = new Allowance(new Limits(0, 3, 0, 0), 0);
  private static final Allowance ONE_OF_ALL = new Allowance(new Limits(1, 2, 0, 3), 0);
  private static final Allowance ITEMS = new Allowance(new Limits(0, 2, 0, 0), 1);

  private CallerUsageStress() {}

  private static int allowed(Decision decision) {
    return decision.isAllowed() ? 1 : 0;
  }

  /** Each of two asks twice for three. */
  @JCStressTest
  @Outcome(id = "2, 1, 0", expect = Expect.ACCEPTABLE)
  @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE)
  @State
  public static class TwoAskTwiceForThree {
    private final CallerUsage usage = new CallerUsage(() -> 0);

    @Actor
    public void one(III_Result r) {
      r.r1 = allowed(usage.request(THREE)) + allowed(usage.request(THREE));
    }

    @Actor
    public void two(III_Result r) {
      r.r2 = allowed(usage.request(THREE)) + allowed(usage.request(THREE));
    }

    @Arbiter
    public void left(III_Result r) {
      r.r3 = (int) usage.request(THREE).requests().remaining();
    }
  }

  /** What the burst refuses counts in no window. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE)
  @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE)
  @State
  public static class AllOrNothing {
    private static final Allowance MINUTE = new Allowance(new Limits(0, 2, 0, 0), 0);
    private final CallerUsage usage = new CallerUsage(() -> 0);

    @Actor
    public void one(III_Result r) {
      r.r1 = allowed(usage.request(ONE_OF_ALL));
    }

    @Actor
    public void two(III_Result r) {
      r.r2 = allowed(usage.request(ONE_OF_ALL));
    }

    @Arbiter
    public void another(III_Result r) {
      r.r3 = allowed(usage.request(MINUTE));
    }
  }

  /** A refused request with its items never takes another's place for good. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE)
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "one was there for the other's items")
  @State
  public static class ItemsGiveTheirRequestBack {
    private final CallerUsage usage = new CallerUsage(() -> 0);

    @Actor
    public void request(II_Result r) {
      r.r1 = allowed(usage.request(ITEMS));
    }

    @Actor
    public void items(II_Result r) {
      usage.request(ITEMS);
      r.r2 = allowed(usage.items(ITEMS, 3, 0));
    }

    @Arbiter
    public void left(II_Result r) {
      r.r2 += allowed(usage.request(ITEMS)) + allowed(usage.request(ITEMS)) - 2 + r.r1;
    }
  }

  /** A sweep closes a usage, or it has counted: never both. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "counted in the old or in a new one")
  @State
  public static class SweepMeetsRequest {
    private static final Allowance DAY = new Allowance(new Limits(0, 0, 0, 2), 0);
    private volatile long nanos;
    private final CallerUsages usages = new CallerUsages(() -> nanos, 10);

    public SweepMeetsRequest() {
      usages.ask("a", usage -> usage.request(DAY));
      nanos = 2 * 86_400_000_000_000L;
    }

    @Actor
    public void sweep() {
      usages.sweep();
    }

    @Actor
    public void request(II_Result r) {
      r.r1 = allowed(usages.ask("a", usage -> usage.request(DAY)));
    }

    @Arbiter
    public void left(II_Result r) {
      r.r2 = (int) usages.ask("a", usage -> usage.request(DAY)).requests().remaining() + 1;
    }
  }
}
