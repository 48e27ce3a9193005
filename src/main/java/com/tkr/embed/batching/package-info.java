/** Groups waiting inputs into packed batches for the one thread that owns the model. */
package com.tkr.embed.batching;
