/**
 * Holds callers to their limits, in requests and in input items, and tells them where they stand.
 */
package com.tkr.embed.ratelimit;
