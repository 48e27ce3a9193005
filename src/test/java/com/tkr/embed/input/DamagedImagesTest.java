package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file, it is refused or gives the whole picture. */
class DamagedImagesTest {
  private final ImagePreparer preparer =
      new ImagePreparer(List.of(new PixelRange(28, 3136, 50176)), ImageLimits.ofHeap());

  static List<PillowImages.Case> cases() {
    return PillowImages.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTruncatedFileIsRefusedOrStillWhole(PillowImages.Case c) {
    byte[] file = c.file();
    for (int percent = 0; percent < 100; percent += 9) {
      byte[] cut = Arrays.copyOf(file, file.length * percent / 100);
      byte[] pixels = pixelsOrNull(cut, c.exif());
      if (pixels != null) {
        assertThat(pixels).as("cut at %d %%", percent).isEqualTo(c.resized());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFileCutInTheMiddleIsRefused(PillowImages.Case c) {
    byte[] file = c.file();
    boolean moreThanOnePicture = c.name().matches(".*(animated|pages).*");
    if (!moreThanOnePicture && !c.name().contains("garbage")) {
      assertThat(pixelsOrNull(Arrays.copyOf(file, file.length / 2), c.exif())).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aChangedByteNeverEndsInAnotherError(PillowImages.Case c) {
    Random random = new Random(c.name().hashCode());
    for (int i = 0; i < 20; i++) {
      byte[] file = c.file();
      int reach = i % 2 == 0 ? file.length : Math.min(file.length, 200);
      file[random.nextInt(reach)] = (byte) random.nextInt(256);
      pixelsOrNull(file, c.exif());
    }
  }

  private byte[] pixelsOrNull(byte[] file, boolean exif) {
    try {
      List<EncodedImage> image = List.of(new EncodedImage(file, exif));
      return preparer.pixels(preparer.accept(image), Cancellation.NEVER).get(0).rgb();
    } catch (InvalidInput e) {
      assertThat(e.code()).isIn(ErrorCode.UNPROCESSABLE_IMAGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
      return null;
    }
  }
}
