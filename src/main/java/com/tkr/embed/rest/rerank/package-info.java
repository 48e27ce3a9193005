/** Scores documents by a query: the route, what it is asked, and what it answers. */
@NullMarked
package com.tkr.embed.rest.rerank;

import org.jspecify.annotations.NullMarked;
