/** What is counted and timed. */
@NullMarked
package com.tkr.embed.observe.metrics;

import org.jspecify.annotations.NullMarked;
