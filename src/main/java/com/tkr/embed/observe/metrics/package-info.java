/** What is counted and timed. */
package com.tkr.embed.observe.metrics;
