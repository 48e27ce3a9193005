package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageHoursTest {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private final UsageHours hours = new UsageHours();

  private void use(long count, Instant when) {
    hours.add(Map.of("one", new ApiKey.Usage(count, when)), when);
  }

  @Test
  void uses_of_an_hour_are_one_number() {
    use(2, NOON.plusSeconds(5));
    use(3, NOON.plusSeconds(3599));
    use(1, NOON.plusSeconds(3600));
    assertThat(hours.of("one", NOON.plusSeconds(4000)))
        .containsExactly(Map.entry(NOON, 5), Map.entry(NOON.plusSeconds(3600), 1));
    assertThat(hours.of("other", NOON)).isEmpty();
  }

  @Test
  void three_days_are_kept_and_hours_without_use_are_none() {
    use(7, NOON);
    Instant later = NOON.plus(Duration.ofHours(UsageHours.KEPT - 1));
    use(1, later);
    assertThat(hours.of("one", later)).containsOnlyKeys(NOON, later);
    Instant last = later.plus(Duration.ofHours(1));
    assertThat(hours.of("one", last)).containsOnlyKeys(later);
    use(4, last);
    assertThat(hours.of("one", last)).containsExactly(Map.entry(later, 1), Map.entry(last, 4));
    assertThat(hours.of("one", last.plus(Duration.ofDays(9)))).isEmpty();
    use(2, last.plus(Duration.ofDays(9)));
    assertThat(hours.of("one", last.plus(Duration.ofDays(9)))).hasSize(1);
  }
}
