/**
 * Scores documents by a query: our own route, which TEI's clients use too, the one that those of
 * Cohere (version 1), Jina, vLLM and Voyage share, and that of Cohere (version 2); what they are
 * asked, and what they answer.
 */
@NullMarked
package com.tkr.embed.rest.rerank;

import org.jspecify.annotations.NullMarked;
