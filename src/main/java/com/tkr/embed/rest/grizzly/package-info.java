/**
 * Below the servlets: connections and their speed, who asks and from where; the only package that
 * knows the container's own classes.
 */
package com.tkr.embed.rest.grizzly;
