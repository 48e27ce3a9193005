package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Holds us to a folder of anybody's image files: {@code -Dpictures.folder=DIR}. Prints every
 * disagreement with Pillow and fails where both read a file and see other pixels.
 */
@EnabledIfSystemProperty(named = "pictures.folder", matches = ".+")
class PicturesFolderTest {
  @Test
  void noPictureHasOtherPixelsThanPillows() {
    Path folder = Path.of(System.getProperty("pictures.folder"));
    List<PillowFolder.Disagreement> found =
        new PillowFolder(folder, Path.of("target/pictures-folder.tsv")).disagreements();

    found.forEach(System.out::println);

    assertThat(found).noneMatch(d -> d.kind() == PillowFolder.Kind.OTHER_PIXELS);
  }
}
