package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.OrientedRows;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.SmartResize;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import com.tkr.embed.model.ImagePixels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file that Pillow's decoder and resize were recorded on, bit for bit. */
class PillowPixelsTest {
  private final ImagePreparer preparer =
      new ImagePreparer(List.of(new PixelRange(28, 3136, 50176)), ImageLimits.ofHeap());

  static List<PillowImages.Case> cases() {
    return PillowImages.cases();
  }

  @Test
  void thereAreCasesOfEveryFormat() {
    for (String format : List.of("jpeg", "png", "gif", "bmp", "webp", "tiff")) {
      assertThat(cases()).filteredOn(c -> c.name().startsWith(format)).hasSizeGreaterThan(10);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pixelsEqualPillows(PillowImages.Case c) throws Exception {
    EncodedImage image = new EncodedImage(c.file(), c.exif());
    List<ImagePreparer.Accepted> accepted = preparer.accept(List.of(image));
    PixelRows rows =
        OrientedRows.of(
            accepted.get(0).file().decode(Alpha.DROPPED), accepted.get(0).orientation());

    assertSamePixels(PillowImages.pixels(rows), c.decoded(), c.width());
    ImagePixels pixels = preparer.pixels(accepted, Cancellation.NEVER).get(0);
    assertThat(new SmartResize(pixels.height(), pixels.width())).isEqualTo(c.size());
    assertSamePixels(pixels.rgb(), c.resized(), pixels.width());
  }

  private static void assertSamePixels(byte[] actual, byte[] expected, int width) {
    assertThat(actual).as("length").hasSameSizeAs(expected);
    int different = 0;
    int worst = 0;
    for (int i = 0; i < actual.length; i++) {
      int difference = Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF));
      different += difference == 0 ? 0 : 1;
      worst = Math.max(worst, difference);
    }
    int first = Arrays.mismatch(actual, expected) / 3;
    assertThat(different)
        .as(
            "differing of %d samples, worst by %d, first at %d,%d",
            actual.length, worst, first % width, first / width)
        .isZero();
  }
}
