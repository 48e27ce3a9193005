package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.PrivateFile;
import com.tkr.embed.config.settings.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a server's start needs into a folder: {@code pre-boot.asadmin}, {@code
 * logging.properties}, {@code java.options} (an argument file of the java command), {@code
 * payara.options} (an argument a line) and {@code address} (where to look for the server).
 */
final class Launch {
  private static final Path SHIPPED = Path.of("payara-config");

  /**
   * Longer than the server ever takes to end by itself: until then the container must not cut it.
   */
  private static final long GRACE_SECONDS = 90;

  private final Reading reading;
  private final Path folder;

  Launch(Reading reading, Path folder) {
    this.reading = reading;
    this.folder = folder;
  }

  /**
   * Writes the files; those that hold a secret can be read by the user alone.
   *
   * @throws LaunchFailed when the certificate or its key cannot be used
   */
  void write() throws IOException {
    Files.createDirectories(folder);
    PrivateFile.createFolder(reading.dataFolder());
    Tls tls = Tls.of(reading);
    PrivateFile.write(folder.resolve("java.options"), argumentFile(tls));
    lines("payara.options", payaraOptions(tls));
    lines("pre-boot.asadmin", preBoot(tls));
    lines("logging.properties", BootLogging.lines(SHIPPED.resolve("logging.properties"), reading));
    lines("address", List.of(address()));
  }

  private void lines(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name), lines);
  }

  private List<String> preBoot(Tls tls) throws IOException {
    List<String> shipped = Files.readAllLines(SHIPPED.resolve("pre-boot.asadmin"));
    return PreBoot.commands(shipped, reading.required("server.host"), tls.enabled());
  }

  /** Where a program on this machine finds the server. */
  private String address() {
    String host = reading.required("server.host");
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String shown = host.contains(":") && !any ? "[" + host + "]" : host;
    return "http://" + (any ? "127.0.0.1" : shown) + ":" + reading.required("server.port");
  }

  private List<String> payaraOptions(Tls tls) {
    long drain = Long.parseLong(reading.required("server.drain_seconds"));
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--port", reading.required("server.port")));
    options.addAll(List.of("--shutdowngrace", String.valueOf((drain + GRACE_SECONDS) * 1000)));
    options.addAll(tls.payaraOptions());
    return options;
  }

  /** Each argument in quotes, as the java command reads them. */
  private String argumentFile(Tls tls) {
    List<String> options = new ArrayList<>(javaOptions());
    options.addAll(tls.javaOptions());
    StringBuilder text = new StringBuilder();
    for (String option : options) {
      text.append('"').append(option.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"\n");
    }
    return text.toString();
  }

  private List<String> javaOptions() {
    Path data = reading.dataFolder().toAbsolutePath();
    int java = Runtime.version().feature();
    List<String> options = new ArrayList<>();
    options.add("-Xmx2g");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + data.resolve("native"));
    if (java >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("-XX:+AutoCreateSharedArchive");
      options.add("-XX:SharedArchiveFile=" + data.resolve("classes.jsa"));
      options.add("-Xlog:cds=off");
      options.add("-Xlog:aot=off");
    }
    if (java >= 23) {
      // Ehcache's way to its counters, of which these versions would warn at every start
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
