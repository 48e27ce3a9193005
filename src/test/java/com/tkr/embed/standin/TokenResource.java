package com.tkr.embed.standin;

import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.Open;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.TokenVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Tells who holds a token, by the token that the platform injects. */
@Path("standin/token")
@ApplicationScoped
public class TokenResource {
  private static final String BEARER = "Bearer ";

  @Inject private TokenVerifier verifier;
  @Inject private JsonWebToken token;

  @GET
  @Open
  @Produces(MediaType.TEXT_PLAIN)
  public String name(@HeaderParam("Authorization") String authorization) {
    RequestContext given = RequestContext.current();
    List<String> authorizations = authorization == null ? List.of() : List.of(authorization);
    RequestContext context =
        new RequestContext(
            given.head(),
            given.client(),
            new Credentials(List.of(), authorizations, List.of()),
            given::answerHeader);
    authorizations.stream()
        .flatMap(value -> verifier.verify(value.substring(BEARER.length())).stream())
        .forEach(context::caller);
    String[] name = new String[1];
    context.run(() -> name[0] = token.getName() + " " + token.getGroups());
    return name[0];
  }
}
