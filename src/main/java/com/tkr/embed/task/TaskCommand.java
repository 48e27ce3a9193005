package com.tkr.embed.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.cli.ParentProcess;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** How this server's own classes are started as the command line, in another process. */
final class TaskCommand {
  private static final String MAIN = "com.tkr.embed.config.cli.Main";

  /** What this process was started with and a task needs too. */
  private static final List<String> KEPT =
      List.of("org.bytedeco.javacpp.cachedir", "org.bytedeco.javacpp.maxPhysicalBytes");

  /** A class of each library of the platform that the command line's processes need. */
  private static final List<Class<?>> PLATFORM =
      List.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class);

  private TaskCommand() {}

  /**
   * The words of the process.
   *
   * @param model a name that was read by {@link com.tkr.embed.model.hub.ModelName}, {@code demo},
   *     or what the settings say
   */
  static List<String> of(TaskKind kind, String model) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g", "-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-Dtkr.embed.progress=json", ParentProcess.option()));
    for (String name : KEPT) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.addAll(List.of("-cp", classPath(), MAIN));
    command.addAll(kind.command());
    command.addAll(List.of(model, "--json"));
    return command;
  }

  /**
   * The unpacked application's classes, its libraries where it has them, the start's, Jackson's.
   */
  private static String classPath() {
    Path classes = classes();
    List<String> parts = new ArrayList<>(List.of(classes.toString()));
    Path libraries = classes.resolveSibling("lib");
    if (Files.isDirectory(libraries)) {
      parts.add(libraries + File.separator + "*");
    }
    parts.add(System.getProperty("java.class.path"));
    PLATFORM.forEach(type -> parts.add(place(type).toString()));
    return String.join(File.pathSeparator, parts);
  }

  /** The container names the class's own file. */
  private static Path classes() {
    Path place = place(TaskCommand.class);
    return Stream.iterate(place, Objects::nonNull, Path::getParent)
        .filter(folder -> folder.endsWith(Path.of("WEB-INF", "classes")))
        .findFirst()
        .orElse(place);
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
