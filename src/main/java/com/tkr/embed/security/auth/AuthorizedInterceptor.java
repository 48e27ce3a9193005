package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Permission;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Decides for every call of a method bound by {@link Authorized}. */
@Authorized(Permission.ALL)
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class AuthorizedInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Map<Method, List<Permission>> NEEDED = new ConcurrentHashMap<>();

  @Inject private transient Authentication authentication;

  @AroundInvoke
  Object decide(InvocationContext call) throws Exception {
    List<Permission> needed =
        NEEDED.computeIfAbsent(call.getMethod(), AuthorizedInterceptor::needed);
    authentication.require(RequestContext.current(), needed);
    return call.proceed();
  }

  /** Of the method, else of its class. */
  private static List<Permission> needed(Method method) {
    Authorized own = method.getAnnotation(Authorized.class);
    Authorized binding =
        own == null ? method.getDeclaringClass().getAnnotation(Authorized.class) : own;
    return List.of(binding.value());
  }
}
