/**
 * The use case: inputs become vectors, by the cache or by the model whose life this package keeps.
 */
package com.tkr.embed.embedding;
