/** Cohere's API of embeddings: {@code /v2/embed} and {@code /v1/embed}. */
@NullMarked
package com.tkr.embed.rest.cohere;

import org.jspecify.annotations.NullMarked;
