package com.tkr.embed.rest.cohere;

import com.tkr.embed.embedding.EmbeddingRequest;
import java.util.List;

/**
 * A request of Cohere's.
 *
 * @param embedding what is to be embedded
 * @param types of the vectors in the answer, by Cohere's names; empty where the request names none
 * @param texts the answer repeats them; empty where the request has its texts elsewhere
 */
record CohereRequest(EmbeddingRequest embedding, List<String> types, List<String> texts) {}
