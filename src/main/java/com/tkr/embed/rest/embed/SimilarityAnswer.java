package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Metric;
import java.util.List;

/**
 * An answer of the similarity route.
 *
 * @param similarities a row per query, a number per candidate
 * @param metric how they were compared
 * @param processingTime seconds from reading the request to having the numbers
 */
record SimilarityAnswer(List<float[]> similarities, Metric metric, double processingTime) {}
