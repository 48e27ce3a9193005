package com.tkr.embed.config.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The platform, unpacked by the build for all starts and on this process's class path, so that its
 * classes can come from an archive. Its parts are reached by reflection: they are in no artifact
 * but the whole of it.
 *
 * @param folder that {@code src/main/sh/platform.sh} has laid
 */
record Platform(Path folder) {
  /** Where the platform looks for the list of its jars. */
  private static final String LAUNCHER = "fish.payara.micro.BootJar";

  private static final String CONFIGURATION = "config";

  /** The one beside the jar that this process was started from. */
  static Platform ofProcess() {
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    return new Platform(jar.resolveSibling("payara"));
  }

  /**
   * Starts it, in this thread; returns when its applications are deployed.
   *
   * @param root an empty or missing folder, for its configuration and what it writes
   * @param options as of its command line
   */
  void start(Path root, List<String> options) throws IOException, ReflectiveOperationException {
    copyConfiguration(root.resolve(CONFIGURATION));
    setProperties();
    Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
        .getMethod("create", String[].class)
        .invoke(null, (Object) options.toArray(String[]::new));
  }

  private void copyConfiguration(Path copy) throws IOException {
    Path original = folder.resolve(CONFIGURATION);
    Files.createDirectories(copy.getParent());
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(original.relativize(file).toString()));
      }
    }
  }

  /** As its own launcher sets them; what is set already stays. */
  private void setProperties() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Files.newInputStream(folder.resolve(CONFIGURATION).resolve("payara-boot.properties"))) {
      properties.load(in);
    }
    properties.setProperty(LAUNCHER, folder.resolve("launch-micro.jar").toUri().toString());
    properties.setProperty(
        "java.security.policy",
        folder.resolve(CONFIGURATION).resolve("server.policy").toUri().toString());
    properties
        .stringPropertyNames()
        .forEach(name -> System.getProperties().putIfAbsent(name, properties.getProperty(name)));
  }
}
