/**
 * The API of Hugging Face's text-embeddings-inference (TEI) beside our own: {@code /embed}, and the
 * body that {@code /similarity} has of its clients.
 */
@NullMarked
package com.tkr.embed.rest.tei;

import org.jspecify.annotations.NullMarked;
