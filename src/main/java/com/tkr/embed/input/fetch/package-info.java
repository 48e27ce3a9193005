/**
 * Pictures from addresses of the internet, fetched so that no client reaches through this server
 * what it could not reach itself. The only package that knows the HTTP client.
 */
@NullMarked
package com.tkr.embed.input.fetch;

import org.jspecify.annotations.NullMarked;
