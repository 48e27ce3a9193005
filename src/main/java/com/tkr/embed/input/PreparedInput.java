package com.tkr.embed.input;

import com.tkr.embed.model.ModelInput;

/**
 * An input ready for the model.
 *
 * @param modelInput ids and pixels
 * @param truncated whether the text was cut to the model's length
 */
public record PreparedInput(ModelInput modelInput, boolean truncated) {}
