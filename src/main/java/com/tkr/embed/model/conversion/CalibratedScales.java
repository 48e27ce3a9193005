package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.CheckpointFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scales of bytes that were measured on this machine, by the checkpoint's fingerprint: a file
 * for each in {@code .scales} beside what was converted, of lines {@code dimensions=scale}.
 */
public final class CalibratedScales {
  private static final String FOLDER = ".scales";

  private final Path root;

  /** Beside the conversions of a folder. */
  public CalibratedScales(ConvertedModels models) {
    this.root = models.root().resolve(FOLDER);
  }

  /**
   * Those of a checkpoint, by dimensions; none where none were measured, or they cannot be read.
   */
  public Map<Integer, Float> find(Path checkpoint) {
    Map<Integer, Float> scales = new TreeMap<>();
    try {
      for (String line : lines(file(checkpoint))) {
        int equals = line.indexOf('=');
        scales.put(
            Integer.parseInt(line.substring(0, equals)),
            Float.parseFloat(line.substring(equals + 1)));
      }
      return scales.values().stream().allMatch(scale -> scale > 0 && scale <= 1)
          ? scales
          : Map.of();
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | RuntimeException e) {
      System.getLogger(CalibratedScales.class.getName())
          .log(System.Logger.Level.WARNING, "Measured scales cannot be read", e);
      return Map.of();
    }
  }

  /** Keeps them for the next start of the model. */
  public Path keep(Path checkpoint, Map<Integer, Float> scales) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(scales)
        .forEach((size, scale) -> text.append(size).append('=').append(scale).append('\n'));
    Files.createDirectories(root);
    Path file = file(checkpoint);
    Path whole = Files.createTempFile(root, file.getFileName().toString(), ".part");
    Files.writeString(whole, text);
    return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A file that ends within a line would tell another number. */
  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file);
    if (!text.endsWith("\n")) {
      throw new IOException(file + " is not whole");
    }
    return text.lines().toList();
  }

  private Path file(Path checkpoint) {
    return root.resolve(CheckpointFingerprint.of(checkpoint));
  }
}
