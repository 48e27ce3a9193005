package com.tkr.embed.security.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called by anyone, with credentials or without. Not the platform's own annotation for this: where
 * it finds that, the container asks every caller for a token of its own making.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Open {}
