/**
 * What stands around every request, whatever answers it: its context and its end, what is open to
 * whom, headers for browsers, static files, the graceful stop.
 */
package com.tkr.embed.rest.filter;
