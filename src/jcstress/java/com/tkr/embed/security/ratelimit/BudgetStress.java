package com.tkr.embed.security.ratelimit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** One budget under several threads. */
public final class BudgetStress {
  private static final Allowance THREE = new Allowance(new Limits(0, 3, 0, 0), 0);
  private static final Allowance ONE_OF_ALL = new Allowance(new Limits(1, 2, 0, 3), 0);
  private static final Allowance ITEMS = new Allowance(new Limits(0, 2, 0, 0), 1);

  private BudgetStress() {}

  private static int allowed(Decision decision) {
    return decision.isAllowed() ? 1 : 0;
  }

  /** Each of two asks twice for three. */
  @JCStressTest
  @Outcome(id = "2, 1, 0", expect = Expect.ACCEPTABLE)
  @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE)
  @State
  public static class TwoAskTwiceForThree {
    private final Budget budget = new Budget(() -> 0);

    @Actor
    public void one(III_Result r) {
      r.r1 = allowed(budget.request(THREE)) + allowed(budget.request(THREE));
    }

    @Actor
    public void two(III_Result r) {
      r.r2 = allowed(budget.request(THREE)) + allowed(budget.request(THREE));
    }

    @Arbiter
    public void left(III_Result r) {
      r.r3 = (int) budget.request(THREE).requests().remaining();
    }
  }

  /** What the burst refuses counts in no window. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE)
  @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE)
  @State
  public static class AllOrNothing {
    private static final Allowance MINUTE = new Allowance(new Limits(0, 2, 0, 0), 0);
    private final Budget budget = new Budget(() -> 0);

    @Actor
    public void one(III_Result r) {
      r.r1 = allowed(budget.request(ONE_OF_ALL));
    }

    @Actor
    public void two(III_Result r) {
      r.r2 = allowed(budget.request(ONE_OF_ALL));
    }

    @Arbiter
    public void another(III_Result r) {
      r.r3 = allowed(budget.request(MINUTE));
    }
  }

  /** A refused request with its items never takes another's place for good. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE)
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "one was there for the other's items")
  @State
  public static class ItemsGiveTheirRequestBack {
    private final Budget budget = new Budget(() -> 0);

    @Actor
    public void request(II_Result r) {
      r.r1 = allowed(budget.request(ITEMS));
    }

    @Actor
    public void items(II_Result r) {
      budget.request(ITEMS);
      r.r2 = allowed(budget.items(ITEMS, 3, 0));
    }

    @Arbiter
    public void left(II_Result r) {
      r.r2 += allowed(budget.request(ITEMS)) + allowed(budget.request(ITEMS)) - 2 + r.r1;
    }
  }

  /** A sweep closes a budget, or it has counted: never both. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "counted in the old or in a new one")
  @State
  public static class SweepMeetsRequest {
    private static final Allowance DAY = new Allowance(new Limits(0, 0, 0, 2), 0);
    private volatile long nanos;
    private final Budgets budgets = new Budgets(() -> nanos, 10);

    public SweepMeetsRequest() {
      budgets.ask("a", budget -> budget.request(DAY));
      nanos = 2 * 86_400_000_000_000L;
    }

    @Actor
    public void sweep() {
      budgets.sweep();
    }

    @Actor
    public void request(II_Result r) {
      r.r1 = allowed(budgets.ask("a", budget -> budget.request(DAY)));
    }

    @Arbiter
    public void left(II_Result r) {
      r.r2 = (int) budgets.ask("a", budget -> budget.request(DAY)).requests().remaining() + 1;
    }
  }
}
