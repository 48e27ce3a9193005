package com.tkr.embed.rest.admin;

import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.security.apikey.CallerLimits;
import com.tkr.embed.security.apikey.KeyRules;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of a key as they are read; what is absent is the server's, 0 is without limit. */
final class LimitFields {
  private @Nullable Integer burst;
  private @Nullable Integer perMinute;
  private @Nullable Integer perHour;
  private @Nullable Integer perDay;
  private @Nullable Integer itemsPerRequest;

  CallerLimits read(JsonValue value) throws IOException {
    value.object(readers());
    return new CallerLimits(burst, perMinute, perHour, perDay, itemsPerRequest);
  }

  private Map<String, JsonReader.FieldReader> readers() {
    return Map.of(
        "burst_size", value -> burst = value.upTo(KeyRules.MOST_LIMIT),
        "requests_per_minute", value -> perMinute = value.upTo(KeyRules.MOST_LIMIT),
        "requests_per_hour", value -> perHour = value.upTo(KeyRules.MOST_LIMIT),
        "requests_per_day", value -> perDay = value.upTo(KeyRules.MOST_LIMIT),
        "items_per_request", value -> itemsPerRequest = value.upTo(KeyRules.MOST_LIMIT));
  }
}
