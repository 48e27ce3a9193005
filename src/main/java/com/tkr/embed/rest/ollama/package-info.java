/** Ollama's API, as far as it concerns embeddings and what is served. */
@NullMarked
package com.tkr.embed.rest.ollama;

import org.jspecify.annotations.NullMarked;
