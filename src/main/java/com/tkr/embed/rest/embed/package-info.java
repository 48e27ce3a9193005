/** Our own dialect: embeddings, similarity, information, and the errors of every other path. */
@NullMarked
package com.tkr.embed.rest.embed;

import org.jspecify.annotations.NullMarked;
