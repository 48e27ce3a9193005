package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.PillowFolder.Disagreement;
import com.tkr.embed.input.PillowFolder.Kind;
import com.tkr.embed.testing.PythonOracle;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of files that are odd or damaged (odd_images.py), PNG, GIF, BMP and WebP, read by us
 * and by Pillow. What is listed here is all that differs; decisions.md has the reasons.
 */
class OddImagesTest {
  /** Pillow is wrong by the format's definition. */
  private static final Set<String> RIGHT_HERE =
      Set.of(
          "gif-odd-palette-local-grey-over-global.gif",
          "bmp-odd-bilevel-4.bmp",
          "bmp-odd-bilevel-8.bmp",
          "bmp-odd-greys-4-2.bmp",
          "bmp-odd-greys-8-2.bmp");

  /** Refused with a sentence about what is wrong. */
  private static final String REFUSED_HERE =
      "png-odd-(palette-(1-bytes|2-bytes|empty|late|none)|animated-data-first)\\.png"
          + "|bmp-odd-runs-(1-1|1-4|2-8)-.*|bmp-odd-runs-.*skip-outside\\.bmp"
          + "|bmp-odd-greys-8-257\\.bmp";

  /** Sound by the format's definition, or damaged only where no pixel is. */
  private static final String READ_HERE =
      "png-odd-animated-late-frame\\.png"
          + "|gif-odd-(woven-)?extension-(control|unknown)-empty\\.gif"
          + "|bmp-odd-(colors-[14]-1|greys-1-(3|256)|greys-4-(3|16|256))\\.bmp"
          + "|bmp-odd-greys-forgotten-offset-4\\.bmp"
          + "|webp-odd-lossy-alpha-damaged\\.webp";

  private static List<Disagreement> found;

  @BeforeAll
  static void read() {
    Path folder = Path.of("target/odd-images");
    PythonOracle.run("odd_images.py", folder, "png", "gif", "bmp", "webp");
    found = new PillowFolder(folder, Path.of("target/odd-images.tsv")).disagreements();
  }

  @Test
  void noFileHasOtherPixelsThanPillows() {
    assertThat(files(Kind.OTHER_PIXELS)).isEqualTo(new TreeSet<>(RIGHT_HERE));
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

  private static Set<String> files(Kind kind) {
    return found.stream()
        .filter(d -> d.kind() == kind)
        .map(Disagreement::file)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
