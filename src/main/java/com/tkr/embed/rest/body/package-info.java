/**
 * From a request's entity, unread until it is allowed, to its vectors and its answer, without a
 * thread that waits.
 */
@NullMarked
package com.tkr.embed.rest.body;

import org.jspecify.annotations.NullMarked;
