/** Holds callers to their limits, in requests and in input items. */
package com.tkr.embed.ratelimit;
