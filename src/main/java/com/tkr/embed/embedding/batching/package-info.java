/**
 * What waits becomes one batch, in fair order between callers, within a measured budget of tokens.
 */
package com.tkr.embed.embedding.batching;
