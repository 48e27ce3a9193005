/**
 * From a request's entity, unread until it is allowed, to its vectors and its answer, without a
 * thread that waits.
 */
package com.tkr.embed.rest.body;
