package com.tkr.embed.config.cli;

import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.mlx.NativeModels;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What would keep a checkpoint from being served, of its weights and of its tokenizer. */
final class CheckpointFaults {
  private static final String TOKENIZER = "com.tkr.embed.selftest.TokenizerRun";

  private CheckpointFaults() {}

  /**
   * Reads both, whole; a line for each fault.
   *
   * @throws ModelLoadFailed where the weights' headers are in no order, by its problems
   */
  static List<String> of(Path folder, ModelOptions options) {
    ModelInfo model = NativeModels.inspect("", folder, options);
    List<String> faults = new ArrayList<>();
    if (Files.exists(folder.resolve("tokenizer.json"))) { // a conversion has none
      faults.addAll(tokenizer(folder, model.vocabSize()));
    }
    faults.addAll(NativeModels.weightFaults(folder, options));
    return List.copyOf(faults);
  }

  private static List<String> tokenizer(Path folder, int vocabSize) {
    List<String> words = List.of(folder.toString(), String.valueOf(vocabSize));
    try {
      Process process = OwnProcess.of(TOKENIZER, words).redirectError(Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0
          ? said.lines().toList()
          : List.of("tokenizer.json: the process that reads it ended with " + code);
    } catch (IOException e) {
      return List.of("tokenizer.json: no process to read it could be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("tokenizer.json: was not read to its end");
    }
  }
}
