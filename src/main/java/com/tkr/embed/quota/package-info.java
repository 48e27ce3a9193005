/**
 * Counts what callers do against limits in a burst and in sliding windows, free of any container.
 */
package com.tkr.embed.quota;
