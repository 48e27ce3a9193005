/**
 * OpenAI's API of embeddings and models, whose route of embeddings Jina's and Voyage's clients
 * share: what only these send is read by packages of their own, through {@link
 * com.tkr.embed.rest.openai.BodyFields}.
 */
@NullMarked
package com.tkr.embed.rest.openai;

import org.jspecify.annotations.NullMarked;
