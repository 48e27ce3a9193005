package com.tkr.embed.wire;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.vectors.EncodingFormat;

/**
 * A request for embeddings as a client made it.
 *
 * @param request what to embed
 * @param format how a JSON answer carries the vectors
 * @param held what it keeps in memory until it is answered
 */
public record EmbedCall(EmbeddingRequest request, EncodingFormat format, HeldBytes held) {}
