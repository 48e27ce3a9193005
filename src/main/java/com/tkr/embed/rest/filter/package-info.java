/**
 * What stands around every request, whatever answers it: its context and its end, what is open to
 * whom, headers for browsers, static files, the graceful stop.
 */
@NullMarked
package com.tkr.embed.rest.filter;

import org.jspecify.annotations.NullMarked;
