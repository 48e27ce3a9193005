package com.tkr.embed.config.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files, variables and properties of a process that is not there. */
public final class Given {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>(Map.of("user.home", "/home/user"));

  public Given(Path folder) {
    this.folder = folder;
  }

  public Given file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Given file(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Given variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Given property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  public ResolvedSettings read() {
    return ResolvedSettings.of(new ProcessEnvironment(folder, environment, properties));
  }

  List<String> problems() {
    return read().problems();
  }
}
