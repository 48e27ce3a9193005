/**
 * Below the servlets: connections and their speed, who asks and from where; the only package that
 * knows the container's own classes.
 */
@NullMarked
package com.tkr.embed.rest.grizzly;

import org.jspecify.annotations.NullMarked;
