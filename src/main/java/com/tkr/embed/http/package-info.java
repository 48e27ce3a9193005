/**
 * What stands around every request, whatever answers it: ids, metrics, errors as JSON, static
 * files, the graceful stop.
 */
package com.tkr.embed.http;
