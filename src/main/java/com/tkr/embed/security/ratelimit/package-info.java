/** Holds callers to their limits, in requests and in input items, and tells them where they are. */
package com.tkr.embed.security.ratelimit;
