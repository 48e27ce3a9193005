package com.tkr.embed.security.ratelimit;

import com.tkr.embed.security.auth.RequestContext;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Decides for every call of a method bound by {@link RateLimited}, after its authorisation. */
@RateLimited
@Interceptor
@Priority(Interceptor.Priority.APPLICATION + 1)
public class RateLimitedInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient RateLimits limits;

  @AroundInvoke
  Object decide(InvocationContext call) throws Exception {
    limits.request(RequestContext.current());
    return call.proceed();
  }
}
