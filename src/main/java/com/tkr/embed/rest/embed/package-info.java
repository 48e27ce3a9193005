/** Our own routes: embeddings, similarity, information. */
package com.tkr.embed.rest.embed;
