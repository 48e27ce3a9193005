package com.tkr.embed.selftest;

import com.tkr.embed.config.cli.ParentProcess;
import com.tkr.embed.input.prompt.Tokenizer;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Opens a folder's tokenizer as a server would, and prints what is wrong with it. */
public final class TokenizerRun {
  private TokenizerRun() {}

  /** Words: the folder, rows of its table of embeddings. A line for each fault goes to stdout. */
  public static void main(String[] words) {
    ParentProcess.endWith();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    faults(Path.of(words[0]), Integer.parseInt(words[1])).forEach(out::println);
    System.exit(0);
  }

  static List<String> faults(Path folder, int rows) {
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      tokenizer.checkIds(rows);
      return List.of();
    } catch (ModelLoadFailed e) {
      return e.problems();
    }
  }
}
