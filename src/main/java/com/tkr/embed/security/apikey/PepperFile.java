package com.tkr.embed.security.apikey;

import com.tkr.embed.config.startup.StartupFailure;
import com.tkr.embed.security.store.DataFolder;
import java.security.SecureRandom;
import java.util.Optional;

/** The pepper of a server: the operator's, or one that is kept in a file of its data folder. */
final class PepperFile {
  private static final String NAME = "pepper";
  private static final int FEWEST_CHARACTERS = 32;

  private PepperFile() {}

  /** The configured pepper, else the file's; the file is made when there is none. */
  static Pepper of(Optional<String> configured, DataFolder folder) {
    String text = configured.or(() -> folder.read(NAME)).orElseGet(() -> fresh(folder));
    if (text.length() < FEWEST_CHARACTERS) {
      throw new StartupFailure(
          "The pepper has fewer than "
              + FEWEST_CHARACTERS
              + " characters: restore the file pepper of the data folder, or set a longer"
              + " EMBEDDING_PEPPER");
    }
    return new Pepper(text);
  }

  private static String fresh(DataFolder folder) {
    String text = Pepper.generate(new SecureRandom());
    folder.write(NAME, text);
    return text;
  }
}
