package com.tkr.embed.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.cli.SelfTestPath;
import com.tkr.embed.config.cli.SelfTestResult;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestRunTest {
  private final SelfTestRun run = new SelfTestRun(new FixedSettings());

  @Test
  void a_real_checkpoint_holds_by_this_machines_kernels_and_quantised(@TempDir Path folder)
      throws IOException {
    checkpoint(folder);
    for (String quantization : List.of("none", "q8", "q4")) {
      SelfTestResult plain = run(folder, own("mlx", quantization));
      assertThat(plain.failure()).isEmpty();
      assertThat(plain.vectors()).hasSize(5);
      SelfTestResult own = run(folder, own("own", quantization));
      assertThat(own.vectors()).as(quantization).hasSameSizeAs(plain.vectors());
      assertThat(own.leastCosine(plain)).as(quantization).isGreaterThan(0.9999);
      assertThat(own.speed().tokens()).isPositive();
    }
  }

  @Test
  void what_cannot_be_loaded_is_told(@TempDir Path folder) {
    assertThat(run(folder, own("own", "none")).failure()).contains("config.json");
  }

  private SelfTestResult run(Path folder, SelfTestPath path) {
    return run.run(new ModelLocation("tiny", folder), path);
  }

  private static void checkpoint(Path folder) throws IOException {
    Path golden = Path.of("src/test/resources/golden/tiny");
    Path demonstration = Path.of("src/main/resources/demonstration");
    TinyTokenizer tokenizer = new TinyTokenizer().write(folder);
    String config = Files.readString(golden.resolve("config.json"));
    Files.writeString(
        folder.resolve("config.json"),
        config.replaceFirst(
            "\"image_token_id\": \\d+",
            "\"image_token_id\": " + tokenizer.special("<|image_pad|>")));
    Files.write(
        folder.resolve("model.safetensors"),
        Files.readAllBytes(golden.resolve("model.safetensors")));
    Files.writeString(
        folder.resolve("embedding_profile.json"),
        Files.readString(demonstration.resolve("embedding_profile.json")));
  }

  private static SelfTestPath own(String kernels, String quantization) {
    return new SelfTestPath("cpu", kernels, "", "exact", quantization);
  }
}
