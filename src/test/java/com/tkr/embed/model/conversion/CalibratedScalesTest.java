package com.tkr.embed.model.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.hub.DemonstrationModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratedScalesTest {
  @TempDir Path folder;

  @Test
  void theNextStartFindsWhatWasKeptAndNothingElse() throws IOException {
    Path checkpoint = DemonstrationModel.unpack(folder.resolve("model"));
    CalibratedScales scales = new CalibratedScales(new ConvertedModels(folder.resolve("kept")));
    assertThat(scales.find(checkpoint)).isEmpty();
    Path kept = scales.keep(checkpoint, Map.of(64, 0.5f, 128, 0.25f));
    assertThat(scales.find(checkpoint)).isEqualTo(Map.of(64, 0.5f, 128, 0.25f));
    for (String damaged : new String[] {"128", "128=x", "128=0", "128=NaN", "128=2"}) {
      Files.writeString(kept, damaged + "\n");
      assertThat(scales.find(checkpoint)).as(damaged).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotWholeTellsNothing() throws IOException {
    CalibratedScales scales = new CalibratedScales(new ConvertedModels(folder.resolve("kept")));
    Path checkpoint = Path.of("src/test/resources/golden/tiny");
    Path kept = scales.keep(checkpoint, Map.of(32, 0.25f, 64, 0.125f));
    assertThat(scales.find(checkpoint)).hasSize(2);
    String text = Files.readString(kept);
    Files.writeString(kept, text.substring(0, text.length() - 2));
    assertThat(scales.find(checkpoint)).isEmpty();
    scales.keep(checkpoint, Map.of(32, 0.5f));
    assertThat(scales.find(checkpoint)).containsOnly(Map.entry(32, 0.5f));
    assertThat(kept.getParent()).isDirectoryNotContaining("glob:**.part");
  }
}
