/**
 * Holds callers to their limits, in requests and in input items, and reports what is left of them.
 */
@NullMarked
package com.tkr.embed.security.ratelimit;

import org.jspecify.annotations.NullMarked;
