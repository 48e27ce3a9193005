/**
 * Scores documents by a query: our own route, which TEI's clients use too, and the one that those
 * of Cohere (version 1), Jina, vLLM and Voyage share; what they are asked, and what they answer.
 */
@NullMarked
package com.tkr.embed.rest.rerank;

import org.jspecify.annotations.NullMarked;
