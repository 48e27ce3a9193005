/** What the server counts and times, as MicroProfile metrics with bounded labels. */
package com.tkr.embed.metrics;
