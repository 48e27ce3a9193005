package com.tkr.embed.security.ratelimit;

import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What limits cost a request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitsBenchmark {
  private static final Limits SEEDS = new Limits(10, 60, 1_000, 10_000);
  private static final Limits LARGE = new Limits(1_000_000, 1_000_000, 1_000_000, 1_000_000);

  private final RateLimiter refusing = limiter(SEEDS);
  private final RateLimiter allowing = limiter(LARGE.times(100));
  private final Caller caller =
      new Caller("key:0123456789ab", Caller.Kind.API_KEY, Set.of(Permission.ALL), null);
  private final Allowance little = refusing.allowance(caller);
  private final Allowance much = allowing.allowance(caller);

  private static RateLimiter limiter(Limits limits) {
    return new RateLimiter(new ServerLimits(true, limits, 100), System::nanoTime);
  }

  /** A request and its one item, both allowed until the day's hundred million. */
  @Benchmark
  public Decision requestAndItem() {
    long now = System.nanoTime();
    allowing.request(caller, much);
    return allowing.items(caller, much, new RateLimiter.Items(1, now));
  }

  @Benchmark
  public Decision request() {
    return allowing.request(caller, much);
  }

  @Benchmark
  public Decision refusedRequest() {
    return refusing.request(caller, little);
  }

  @Benchmark
  public void requestWithItsHeaders(Blackhole answer) {
    RequestContext context =
        new RequestContext(null, null, Credentials.NONE, (name, value) -> answer.consume(value));
    AnswerHeaders.report(context, much, allowing.request(caller, much));
  }
}
