package com.tkr.embed.wire;

import com.tkr.embed.embedding.EmbeddingRequest;

/**
 * A request for embeddings as a client made it.
 *
 * @param request what to embed
 * @param format how a JSON answer carries the vectors
 */
public record EmbedCall(EmbeddingRequest request, EncodingFormat format) {}
