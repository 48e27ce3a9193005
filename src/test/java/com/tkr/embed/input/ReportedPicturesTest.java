package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.PillowFolder.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files like those that users reported to other systems. */
class ReportedPicturesTest {
  @Test
  void allAreReadAsByPillowOrRefusedByName() {
    Path folder = Path.of("src/test/resources/pictures");

    assertThat(new PillowFolder(folder, Path.of("target/pictures.tsv")).disagreements())
        .isNotEmpty()
        .allSatisfy(
            d -> {
              assertThat(d.kind()).isEqualTo(Kind.ONLY_PILLOW_READS);
              assertThat(d.file()).isEqualTo("png-no-palette.png");
              assertThat(d.why()).contains("uses a palette and has none");
            });
  }
}
