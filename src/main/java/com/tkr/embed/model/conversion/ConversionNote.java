package com.tkr.embed.model.conversion;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The file of a converted folder that says what it was made of, and how. */
final class ConversionNote {
  private static final String FILE = "conversion.properties";
  private static final String FORMAT = "format";
  private static final String MODEL = "model";
  private static final String FINGERPRINT = "fingerprint";
  private static final String QUANTIZATION = "quantization";
  private static final String GROUP_SIZE = "group_size";
  private static final String HEAD = "head";

  private ConversionNote() {}

  static void write(Path folder, ConversionKey key) throws IOException {
    Properties note = new Properties();
    note.setProperty(FORMAT, String.valueOf(ConversionKey.FORMAT));
    note.setProperty(MODEL, key.model());
    note.setProperty(FINGERPRINT, key.fingerprint());
    note.setProperty(QUANTIZATION, key.quantization());
    note.setProperty(GROUP_SIZE, String.valueOf(key.groupSize()));
    note.setProperty(HEAD, String.valueOf(key.head()));
    try (Writer file = Files.newBufferedWriter(folder.resolve(FILE))) {
      note.store(file, null);
    }
  }

  /** Empty where there is none that this code can use. */
  static Optional<ConversionKey> read(Path folder) {
    Properties note = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve(FILE))) {
      note.load(file);
      return note.getProperty(FORMAT, "").equals(String.valueOf(ConversionKey.FORMAT))
          ? Optional.of(key(note))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ConversionKey key(Properties note) {
    return new ConversionKey(
        note.getProperty(MODEL, ""),
        note.getProperty(FINGERPRINT, ""),
        note.getProperty(QUANTIZATION, ""),
        Integer.parseInt(note.getProperty(GROUP_SIZE, "")),
        Boolean.parseBoolean(note.getProperty(HEAD)));
  }
}
