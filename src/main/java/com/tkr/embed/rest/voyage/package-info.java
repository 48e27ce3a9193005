/** Voyage's API: what its clients send to the route that they share with OpenAI's, and its own. */
@NullMarked
package com.tkr.embed.rest.voyage;

import org.jspecify.annotations.NullMarked;
