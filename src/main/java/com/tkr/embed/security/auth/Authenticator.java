package com.tkr.embed.security.auth;

import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.KeyCheck;
import com.tkr.embed.security.apikey.KeyText;
import com.tkr.embed.security.apikey.Permission;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks. A wrong credential is {@code AUTHENTICATION_ERROR} with one text whatever is
 * wrong, and {@code RATE_LIMIT_EXCEEDED} when its address had too many; a right one always passes.
 */
final class Authenticator {
  private static final Set<Permission> ANYONE =
      Set.of(
          Permission.EMBED_TEXT,
          Permission.EMBED_IMAGE,
          Permission.EMBED_MULTIMODAL,
          Permission.SIMILARITY,
          Permission.RERANK);
  private static final Set<Permission> ANYONE_HERE =
      Set.of(
          Permission.EMBED_TEXT,
          Permission.EMBED_IMAGE,
          Permission.EMBED_MULTIMODAL,
          Permission.SIMILARITY,
          Permission.RERANK,
          Permission.ADMIN);
  private static final String HOW =
      " Send one by the header "
          + Credentials.API_KEY
          + " or "
          + Credentials.AUTHORIZATION
          + ": Bearer.";

  private final boolean keysRequired;
  private final boolean queryKeys;
  private final Verifiers verifiers;
  private final FailedAttempts failures;

  /** What credentials are held against. */
  record Verifiers(Keys keys, MasterKeys masterKeys, TokenVerifier tokens) {}

  /** Decides about a key of our format. */
  @FunctionalInterface
  interface Keys {
    KeyCheck check(KeyText key);
  }

  Authenticator(Settings settings, Verifiers verifiers, FailedAttempts failures) {
    keysRequired = settings.get(SecuritySettings.REQUIRE_API_KEY);
    queryKeys = settings.get(SecuritySettings.ALLOW_QUERY_KEY);
    this.verifiers = verifiers;
    this.failures = failures;
  }

  /**
   * Who asks for what needs a permission. A key in the query administers nothing: proxies write
   * addresses down.
   */
  Caller authenticate(RequestContext context, Permission needed) {
    Credential given = Credential.of(context.credentials());
    if (given == null) {
      return withoutCredential(context);
    }
    if (!context.credentials().queryKeys().isEmpty() && !allowsQuery(needed)) {
      throw refused(context, "query", "A key in the query is not accepted here." + HOW);
    }
    return given.isToken() ? byToken(context, given) : byKey(context, given);
  }

  /** Nothing was tried: the audit log, which anyone could fill so, does not report it. */
  private Caller withoutCredential(RequestContext context) {
    if (keysRequired) {
      throw unauthenticated("An API key is required." + HOW);
    }
    return anonymous(context.client());
  }

  private Caller byKey(RequestContext context, Credential given) {
    Optional<KeyText> key = KeyText.parse(given.text());
    @Nullable KeyCheck check = key.map(verifiers.keys()::check).orElse(null);
    if (check != null && check.caller() != null) {
      return check.caller();
    }
    Caller master = verifiers.masterKeys().holder(given.text());
    if (master != null) {
      return master;
    }
    if (!keysRequired && !given.isOurs()) {
      return anonymous(context.client());
    }
    String reason = check == null ? "malformed" : check.outcome().name().toLowerCase(Locale.ROOT);
    throw failed(context, key.map(KeyText::id).orElse(null), reason);
  }

  private Caller byToken(RequestContext context, Credential given) {
    return Optional.ofNullable(verifiers.masterKeys().holder(given.text()))
        .or(() -> verifiers.tokens().verify(given.text()))
        .orElseThrow(() -> failed(context, null, "token"));
  }

  private boolean allowsQuery(Permission needed) {
    return queryKeys && needed != Permission.ADMIN;
  }

  private static Caller anonymous(ClientAddress client) {
    return new Caller(
        "ip:" + client.address(),
        Caller.Kind.ANONYMOUS,
        client.local() ? ANYONE_HERE : ANYONE,
        null);
  }

  private EmbeddingException failed(RequestContext context, @Nullable String keyId, String reason) {
    int retrySeconds = failures.count(context.client().address());
    if (retrySeconds > 0) {
      return new EmbeddingException(
          ErrorCode.RATE_LIMIT_EXCEEDED,
          "Too many wrong API keys from this address. Try again in " + retrySeconds + " s.",
          Map.of("retry_after_seconds", retrySeconds));
    }
    AuditLog.write(context, "access.denied", keyId, reason);
    return unauthenticated("The API key is not valid." + HOW);
  }

  private static EmbeddingException refused(RequestContext context, String reason, String message) {
    AuditLog.write(context, "access.denied", null, reason);
    return unauthenticated(message);
  }

  private static EmbeddingException unauthenticated(String message) {
    return new EmbeddingException(ErrorCode.AUTHENTICATION_ERROR, message);
  }
}
