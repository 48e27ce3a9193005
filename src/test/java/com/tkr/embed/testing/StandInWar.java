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

/** The built WAR with the stand-in engine in it. */
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
        Path classes = archive.getPath("WEB-INF", "classes", PACKAGE);
        Files.createDirectories(classes);
        for (Path file : list(ownClasses().resolve(PACKAGE))) {
          Path entry = classes.resolve(file.getFileName().toString());
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

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
