package com.tkr.embed.security;

import com.tkr.embed.request.Caller;
import com.tkr.embed.request.Permission;
import com.tkr.embed.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Finds out who calls. */
@ApplicationScoped
public class Authentication {
  /** The caller of a request, who has the permission. */
  public Caller require(RequestContext context, Permission permission) {
    Caller caller =
        new Caller(
            "ip:" + context.origin().address(),
            Caller.Kind.ANONYMOUS,
            Set.of(Permission.ALL),
            null);
    context.caller(caller);
    return caller;
  }
}
