package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.IpNetwork;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.CallerLimits;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {
  private static final ServerLimits SEEDS =
      new ServerLimits(true, new Limits(10, 60, 1_000, 10_000), 100);

  private final AtomicLong clock = new AtomicLong();
  private final RateLimiter limiter = new RateLimiter(SEEDS, clock::get);

  @Test
  void a_callers_own_limits_stand_in_for_the_servers_one_by_one() {
    CallerLimits own = new CallerLimits(3, null, 0, null, 7);
    assertThat(limiter.allowance(Callers.key("a", own)).header())
        .isEqualTo(
            "\"burst\";q=3;w=3, \"minute\";q=60;w=60, \"day\";q=10000;w=86400,"
                + " \"items-burst\";q=21;w=3;qu=\"items\","
                + " \"items-minute\";q=420;w=60;qu=\"items\", "
                + "\"items-day\";q=70000;w=86400;qu=\"items\"");
    assertThat(allowed(Callers.key("a", own))).isEqualTo(3);
    assertThat(allowed(Callers.key("b", null))).isEqualTo(10);
  }

  @Test
  void the_master_key_and_keys_without_any_limit_are_not_counted() {
    assertThat(limiter.allowance(Callers.master())).isNull();
    CallerLimits unlimited = new CallerLimits(0, 0, 0, 0, 0);
    assertThat(limiter.allowance(Callers.key("a", unlimited))).isNull();
  }

  @Test
  void nobody_is_limited_when_limits_are_off() {
    ServerLimits off = new ServerLimits(false, SEEDS.requests(), 100);
    RateLimiter none = new RateLimiter(off, clock::get);
    assertThat(none.allowance(Callers.address("192.0.2.1"))).isNull();
  }

  @Test
  void many_addresses_push_no_key_out() {
    Caller key = Callers.key("a", null);
    assertThat(allowed(key)).isEqualTo(10);
    for (int i = 0; i < 50_000; i++) {
      clock.addAndGet(1);
      ask(Callers.address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
    }
    assertThat(allowed(key)).isZero();
    assertThat(limiter.tables().sizes().addresses()).isLessThanOrEqualTo(10_000);
    assertThat(limiter.tables().sizes().verified()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1:2:3:4:5, 2001:db8:0:1::9, true",
    "2001:db8:0:1::, 2001:db8:0:2::, false",
    "fe80::1%eth0, fe80::2%eth0, true",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false"
  })
  void an_ipv6_network_counts_as_one_address(String one, String other, boolean same) {
    assertThat(IpNetwork.subscriber(one).equals(IpNetwork.subscriber(other))).isEqualTo(same);
  }

  @Test
  void stats_tell_what_was_decided() {
    allowed(Callers.key("a", null));
    Caller address = Callers.address("192.0.2.1");
    Allowance allowance = limiter.allowance(address);
    ask(address);
    limiter.items(address, allowance, new RateLimiter.Items(40, 0));
    assertThat(limiter.stats().json())
        .containsEntry("enabled", true)
        .containsEntry("tracked_callers", 2)
        .containsEntry("tracked_addresses", 1)
        .containsEntry("allowed_requests", 11L)
        .containsEntry("allowed_items", 40L)
        .containsEntry("refused", 1L);
    assertThat(limiter.stats().json().get("limits"))
        .hasToString(
            "{burst_size=10, requests_per_minute=60, requests_per_hour=1000, "
                + "requests_per_day=10000, items_per_request=100}");
  }

  private Decision ask(Caller caller) {
    return limiter.request(caller, limiter.allowance(caller));
  }

  private int allowed(Caller caller) {
    int allowed = 0;
    while (ask(caller).isAllowed()) {
      allowed++;
    }
    return allowed;
  }
}
