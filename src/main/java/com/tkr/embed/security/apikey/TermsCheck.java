package com.tkr.embed.security.apikey;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what an administrator wants into terms, or says what is wrong with it. */
final class TermsCheck {
  private static final int NAME_CHARACTERS = 200;
  private static final int MOST_DAYS = 36_500;
  private static final int MOST_LIMIT = 1_000_000_000;
  static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

  private TermsCheck() {}

  static StoredKey.Terms of(NewKey wish, Instant now) {
    return new StoredKey.Terms(
        name(wish.name()),
        permissions(wish.permissions()),
        expiry(wish.expiresInDays(), now),
        limits(wish.limits()));
  }

  static StoredKey.Terms changed(StoredKey.Terms terms, KeyChange change, Instant now) {
    return new StoredKey.Terms(
        change.name() == null ? terms.name() : name(change.name()),
        change.permissions() == null ? terms.permissions() : permissions(change.permissions()),
        change.expiresInDays() == null
            ? terms.expiresAt()
            : expiry(change.expiresInDays().orElse(null), now),
        change.limits() == null ? terms.limits() : limits(change.limits().orElse(null)));
  }

  /** How long a replaced secret stays valid. */
  static Duration overlap(Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw invalid(
          "overlap", "The overlap must be from 0 to " + LONGEST_OVERLAP.toDays() + " days.");
    }
    return overlap;
  }

  private static String name(String name) {
    boolean fits =
        name != null
            && !name.isBlank()
            && name.length() <= NAME_CHARACTERS
            && name.codePoints().noneMatch(TermsCheck::isUnfit);
    if (!fits) {
      throw invalid(
          "name",
          "name must be 1 to " + NAME_CHARACTERS + " characters without control characters.");
    }
    return name;
  }

  /** Control characters, and halves of pairs: databases do not take every one of them. */
  private static boolean isUnfit(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static Set<Permission> permissions(Set<Permission> permissions) {
    if (permissions == null || permissions.isEmpty()) {
      throw invalid(
          "permissions", "permissions must name one or more of " + Permission.wireNames() + ".");
    }
    return permissions;
  }

  private static Instant expiry(Integer days, Instant now) {
    if (days == null) {
      return null;
    }
    if (days < 1 || days > MOST_DAYS) {
      throw invalid("expires_in_days", "expires_in_days must be from 1 to " + MOST_DAYS + ".");
    }
    return now.plus(Duration.ofDays(days));
  }

  private static CallerLimits limits(CallerLimits limits) {
    if (limits == null || numbers(limits).allMatch(Objects::isNull)) {
      return null;
    }
    if (numbers(limits).filter(Objects::nonNull).anyMatch(n -> n < 0 || n > MOST_LIMIT)) {
      throw invalid("limits", "Limits must be from 0 (none) to " + MOST_LIMIT + ".");
    }
    return limits;
  }

  private static Stream<Integer> numbers(CallerLimits limits) {
    return Stream.of(
        limits.burst(),
        limits.perMinute(),
        limits.perHour(),
        limits.perDay(),
        limits.itemsPerRequest());
  }

  private static EmbeddingException invalid(String field, String message) {
    return new EmbeddingException(ErrorCode.VALIDATION_ERROR, message, Map.of("field", field));
  }
}
