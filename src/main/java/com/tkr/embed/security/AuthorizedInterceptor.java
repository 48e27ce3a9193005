package com.tkr.embed.security;

import com.tkr.embed.request.Caller;
import com.tkr.embed.request.Permission;
import com.tkr.embed.request.RequestContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.Set;

/** Decides for every call of a method bound by {@link Authorized}. */
@Authorized(Permission.ALL)
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class AuthorizedInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @AroundInvoke
  Object decide(InvocationContext call) throws Exception {
    RequestContext context = RequestContext.current();
    context.caller(
        new Caller(
            "ip:" + context.origin().address(),
            Caller.Kind.ANONYMOUS,
            Set.of(Permission.ALL),
            null));
    return call.proceed();
  }
}
