package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerHeadersTest {
  private static final Limits LIMITS = new Limits(3, 60, 0, 100);

  private final Map<String, String> headers = new TreeMap<>();
  private final RequestContext context =
      new RequestContext(null, null, Credentials.NONE, headers::put);
  private final AtomicLong clock = new AtomicLong();
  private final RateLimiter limiter =
      new RateLimiter(new ServerLimits(true, LIMITS, 10), clock::get);
  private final Caller caller = Callers.key("a", null);
  private final Allowance allowance = limiter.allowance(caller);

  @Test
  void an_allowed_request_is_told_where_it_stands() {
    AnswerHeaders.report(context, allowance, limiter.request(caller, allowance));
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "RateLimit-Policy",
                "\"burst\";q=3;w=3, \"minute\";q=60;w=60, \"day\";q=100;w=86400, "
                    + "\"items-burst\";q=30;w=3;qu=\"items\", "
                    + "\"items-minute\";q=600;w=60;qu=\"items\", "
                    + "\"items-day\";q=1000;w=86400;qu=\"items\"",
                "RateLimit",
                "\"burst\";r=2;t=1, \"items-burst\";r=30;t=0",
                "X-RateLimit-Limit",
                "3",
                "X-RateLimit-Remaining",
                "2",
                "X-RateLimit-Reset",
                "1"));
  }

  @Test
  void items_are_told_beside_requests() {
    limiter.request(caller, allowance);
    AnswerHeaders.report(
        context, allowance, limiter.items(caller, allowance, new RateLimiter.Items(12, 0)));
    assertThat(headers).containsEntry("RateLimit", "\"burst\";r=2;t=1, \"items-burst\";r=18;t=1");
  }

  @Test
  void a_refusal_says_when_to_try_again_and_never_too_early() {
    for (int i = 0; i < 3; i++) {
      limiter.request(caller, allowance);
    }
    clock.set(1);
    Decision refused = limiter.request(caller, allowance);
    EmbeddingException error = LimitExceeded.of(refused.excess());
    assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
    assertThat(error.details())
        .isEqualTo(
            Map.of(
                "limit_name",
                "burst",
                "limit",
                3L,
                "window_seconds",
                3L,
                "retry_after_seconds",
                1L));
    clock.set(1 + 1_000_000_000L);
    assertThat(limiter.request(caller, allowance).isAllowed()).isTrue();
  }

  @Test
  void a_request_that_no_waiting_lets_in_is_told_so() {
    limiter.request(caller, allowance);
    Decision refused = limiter.items(caller, allowance, new RateLimiter.Items(31, 0));
    EmbeddingException error = LimitExceeded.of(refused.excess());
    assertThat(error.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
    assertThat(error).hasMessageContaining("at most 30");
    assertThat(error.details()).doesNotContainKey("retry_after_seconds");
  }
}
