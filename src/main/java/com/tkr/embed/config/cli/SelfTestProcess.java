package com.tkr.embed.config.cli;

import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.mlx.NativeModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has each path computed by a process of its own, which has the platform's classes too. */
final class SelfTestProcess {
  private static final String MAIN = "com.tkr.embed.selftest.SelfTestRun";

  /** What was left out begins so. */
  static final String LEFT_OUT = "left out: ";

  private static final String INSTRUCTION_SET = "TKR_EMBED_ISA";
  private static final String PROFILE = "EMBEDDING_PROFILE";
  private static final long MOST_MINUTES = 30;
  private static final long WORKING_BYTES = 1L << 30;

  private final ModelLocation model;
  private final String profile;
  private final Path temporary;

  /**
   * @param model the checkpoint
   * @param profile how its vectors are made, as the setting has it
   * @param temporary a folder for what the processes write
   */
  SelfTestProcess(ModelLocation model, String profile, Path temporary) {
    this.model = model;
    this.profile = profile;
    this.temporary = temporary;
  }

  /** What came of a path. */
  SelfTestResult run(SelfTestPath path) throws IOException, InterruptedException {
    try {
      ModelInfo planned = NativeModels.inspect(model.name(), model.folder(), path.options());
      long needed = planned.weightBytes() + WORKING_BYTES;
      long available = NativeModels.availableBytes();
      if (needed > available) {
        String line = "it takes %.1f GB, and %.1f GB are available";
        return SelfTestResult.failed(LEFT_OUT + line.formatted(needed / 1e9, available / 1e9));
      }
    } catch (ModelLoadFailed e) {
      return SelfTestResult.failed(e.getMessage());
    }
    return await(path, start(path));
  }

  private Process start(SelfTestPath path) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(model.name(), model.folder().toString(), result().toString()));
    words.addAll(List.of(path.device(), path.kernels(), path.activations(), path.quantization()));
    ProcessBuilder builder = OwnProcess.of(MAIN, words).redirectErrorStream(true);
    builder.environment().put(PROFILE, profile);
    builder.environment().remove(INSTRUCTION_SET);
    if (!path.instructionSet().isEmpty()) {
      builder.environment().put(INSTRUCTION_SET, path.instructionSet());
    }
    Files.deleteIfExists(result());
    return builder.redirectOutput(temporary.resolve("log").toFile()).start();
  }

  private Path result() {
    return temporary.resolve("result");
  }

  private SelfTestResult await(SelfTestPath path, Process process)
      throws IOException, InterruptedException {
    try {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        return SelfTestResult.failed(LEFT_OUT + "it takes more than " + MOST_MINUTES + " minutes");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return Files.exists(result())
        ? SelfTestResult.read(result())
        : SelfTestResult.failed(path + ": the process ended with " + process.exitValue());
  }
}
