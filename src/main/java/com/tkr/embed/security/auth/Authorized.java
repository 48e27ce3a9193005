package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Permission;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called only by those who have the permission, or one of several where it is the body that tells
 * which one is needed; {@link Authentication#require} then decides once more when it is read. The
 * decision is made before the method runs, hence before a byte of the request's body is read. A
 * route that carries neither this nor {@link Open} is denied to everyone.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Authorized {
  /** What the caller must be allowed to do: one of these. */
  @Nonbinding
  Permission[] value();
}
