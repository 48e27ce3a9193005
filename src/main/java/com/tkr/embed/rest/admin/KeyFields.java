package com.tkr.embed.rest.admin;

import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.security.apikey.CallerLimits;
import com.tkr.embed.security.apikey.KeyChange;
import com.tkr.embed.security.apikey.KeyRules;
import com.tkr.embed.security.apikey.NewKey;
import com.tkr.embed.security.apikey.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a key as they are read. */
final class KeyFields {
  /** How long the old secret of a rotated key goes on to work when nothing is said. */
  static final Duration DEFAULT_OVERLAP = Duration.ofDays(1);

  private final LimitFields limits = new LimitFields();
  private @Nullable String name;
  private @Nullable Set<Permission> permissions;
  private @Nullable Integer expiresInDays;
  private @Nullable CallerLimits ownLimits;

  Map<String, JsonReader.FieldReader> readers() {
    return Map.of(
        "name", value -> name = KeyRules.name(value.string()),
        "permissions", value -> permissions = permissions(value),
        "expires_in_days", value -> expiresInDays = value.upTo(KeyRules.MOST_DAYS),
        "limits", value -> ownLimits = limits.read(value));
  }

  NewKey newKey() {
    return new NewKey(
        KeyRules.name(name), KeyRules.permissions(permissions), expiresInDays, ownLimits);
  }

  /** What is absent stays as it is; 0 days let it live for ever. */
  KeyChange change() {
    return new KeyChange(
        name,
        permissions,
        expiresInDays == null ? null : Optional.of(expiresInDays).filter(days -> days > 0),
        ownLimits == null ? null : Optional.of(ownLimits));
  }

  static Duration overlap(JsonValue value) throws IOException {
    return Duration.ofSeconds(value.upTo((int) KeyRules.LONGEST_OVERLAP.toSeconds()));
  }

  private static Set<Permission> permissions(JsonValue value) throws IOException {
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    List<String> wireNames = value.strings(Permission.values().length);
    for (int i = 0; i < wireNames.size(); i++) {
      String element = "permissions[" + i + "]";
      all.add(Permission.named(wireNames.get(i)).orElseThrow(() -> unknownPermission(element)));
    }
    return all;
  }

  private static RuntimeException unknownPermission(String element) {
    return Invalid.field(element, "must be one of " + String.join(", ", Permission.wireNames()));
  }
}
