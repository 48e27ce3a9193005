/** Vectors in one byte, or one bit, for each dimension. */
@NullMarked
package com.tkr.embed.embedding.quantization;

import org.jspecify.annotations.NullMarked;
