package com.tkr.embed.security.apikey;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of a key may hold, as the document says it: {@code VALIDATION_ERROR} if not. */
public final class KeyRules {
  /** Days that a key may live. */
  public static final int MOST_DAYS = 3650;

  /** Requests or items that a limit of a key's own may name. */
  public static final int MOST_LIMIT = 1_000_000_000;

  /** How long the replaced secret of a key may stay valid. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private static final int NAME_CHARACTERS = 100;

  /** As the document says it; neither controls, line breaks nor halves of a character. */
  private static final Pattern NAME =
      Pattern.compile(
          "[^\\x00-\\x20\\x7f-\\xa0\\u2028\\u2029\\ud800-\\udfff]"
              + "([^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]*"
              + "[^\\x00-\\x20\\x7f-\\xa0\\u2028\\u2029\\ud800-\\udfff])?");

  private KeyRules() {}

  /** The name, when it may be one. */
  public static String name(@Nullable String name) {
    if (name == null) {
      throw invalid("name", "is required");
    }
    if (name.codePointCount(0, name.length()) > NAME_CHARACTERS || !NAME.matcher(name).matches()) {
      throw invalid(
          "name",
          "must have 1 to " + NAME_CHARACTERS + " printable characters, no space first or last");
    }
    return name;
  }

  /** The permissions, when there are any. */
  public static Set<Permission> permissions(@Nullable Set<Permission> permissions) {
    if (permissions == null || permissions.isEmpty()) {
      throw invalid("permissions", "is required");
    }
    return Set.copyOf(permissions);
  }

  static void days(int days) {
    if (days < 1) {
      throw invalid("expires_in_days", "must be an integer from 1 on");
    }
    within("expires_in_days", days, MOST_DAYS);
  }

  /** The limits; null when they are the server's in everything. */
  static @Nullable CallerLimits limits(@Nullable CallerLimits limits) {
    CallerLimits own = CallerLimits.orNull(limits);
    if (own != null) {
      own.values().stream()
          .filter(Objects::nonNull)
          .forEach(limit -> within("limits", limit, MOST_LIMIT));
    }
    return own;
  }

  static void overlap(Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw invalid(
          "overlap_seconds", "must be from 0 to " + LONGEST_OVERLAP.toSeconds() + " seconds");
    }
  }

  private static void within(String field, int number, int most) {
    if (number < 0 || number > most) {
      throw invalid(field, "must be from 0 to " + most);
    }
  }

  private static EmbeddingException invalid(String field, String rule) {
    return new EmbeddingException(
        ErrorCode.VALIDATION_ERROR, field + " " + rule + ".", Map.of("field", field));
  }
}
