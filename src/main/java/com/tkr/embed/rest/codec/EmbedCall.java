package com.tkr.embed.rest.codec;

import com.tkr.embed.embedding.EmbeddingRequest;

/**
 * A request for embeddings as a client made it.
 *
 * @param request what to embed
 * @param format how a JSON answer carries the vectors
 * @param held what it keeps in memory until it is answered
 */
public record EmbedCall(EmbeddingRequest request, EncodingFormat format, HeldBytes held) {}
