/**
 * Turns everything that fails, in the resources, the container or on the wire, into an error of the
 * dialect that the path belongs to.
 */
@NullMarked
package com.tkr.embed.rest.error;

import org.jspecify.annotations.NullMarked;
