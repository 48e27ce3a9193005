package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.OrientedRows;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import com.tkr.embed.testing.PythonOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of image files, each read by us and by Pillow, with and without its orientation. */
final class PillowFolder {
  private static final ImageLimits LIMITS =
      new ImageLimits(200_000_000, 1 << 20, 1 << 20, 1L << 34);

  private final ImagePreparer preparer =
      new ImagePreparer(List.of(new PixelRange(28, 3136, 50176)), LIMITS);
  private final Path folder;
  private final Path verdicts;

  /** A folder; Pillow's findings are written to {@code verdicts}. */
  PillowFolder(Path folder, Path verdicts) {
    this.folder = folder;
    this.verdicts = verdicts;
  }

  /** In what way two readers disagree about a file. */
  enum Kind {
    OTHER_PIXELS,
    ONLY_PILLOW_READS,
    ONLY_WE_READ
  }

  /**
   * A disagreement.
   *
   * @param kind in what way
   * @param file path in the folder
   * @param exif whether the orientation was applied
   * @param why what was found, and what the reader said that refused
   */
  record Disagreement(Kind kind, String file, boolean exif, String why) {
    @Override
    public String toString() {
      return "%-17s %s%s: %s".formatted(kind, file, exif ? " (oriented)" : "", why);
    }
  }

  /** Reads all files. */
  List<Disagreement> disagreements() {
    PythonOracle.run("pillow_folder.py", folder, verdicts);
    assertThat(verdicts).as("what Pillow says of the files in " + folder).isNotEmptyFile();
    try (Stream<String> lines = Files.lines(verdicts)) {
      return lines.map(line -> compare(line.split("\t", 5))).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Disagreement> compare(String... line) {
    boolean pillowReads = !line[2].equals("refused");
    String pillows = pillowReads ? String.join(" ", line[2], line[3], line[4]) : line[3];
    String ours;
    try {
      ours = read(new EncodedImage(bytes(line[0]), line[1].equals("1")));
    } catch (ImageRefused | RuntimeException e) {
      return pillowReads ? found(Kind.ONLY_PILLOW_READS, line, e.toString()) : Optional.empty();
    }
    if (!pillowReads) {
      return found(Kind.ONLY_WE_READ, line, pillows);
    }
    boolean same = ours.equals(pillows);
    return same ? Optional.empty() : found(Kind.OTHER_PIXELS, line, ours + ", not " + pillows);
  }

  private byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Disagreement> found(Kind kind, String[] line, String why) {
    return Optional.of(new Disagreement(kind, line[0], line[1].equals("1"), why));
  }

  /** Width, height and digest. */
  private String read(EncodedImage image) throws ImageRefused {
    ImagePreparer.Accepted accepted = preparer.accept(List.of(image)).get(0);
    PixelRows rows = OrientedRows.of(accepted.file().decode(Alpha.DROPPED), accepted.orientation());
    return "%d %d %s".formatted(rows.width(), rows.height(), digest(rows));
  }

  private static String digest(PixelRows rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] row = new byte[3 * rows.width()];
      for (int y = 0; y < rows.height(); y++) {
        rows.read(y, row);
        digest.update(row);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
