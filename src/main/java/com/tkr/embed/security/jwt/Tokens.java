package com.tkr.embed.security.jwt;

import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.TokenVerifier;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The server's acceptance of tokens; it accepts none unless an issuer is configured. */
@ApplicationScoped
public class Tokens implements TokenVerifier {
  private static final String BEARER = "Bearer ";

  @Inject private Settings settings;
  private Optional<JwtVerifier> verifier;

  /** Starts with the server, so that a wrong setting is reported then. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  @PostConstruct
  void read() {
    verifier =
        JwtSettings.of(settings).map(accepted -> new JwtVerifier(accepted, InstantSource.system()));
  }

  @Override
  public Optional<Caller> verify(String token) {
    return verified(token).map(VerifiedToken::caller);
  }

  /** The token of the current request; one without a name and claims when it came with none. */
  @Produces
  @RequestScoped
  JsonWebToken current() {
    return RequestContext.found()
        .filter(context -> context.hasCaller() && context.caller().kind() == Caller.Kind.JWT)
        .map(this::current)
        .orElse(ClaimsToken.NONE);
  }

  private JsonWebToken current(RequestContext context) {
    return context.credentials().authorizations().stream()
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip())
        .flatMap(token -> verified(token).map(found -> new ClaimsToken(token, found)).stream())
        .findFirst()
        .orElse(ClaimsToken.NONE);
  }

  private Optional<VerifiedToken> verified(String token) {
    return verifier.flatMap(found -> found.verify(token));
  }
}
