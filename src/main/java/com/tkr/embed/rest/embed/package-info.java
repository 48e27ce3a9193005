/** Our own dialect: embeddings, similarity, information, and the errors of every other path. */
package com.tkr.embed.rest.embed;
