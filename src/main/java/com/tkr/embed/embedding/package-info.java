/**
 * The use case: inputs become vectors, by the cache or by the model whose life this package keeps.
 */
@NullMarked
package com.tkr.embed.embedding;

import org.jspecify.annotations.NullMarked;
