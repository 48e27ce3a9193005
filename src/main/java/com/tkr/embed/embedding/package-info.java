/** The use case: inputs in, vectors out; owns the model's life cycle. */
package com.tkr.embed.embedding;
