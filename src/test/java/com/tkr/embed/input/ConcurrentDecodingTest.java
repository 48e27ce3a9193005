package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The native decoders hold nothing between pictures: neither order nor company changes a pixel. */
class ConcurrentDecodingTest {
  private static final int ROUNDS = 8;

  private final ImagePreparer preparer =
      new ImagePreparer(List.of(new PixelRange(28, 3136, 50176)), ImageLimits.ofHeap());

  @Test
  void manyAtOnceDecodeAsOne() {
    List<PillowImages.Case> cases =
        PillowImages.cases().stream().filter(c -> c.name().matches("(jpeg|tiff)-.*")).toList();

    IntStream.range(0, ROUNDS * cases.size())
        .parallel()
        .mapToObj(i -> cases.get(i * 7919 % cases.size()))
        .forEach(c -> assertThat(pixels(c)).as(c.name()).isEqualTo(c.resized()));
  }

  private byte[] pixels(PillowImages.Case c) {
    List<EncodedImage> image = List.of(new EncodedImage(c.file(), c.exif()));
    return preparer.pixels(preparer.accept(image), Cancellation.NEVER).get(0).rgb();
  }
}
