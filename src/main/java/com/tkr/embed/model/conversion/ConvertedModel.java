package com.tkr.embed.model.conversion;

import java.nio.file.Path;

/**
 * A checkpoint that was quantised once and kept.
 *
 * @param key what it was made of, and how
 * @param folder where it lies
 * @param bytes of its files
 */
public record ConvertedModel(ConversionKey key, Path folder, long bytes) {}
