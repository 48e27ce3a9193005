package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.InvalidInput;
import com.tkr.embed.standin.StandInRuntime;
import com.tkr.embed.standin.StandInVector;
import com.tkr.embed.testing.ProfiledFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cached vectors outlive a server: code that reads an input in another way must say so. */
class VectorsRevisionTest {
  private static final List<String> TEXTS =
      List.of("", "a red circle", "Ein grünes Herz, 龍, и ещё слово", "word ".repeat(600));

  /** The revision, and the sum of all ids and pixels that it stands for. */
  private static final String RECORDED = "4 a08ba983043066df";

  private long sum;

  @Test
  void other_ids_or_pixels_are_another_revision() throws IOException {
    Path folder = ScriptedRuntime.FOLDER;
    try (InputPreparer preparer =
        InputPreparer.open(
            ProfiledFolders.telling(folder),
            StandInRuntime.info(folder, 2),
            InputLimits.of(new FixedSettings()))) {
      TEXTS.forEach(text -> add(preparer, new EmbeddingInput(text, List.of(), null)));
      for (Path file : files(folder.resolve("samples"), Path.of("src/test/resources/pictures"))) {
        for (boolean exif : new boolean[] {false, true}) {
          EncodedImage image = new EncodedImage(Files.readAllBytes(file), exif);
          add(preparer, new EmbeddingInput("", List.of(image), null));
        }
      }
    }
    assertThat(ModelRevisionState.VECTORS_REVISION + " " + Long.toHexString(sum))
        .as("raise ModelRevisionState.VECTORS_REVISION, and record both here")
        .isEqualTo(RECORDED);
  }

  private void add(InputPreparer preparer, EmbeddingInput input) {
    try {
      sum = 31 * sum + StandInVector.fingerprint(preparer.prepare(input, true).modelInput());
    } catch (InvalidInput refused) {
      assertThat(refused.code()).isNotEqualTo(ErrorCode.INTERNAL_ERROR); // has no vector
    }
  }

  private static List<Path> files(Path... folders) throws IOException {
    Stream<Path> all = Stream.of();
    for (Path folder : folders) {
      all = Stream.concat(all, Files.list(folder).filter(Files::isRegularFile).sorted());
    }
    return all.toList();
  }
}
