/**
 * Vectors by input; what several requests want at once is computed once. The only package that
 * knows javax.cache.
 */
@NullMarked
package com.tkr.embed.embedding.cache;

import org.jspecify.annotations.NullMarked;
