package com.tkr.embed.rest.openai;

import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.rest.codec.VectorValue;

/**
 * How an answer has a vector.
 *
 * @param name what the request calls it
 * @param type what its numbers are
 * @param format whether they are a list or base64
 */
public record VectorForm(String name, VectorType type, EncodingFormat format) {
  /** The vector in this form, as a value of a {@link com.tkr.embed.rest.codec.JsonDocument}. */
  Object of(float[] vector, Quantizer quantizer) {
    return VectorValue.of(vector, type, quantizer, format);
  }
}
