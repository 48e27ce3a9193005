package com.tkr.embed.security.auth;

import com.tkr.embed.config.settings.Environment;
import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.ApiKeys;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides about every request that needs a permission. */
@ApplicationScoped
public class Authentication {
  @Inject private Settings settings;
  @Inject private ApiKeys keys;
  @Inject private Instance<TokenVerifier> tokens;
  private volatile @Nullable Authenticator authenticator;

  /** Makes it ready, once the keys are. Shows a key where people try things out. */
  void start() {
    MasterKeys masterKeys = new MasterKeys(masterKeys());
    if (masterKeys.isEmpty()
        && !settings.get(SecuritySettings.REQUIRE_API_KEY)
        && settings.get(ServerSettings.ENVIRONMENT) == Environment.DEVELOPMENT) {
      DevelopmentKey.show(Terminal.OF_PROCESS, masterKeys);
    }
    TokenVerifier verifier =
        tokens.isResolvable() ? tokens.get() : token -> Optional.<Caller>empty();
    authenticator =
        new Authenticator(
            settings,
            new Authenticator.Verifiers(keys.store()::check, masterKeys, verifier),
            new FailedAttempts(
                settings.get(SecuritySettings.FAILED_ATTEMPTS_PER_MINUTE), System::nanoTime));
  }

  private List<String> masterKeys() {
    return Stream.of(SecuritySettings.API_KEY, SecuritySettings.PREVIOUS_API_KEY)
        .flatMap(key -> settings.get(key).stream())
        .toList();
  }

  /**
   * Finds out who asks, says so in the request's context, and lets only those pass who may.
   *
   * @param permissions of which one is enough
   * @throws EmbeddingException {@code AUTHENTICATION_ERROR}, {@code AUTHORIZATION_ERROR}, {@code
   *     RATE_LIMIT_EXCEEDED} after too many wrong credentials, {@code VALIDATION_ERROR} for two
   */
  public Caller require(RequestContext context, List<Permission> permissions) {
    if (!context.hasCaller()) {
      context.caller(
          Objects.requireNonNull(authenticator).authenticate(context, permissions.get(0)));
    }
    Caller caller = context.caller();
    if (permissions.stream().noneMatch(caller::may)) {
      throw denied(
          context,
          permissions.stream().map(Permission::wireName).collect(Collectors.joining(" or ")));
    }
    return caller;
  }

  private static EmbeddingException denied(RequestContext context, String permission) {
    AuditLog.write(context, "access.denied", null, "permission:" + permission);
    return new EmbeddingException(
        ErrorCode.AUTHORIZATION_ERROR,
        "The permission " + permission + " is missing.",
        Map.of("permission", permission));
  }
}
