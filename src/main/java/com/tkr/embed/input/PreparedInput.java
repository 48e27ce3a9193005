package com.tkr.embed.input;

import com.tkr.embed.model.ModelInput;

/**
 * An input ready for the model.
 *
 * @param modelInput ids and pixels
 * @param truncated whether the text was cut to the model's length
 * @param tokenizeNanos time of making the ids
 * @param decodeNanos time of making the pixels, headers included; 0 without images
 */
public record PreparedInput(
    ModelInput modelInput, boolean truncated, long tokenizeNanos, long decodeNanos) {}
