package com.tkr.embed.selftest;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.ModelInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What every path embeds. */
final class SelfTestInputs {
  private static final String PICTURE = "/demonstration/samples/red_circle.png";
  private static final String SENTENCE = "a small yellow star above two large blue squares; ";
  private static final int LONG = 8;
  private static final int BATCH = 4;

  private final List<ModelInput> all;
  private final List<ModelInput> texts;
  private final ModelInput picture;

  SelfTestInputs(InputPreparer preparer, int imageFactor) {
    EncodedImage circle = picture(PICTURE);
    SmallPicture small = new SmallPicture(imageFactor);
    picture = prepare(preparer, "", List.of(circle));
    all =
        List.of(
            prepare(preparer, "a red circle", List.of()),
            prepare(preparer, "Grüße, 世界! 3 × 7 = 21?", List.of()),
            prepare(preparer, SENTENCE.repeat(2), List.of()),
            small.in(picture),
            small.in(prepare(preparer, "the same in blue", List.of(circle))));
    texts = Collections.nCopies(BATCH, prepare(preparer, SENTENCE.repeat(LONG), List.of()));
  }

  /** Three texts, a small picture, and that picture with a text. */
  List<ModelInput> all() {
    return all;
  }

  /** A batch of texts, to measure their speed. */
  List<ModelInput> texts() {
    return texts;
  }

  /** A picture as the model is given it, to measure its speed. */
  ModelInput picture() {
    return picture;
  }

  private static ModelInput prepare(
      InputPreparer preparer, String text, List<EncodedImage> images) {
    return preparer.prepare(new EmbeddingInput(text, images, null), true).modelInput();
  }

  private static EncodedImage picture(String resource) {
    try (InputStream file = SelfTestInputs.class.getResourceAsStream(resource)) {
      return new EncodedImage(Objects.requireNonNull(file).readAllBytes(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
