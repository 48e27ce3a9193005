package com.tkr.embed.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real vocabulary of Qwen's models, and texts for it. */
public final class QwenVocabulary {
  /** A JSON array of texts in many languages. */
  public static final Path CORPUS = Path.of("src/test/resources/corpus/multilingual.json");

  private static final Path FOLDER = Path.of("target/qwen2-tokenizer");

  private QwenVocabulary() {}

  /** A folder with its {@code tokenizer.json}, which Python makes where it is not there yet. */
  public static Path folder() throws IOException {
    if (!Files.exists(FOLDER.resolve("tokenizer.json"))) {
      PythonOracle.run("make_tokenizer.py", FOLDER);
    }
    return FOLDER;
  }
}
