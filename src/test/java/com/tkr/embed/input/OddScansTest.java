package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.PillowFolder.Disagreement;
import com.tkr.embed.input.PillowFolder.Kind;
import com.tkr.embed.testing.PythonOracle;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of JPEG and TIFF files made by chance or damaged (odd_images.py), read by us and by
 * Pillow. What is listed here is all that differs; decisions.md has the reasons.
 */
class OddScansTest {
  private static final String CHANCE = "tiff-odd-chance-\\d+-";

  /** Pillow is wrong by TIFF's definition: 16 bits in planes, YCbCr that is not compressed. */
  private static final String RIGHT_HERE =
      CHANCE + "(p\\d-b16-.*-plan2-.*|p6-b8-s3-e-c1-plan1-.*)\\.tiff";

  /** Damaged, or said to be more than Pillow minds. */
  private static final String REFUSED_HERE =
      "tiff-.*-(byte-\\d+|cut-\\d+|cut-\\d+-anywhere|zeros-\\d)\\.tiff"
          + "|"
          + CHANCE
          + "p2-b(8|16)-s4-e-c\\d+-plan2-.*\\.tiff"
          + "|jpeg-odd-orientation-exif-.*\\.jpeg";

  /** Sound by TIFF's definition: many planes, palette indices whose bits are reversed. */
  private static final String READ_HERE =
      CHANCE + "(p\\d-b\\d+-s\\d-.*-plan2-.*|p6-.*-c1-.*|p3-b[12]-.*-fill2)\\.tiff";

  private static List<Disagreement> found;

  @BeforeAll
  static void read() {
    Path folder = Path.of("target/odd-scans");
    PythonOracle.run("odd_images.py", folder, "jpeg", "tiff");
    found = new PillowFolder(folder, Path.of("target/odd-scans.tsv")).disagreements();
  }

  @Test
  void noFileHasOtherPixelsThanPillows() {
    assertThat(files(Kind.OTHER_PIXELS)).isNotEmpty().allMatch(file -> file.matches(RIGHT_HERE));
  }

  @Test
  void whatPillowReadsIsRefusedForAReasonOnly() {
    assertThat(files(Kind.ONLY_PILLOW_READS))
        .isNotEmpty()
        .allMatch(file -> file.matches(REFUSED_HERE));
  }

  @Test
  void whatPillowRefusesIsReadForAReasonOnly() {
    assertThat(files(Kind.ONLY_WE_READ)).isNotEmpty().allMatch(file -> file.matches(READ_HERE));
  }

  @Test
  void noRefusalIsAnAccident() {
    assertThat(found).noneMatch(d -> d.why().contains("Exception:"));
  }

  private static Stream<String> files(Kind kind) {
    return found.stream().filter(d -> d.kind() == kind).map(Disagreement::file);
  }
}
