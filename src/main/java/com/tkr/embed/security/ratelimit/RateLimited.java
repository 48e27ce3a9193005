package com.tkr.embed.security.ratelimit;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts as a request against the caller's limits, and is refused over them before the method runs,
 * hence before a byte of the request's body is read. Needs a verified caller: bind it beside {@link
 * com.tkr.embed.security.auth.Authorized}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RateLimited {}
