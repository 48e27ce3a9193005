package com.tkr.embed.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationSampleTest {
  @TempDir Path folder;

  @Test
  void vectorsAreOfUnitLength() throws IOException {
    assertThat(vectors(new float[] {3, 4}, new float[] {0, 2}))
        .containsExactly(new float[] {0.6f, 0.8f}, new float[] {0, 1});
  }

  @Test
  void aTextWithoutAVectorIsNamed() {
    for (float[] none :
        List.of(
            new float[] {Float.NaN, 1},
            new float[] {Float.NEGATIVE_INFINITY, 1},
            new float[] {0, 0},
            new float[0])) {
      assertThatThrownBy(() -> vectors(new float[] {3, 4}, none))
          .isInstanceOf(ModelLoadFailed.class)
          .hasMessageStartingWith("line 3 of ")
          .hasMessageContaining("makes no vector of it");
    }
  }

  private List<float[]> vectors(float[]... rows) throws IOException {
    Path texts = Files.writeString(folder.resolve("texts"), "one\n\ntwo\n");
    new TinyTokenizer().write(folder);
    try (InputPreparer preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(512),
            InputLimits.of(new FixedSettings()))) {
      return CalibrationSample.of(List.of("model", "--texts", texts.toString()))
          .orElseThrow()
          .vectors(new Fixed(List.of(rows)), preparer);
    }
  }

  /** Has these rows for whatever it is given. */
  private record Fixed(List<float[]> rows) implements EmbeddingModel {
    @Override
    public ModelInfo info() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      return new ModelOutput(new ArrayList<>(rows), 0, 0);
    }

    @Override
    public void close() {}
  }
}
