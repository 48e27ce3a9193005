package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;

/**
 * How an input is prepared.
 *
 * @param truncate what is done to a text over the model's length
 * @param cancellation when nobody waits for it any more
 * @param query the pictures of the query that all inputs of its request have
 */
public record Preparation(Truncate truncate, Cancellation cancellation, QueryPictures query) {}
