package com.tkr.embed.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The built WAR with the stand-in engine and the stand-in dialect in it. */
public final class StandInWar {
  private static final String PACKAGE = "com/tkr/embed/standin";

  private static Path written;

  private StandInWar() {}

  /**
   * Writes {@code target/bench/ROOT.war} from {@code target/ROOT.war} and the test classes, once.
   */
  public static synchronized Path write() {
    if (written == null) {
      written = copy();
    }
    return written;
  }

  private static Path copy() {
    Path target = Path.of("target").toAbsolutePath();
    try {
      Path war = Files.createDirectories(target.resolve("bench")).resolve("ROOT.war");
      Files.copy(target.resolve("ROOT.war"), war, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem archive = FileSystems.newFileSystem(war)) {
        Path classes = archive.getPath("WEB-INF", "classes");
        for (Path file : files(ownClasses().resolve(PACKAGE))) {
          Path entry = classes.resolve(ownClasses().relativize(file).toString());
          Files.createDirectories(entry.getParent());
          Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return war;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the build put this class, and the stand-in with it. */
  private static Path ownClasses() {
    return Path.of(
        URI.create(StandInWar.class.getProtectionDomain().getCodeSource().getLocation() + ""));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
