/**
 * Turns everything that fails, in the resources, the container or on the wire, into error bodies.
 */
package com.tkr.embed.rest.error;
