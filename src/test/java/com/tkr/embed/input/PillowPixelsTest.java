package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.SmartResize.PixelRange;
import com.tkr.embed.model.ImagePixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file that Pillow's decoder and resize were recorded on, bit for bit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PillowPixelsTest {
  private static final Path FOLDER = Path.of("target/pillow-images");

  private final ImagePreparer preparer =
      new ImagePreparer(new PixelRange(28, 3136, 50176), ImageLimits.DEFAULT);
  private List<Case> cases;

  private record Case(String name, boolean exif, int width, int height, SmartResize size) {
    static Case of(String line) {
      String[] f = line.split("\t");
      int[] n = Arrays.stream(f).skip(1).mapToInt(Integer::parseInt).toArray();
      return new Case(f[0], n[0] == 1, n[1], n[2], new SmartResize(n[4], n[3]));
    }

    byte[] bytes(String suffix) throws IOException {
      return Files.readAllBytes(FOLDER.resolve(name + suffix));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  void askPillow() throws IOException {
    PythonOracle.run("pillow_images.py", FOLDER);
    try (Stream<String> lines = Files.lines(FOLDER.resolve("manifest.tsv"))) {
      cases = lines.map(Case::of).toList();
    }
  }

  List<Case> cases() {
    return cases;
  }

  @Test
  void thereAreCasesOfEveryFormat() {
    for (String format : List.of("jpeg", "png", "gif", "bmp", "webp", "tiff")) {
      assertThat(cases).filteredOn(c -> c.name().startsWith(format)).hasSizeGreaterThan(10);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pixelsEqualPillows(Case c) throws Exception {
    EncodedImage image = new EncodedImage(c.bytes(".bin"), c.exif());
    List<ImagePreparer.Accepted> accepted = preparer.accept(List.of(image));

    assertSamePixels(decoded(accepted.get(0)), c.bytes(".decoded"), c.width());
    ImagePixels pixels = preparer.pixels(accepted).get(0);
    assertThat(new SmartResize(pixels.height(), pixels.width())).isEqualTo(c.size());
    assertSamePixels(pixels.rgb(), c.bytes(".resized"), pixels.width());
  }

  private static byte[] decoded(ImagePreparer.Accepted image) throws ImageRefused {
    PixelRows rows = OrientedRows.of(image.file().decode(), image.orientation());
    return BicubicResize.resize(rows, new SmartResize(rows.height(), rows.width()));
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
    int first = Arrays.mismatch(actual, expected);
    assertThat(different)
        .as(
            "of %d samples, worst by %d, first at %d,%d",
            actual.length, worst, first / 3 % width, first / 3 / width)
        .isZero();
  }
}
