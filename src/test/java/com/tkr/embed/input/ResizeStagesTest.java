package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.PythonOracle;
import com.tkr.embed.testing.RampPictures;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The known profiles' resizes, one after the other, as Pillow does them. */
class ResizeStagesTest {
  @TempDir Path folder;

  @Test
  void pixelsEqualPillowsBitByBit() throws IOException {
    Path expected = folder.resolve("expected.json");
    PythonOracle.run("resize_stages.py", expected);
    new TinyTokenizer().write(folder);
    JsonNode rows = new ObjectMapper().readTree(expected.toFile());

    assertThat(rows).hasSizeGreaterThan(40);
    for (JsonNode row : rows) {
      assertThat(pixels(row)).as(row.toString()).isEqualTo(row.get("to") + row.get("crc").asText());
    }
  }

  /** As [width,height] and the CRC-32 of the bytes. */
  private String pixels(JsonNode row) {
    byte[] png = RampPictures.png(row.get("width").asInt(), row.get("height").asInt());
    EmbeddingInput input = new EmbeddingInput("", List.of(new EncodedImage(png, false)), null);
    try (InputPreparer preparer =
        InputPreparer.open(
            ProfiledFolders.as(row.get("profile").asText(), folder),
            TinyTokenizer.model(32_768, row.get("factor").asInt()),
            InputLimits.of(new FixedSettings()))) {
      ImagePixels seen = preparer.prepare(input, false).modelInput().images().get(0);
      CRC32 sum = new CRC32();
      sum.update(seen.rgb());
      return "[%d,%d]%08x".formatted(seen.width(), seen.height(), sum.getValue());
    }
  }
}
