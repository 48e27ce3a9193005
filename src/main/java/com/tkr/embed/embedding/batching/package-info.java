/**
 * What waits becomes one batch, in fair order between callers, within a measured budget of tokens.
 */
@NullMarked
package com.tkr.embed.embedding.batching;

import org.jspecify.annotations.NullMarked;
