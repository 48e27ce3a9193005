/** What Jina's clients send to the route that they share with OpenAI's. */
@NullMarked
package com.tkr.embed.rest.jina;

import org.jspecify.annotations.NullMarked;
