package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.PillowFolder.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files like those that users reported to other systems. */
class ReportedPicturesTest {
  /** What Pillow reads and we refuse, and what is said of it. */
  private static final Map<String, String> NAMED =
      Map.of(
          "png-no-palette.png", "uses a palette and has none",
          "tiff-fax-damaged.tif", "damaged or truncated TIFF",
          "tiff-zstd.tif", "ZSTD compression (50000), which is not supported");

  @Test
  void allAreReadAsByPillowOrRefusedByName() {
    Path folder = Path.of("src/test/resources/pictures");

    List<PillowFolder.Disagreement> found =
        new PillowFolder(folder, Path.of("target/pictures.tsv")).disagreements();

    assertThat(found).extracting(PillowFolder.Disagreement::file).hasSameElementsAs(NAMED.keySet());
    assertThat(found)
        .allSatisfy(
            d -> {
              assertThat(d.kind()).isEqualTo(Kind.ONLY_PILLOW_READS);
              assertThat(d.why()).contains(NAMED.get(d.file()));
            });
  }
}
