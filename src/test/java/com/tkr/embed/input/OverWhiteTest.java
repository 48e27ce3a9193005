package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.image.ImageFormat;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.PythonOracle;
import com.tkr.embed.testing.RampPictures;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures as Qwen3-VL-Embedding's own code reads them: alpha on white, no extreme strips. */
class OverWhiteTest {
  @TempDir Path folder;

  @Test
  void pixelsEqualPillowsBitByBit() throws Exception {
    PythonOracle.run("over_white.py", folder);
    JsonNode rows = new ObjectMapper().readTree(folder.resolve("over_white.json").toFile());

    assertThat(rows).hasSizeGreaterThan(10);
    for (JsonNode row : rows) {
      assertThat(crc(row, Alpha.OVER_WHITE)).as(row.toString()).isEqualTo(row.get("crc").asText());
      assertThat(crc(row, Alpha.DROPPED)).as(row.toString()).isEqualTo(row.get("dropped").asText());
    }
    assertThat(rows).anyMatch(row -> !row.get("crc").equals(row.get("dropped")));
  }

  @Test
  void sidesOfMoreThan200To1AreRefused() {
    new TinyTokenizer().write(folder);
    try (InputPreparer preparer =
        InputPreparer.open(
            ProfiledFolders.as("qwen3-vl-embedding", folder),
            TinyTokenizer.model(32_768, 32),
            InputLimits.of(new FixedSettings()))) {
      assertThat(preparer.prepare(picture(200, 1), false).modelInput().images()).hasSize(1);
      for (EmbeddingInput refused : List.of(picture(201, 1), picture(2, 402))) {
        assertThatThrownBy(() -> preparer.prepare(refused, false))
            .isInstanceOf(InvalidInput.class)
            .hasMessageContaining("aspect ratio limit of 200");
      }
    }
  }

  @Test
  void picturesThatLeaveNoRoomAreRefusedNotCut() {
    new TinyTokenizer().write(folder);
    EmbeddingInput one = picture(1344, 1344);
    List<EncodedImage> five = Collections.nCopies(5, one.images().get(0));
    try (InputPreparer preparer =
        InputPreparer.open(
            ProfiledFolders.as("qwen3-vl-embedding", folder),
            TinyTokenizer.model(32_768, 32),
            InputLimits.of(new FixedSettings()))) {
      assertThat(preparer.prepare(one, true).modelInput().images()).hasSize(1);
      EmbeddingInput all = new EmbeddingInput("", five, null);
      assertThatThrownBy(() -> preparer.prepare(all, true)).isInstanceOf(InvalidInput.class);
    }
  }

  private static EmbeddingInput picture(int width, int height) {
    byte[] png = RampPictures.png(width, height);
    return new EmbeddingInput("", List.of(new EncodedImage(png, false)), null);
  }

  private String crc(JsonNode row, Alpha alpha) throws IOException, ImageRefused {
    byte[] file = Files.readAllBytes(folder.resolve(row.get("file").asText()));
    CRC32 sum = new CRC32();
    sum.update(PillowImages.pixels(ImageFormat.open(file).decode(alpha)));
    return "%08x".formatted(sum.getValue());
  }
}
