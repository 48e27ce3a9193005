package com.tkr.embed.security.auth;

import com.tkr.embed.config.startup.Environment;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.ApiKeys;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Decides about every request that needs a permission. */
@ApplicationScoped
public class Authentication {
  @Inject private Config config;
  @Inject private ServerConfig server;
  @Inject private ApiKeys keys;
  @Inject private Instance<TokenVerifier> tokens;
  private volatile Authenticator authenticator;

  /** Makes it ready, once the keys are. Shows a key where people try things out. */
  void start() {
    AuthenticationSettings settings = AuthenticationSettings.of(config, server.keysRequired());
    MasterKeys masterKeys = new MasterKeys(settings.masterKeys());
    if (masterKeys.isEmpty()
        && !settings.keysRequired()
        && server.environment() == Environment.DEVELOPMENT) {
      DevelopmentKey.show(Terminal.OF_PROCESS, masterKeys);
    }
    TokenVerifier verifier =
        tokens.isResolvable() ? tokens.get() : token -> Optional.<Caller>empty();
    authenticator =
        new Authenticator(
            settings,
            new Authenticator.Verifiers(keys.store()::check, masterKeys, verifier),
            new FailedAttempts(settings.failuresPerMinute(), System::nanoTime));
  }

  /**
   * Finds out who asks, says so in the request's context, and lets only those pass who may.
   *
   * @throws EmbeddingException {@code AUTHENTICATION_ERROR}, {@code AUTHORIZATION_ERROR}, {@code
   *     RATE_LIMIT_EXCEEDED} after too many wrong credentials, {@code VALIDATION_ERROR} for two
   */
  public Caller require(RequestContext context, Permission permission) {
    if (context.caller() == null) {
      context.caller(authenticator.authenticate(context, permission));
    }
    Caller caller = context.caller();
    if (!caller.may(permission)) {
      AuditLog.write(context, "access.denied", null, "permission:" + permission.wireName());
      throw new EmbeddingException(
          ErrorCode.AUTHORIZATION_ERROR,
          "The permission " + permission.wireName() + " is missing.",
          Map.of("permission", permission.wireName()));
    }
    return caller;
  }
}
