package com.tkr.embed.it;

import com.tkr.embed.security.apikey.KeyStore;
import com.tkr.embed.security.apikey.KeyText;
import com.tkr.embed.security.apikey.NewKey;
import com.tkr.embed.security.apikey.Pepper;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every kind of credential that the matrix has a column for. */
final class MatrixCredentials {
  static final String PEPPER = "a-pepper-of-the-authorisation-matrix-0123456789";

  private final Keys keys;
  private final Tokens tokens;
  private final String expired;
  private final Map<Permission, String> permitted = new TreeMap<>();
  private final Map<Permission, String> lacking = new TreeMap<>();
  private String revoked;

  /**
   * @param expired a key of the server that has expired
   */
  MatrixCredentials(Keys keys, Tokens tokens, String expired) {
    this.keys = keys;
    this.tokens = tokens;
    this.expired = expired;
  }

  /** Puts a key that expired into a store that no server has open. */
  static String expiredKey(Path folder) {
    Clock past = Clock.fixed(Instant.now().minus(Duration.ofDays(9)), ZoneOffset.UTC);
    try (Database database = Database.open(DatabaseSettings.embedded(folder))) {
      KeyStore store = KeyStore.open(database, new Pepper(PEPPER), past);
      return store.create(new NewKey("expired", Set.of(Permission.ALL), 1, null)).key();
    }
  }

  /** Presents one kind of credential for what needs a permission. */
  HttpRequest.Builder present(String kind, Permission needed, HttpRequest.Builder request) {
    return switch (kind) {
      case "none" -> request;
      case "malformed" -> key(request, "hello");
      case "wrong_crc" -> key(request, flipped(permitted(needed)));
      case "unknown" -> key(request, KeyText.generate(new SecureRandom()).text());
      case "expired" -> key(request, expired);
      case "revoked" -> key(request, revoked());
      case "no_permission" -> key(request, lacking(needed));
      case "permission" -> key(request, permitted(needed));
      case "master" -> key(request, KeyedServer.MASTER_KEY);
      case "query" -> request.uri(withQuery(request, permitted(needed)));
      case "two_keys" ->
          key(request, permitted(needed))
              .header("Authorization", "Bearer " + KeyedServer.MASTER_KEY);
      default -> request.header("Authorization", "Bearer " + tokens.of(kind, needed));
    };
  }

  private static HttpRequest.Builder key(HttpRequest.Builder request, String key) {
    return request.header("X-API-Key", key);
  }

  private static java.net.URI withQuery(HttpRequest.Builder request, String key) {
    return java.net.URI.create(request.copy().build().uri() + "?api_key=" + key);
  }

  private String permitted(Permission needed) {
    return permitted.computeIfAbsent(
        needed, permission -> text(keys.create("permitted", permission.wireName())));
  }

  private String lacking(Permission needed) {
    Permission other =
        needed == Permission.SIMILARITY ? Permission.EMBED_TEXT : Permission.SIMILARITY;
    return lacking.computeIfAbsent(
        needed, permission -> text(keys.create("lacking", other.wireName())));
  }

  private String revoked() {
    if (revoked == null) {
      var created = keys.create("revoked", "*");
      keys.revoke(created.get("id").asText());
      revoked = text(created);
    }
    return revoked;
  }

  private static String text(com.fasterxml.jackson.databind.JsonNode created) {
    return created.get("api_key").asText();
  }

  /** With another last character, which is one of the checksum's. */
  private static String flipped(String key) {
    char last = key.charAt(key.length() - 1);
    return key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');
  }
}
