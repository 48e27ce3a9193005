/** Pooled vectors that were computed before, and one computation for all who want the same. */
package com.tkr.embed.cache;
