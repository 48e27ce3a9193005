package com.tkr.embed.input;

import com.tkr.embed.input.resize.BicubicResize;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.SmartResize;
import com.tkr.embed.testing.PythonOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The oracle's image files with the pixels that Pillow makes of them, written once per run. */
final class PillowImages {
  private static final Path FOLDER =
      Path.of("target/pillow-images" + System.getProperty("surefire.forkNumber", ""));
  private static List<Case> cases;

  private PillowImages() {}

  /**
   * A file.
   *
   * @param name what it shows off
   * @param exif whether its EXIF orientation is applied
   * @param width decoded
   * @param height decoded
   * @param size resized
   */
  record Case(String name, boolean exif, int width, int height, SmartResize size) {
    private static Case of(String line) {
      String[] f = line.split("\t");
      int[] n = Arrays.stream(f).skip(1).mapToInt(Integer::parseInt).toArray();
      return new Case(f[0], n[0] == 1, n[1], n[2], new SmartResize(n[4], n[3]));
    }

    byte[] file() {
      return bytes(".bin");
    }

    byte[] decoded() {
      return bytes(".decoded");
    }

    byte[] resized() {
      return bytes(".resized");
    }

    private byte[] bytes(String suffix) {
      try {
        return Files.readAllBytes(FOLDER.resolve(name + suffix));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All of them; Pillow writes them at the first call. */
  static synchronized List<Case> cases() {
    if (cases == null) {
      PythonOracle.run("pillow_images.py", FOLDER);
      try (Stream<String> lines = Files.lines(FOLDER.resolve("manifest.tsv"))) {
        cases = lines.map(Case::of).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cases;
  }

  /** The file of one case. */
  static byte[] file(String name) {
    return cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow().file();
  }

  /** The whole decoded picture: R, G, B bytes. */
  static byte[] pixels(PixelRows rows) {
    return BicubicResize.bytes(
        BicubicResize.rows(rows, new SmartResize(rows.height(), rows.width())));
  }
}
