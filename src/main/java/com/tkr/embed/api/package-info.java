/**
 * Speaks HTTP: resources, wire records, errors as JSON; the only package that knows jakarta.ws.rs.
 */
package com.tkr.embed.api;
