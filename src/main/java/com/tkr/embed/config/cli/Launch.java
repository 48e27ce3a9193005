package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.PrivateFile;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.startup.ResolvedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes what a server's start needs into its run folder: {@code logging.properties}, {@code
 * java.options} (an argument file of the java command), {@code payara.options} (an argument a
 * line), {@code compiler-directives.json}, {@code address} (where to look for the server), {@code
 * instance} (what it then calls itself) and {@code data.folder}.
 */
final class Launch {
  private static final Path SHIPPED = Path.of("payara-config");

  private final ResolvedSettings settings;
  private final Path folder;

  Launch(ResolvedSettings settings) {
    this.settings = settings;
    this.folder = settings.runFolder().toAbsolutePath();
  }

  /**
   * Writes the files; those that hold a secret can be read by the user alone. Nothing is written
   * where another server listens at one of the addresses, or runs in the folder or on the data.
   *
   * @return the run folder
   * @throws LaunchFailed when the server could not start
   */
  Path write() throws IOException {
    Listener.of(settings).forEach(Listener::probe);
    Path data = settings.dataFolder().toAbsolutePath();
    PrivateFile.createFolder(data);
    PrivateFile.createFolder(folder);
    refuseTaken(ServerSettings.RUN_DIR, folder);
    refuseTaken(ServerSettings.DATA_DIR, data);
    Tls tls = Tls.of(settings);
    String instance = UUID.randomUUID().toString();
    List<String> java = JavaOptions.of(settings, instance);
    java.addAll(DomainProperties.of(settings, tls));
    java.addAll(tls.javaOptions());
    byte[] arguments = JavaOptions.argumentFile(java);
    PrivateFile.write(folder.resolve("java.options"), out -> out.write(arguments));
    lines("payara.options", payaraOptions());
    lines(CompilerDirectives.FILE, Files.readAllLines(SHIPPED.resolve(CompilerDirectives.FILE)));
    lines("logging.properties", BootLogging.lines(SHIPPED.resolve("logging.properties"), settings));
    lines("address", List.of(address()));
    lines("instance", List.of(instance));
    lines(RunFolder.DATA, List.of(data.toString()));
    return folder;
  }

  private static void refuseTaken(Setting<Path> setting, Path folder) throws IOException {
    Optional<RunFolder> taken = RunFolder.take(folder);
    if (taken.isEmpty()) {
      throw LaunchFailed.unavailable(
          setting.path() + ": another server runs in " + folder + ": give each one of its own");
    }
    taken.get().close();
  }

  private void lines(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name), lines);
  }

  /** Where a program on this machine finds the server. */
  private String address() {
    String host = settings.get(ServerSettings.HOST);
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String shown = host.contains(":") && !any ? "[" + host + "]" : host;
    return "http://" + (any ? "127.0.0.1" : shown) + ":" + settings.get(ServerSettings.PORT);
  }

  private List<String> payaraOptions() {
    return List.of("--logproperties", folder.resolve("logging.properties").toString());
  }
}
