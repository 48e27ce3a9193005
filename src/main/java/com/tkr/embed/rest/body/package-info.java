/** A request's entity, unread until it is allowed, collected without a thread that waits. */
package com.tkr.embed.rest.body;
