package com.tkr.embed.rest.codec;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Inputs of a list, each with its name there. */
public final class Inputs {
  private Inputs() {}

  /** One input per text: {@code texts[0]}, ... */
  public static List<EmbeddingInput> ofTexts(
      String field, List<String> texts, @Nullable String instruction) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new EmbeddingInput(texts.get(i), List.of(), instruction, element(field, i)))
        .toList();
  }

  /** One input per image or page of a PDF file: {@code file[0]}, ... */
  public static List<EmbeddingInput> ofImages(
      String field, List<EncodedImage> images, @Nullable String instruction) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> EmbeddingInput.ofFile(images.get(i), instruction, element(field, i)))
        .toList();
  }

  /** What errors call an element. */
  public static String element(String field, int index) {
    return field + "[" + index + "]";
  }
}
