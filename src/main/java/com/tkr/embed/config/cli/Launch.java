package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.PrivateFile;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.startup.ResolvedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes what a server's start needs into its run folder: {@code pre-boot.asadmin}, {@code
 * logging.properties}, {@code java.options} (an argument file of the java command), {@code
 * payara.options} (an argument a line), {@code compiler-directives.json}, {@code address} (where to
 * look for the server), {@code instance} (what it then calls itself) and {@code data.folder}.
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
    java.addAll(tls.javaOptions());
    byte[] arguments = JavaOptions.argumentFile(java);
    PrivateFile.write(folder.resolve("java.options"), out -> out.write(arguments));
    lines("payara.options", payaraOptions(tls));
    lines("pre-boot.asadmin", preBoot(tls));
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

  private List<String> preBoot(Tls tls) throws IOException {
    List<String> commands =
        new ArrayList<>(Files.readAllLines(SHIPPED.resolve("pre-boot.asadmin")));
    commands.add(PreBoot.keepAlive(settings.get(ServerSettings.KEEP_ALIVE).toSeconds()));
    if (settings.get(ServerSettings.HTTP2)) {
      commands.add(PreBoot.HTTP2);
    }
    return PreBoot.commands(commands, settings.get(ServerSettings.HOST), tls.enabled());
  }

  /** Where a program on this machine finds the server. */
  private String address() {
    String host = settings.get(ServerSettings.HOST);
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String shown = host.contains(":") && !any ? "[" + host + "]" : host;
    return "http://" + (any ? "127.0.0.1" : shown) + ":" + settings.get(ServerSettings.PORT);
  }

  private List<String> payaraOptions(Tls tls) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--disablephonehome", "--nohazelcast"));
    options.addAll(List.of("--port", String.valueOf(settings.get(ServerSettings.PORT))));
    options.addAll(List.of("--logproperties", folder.resolve("logging.properties").toString()));
    options.addAll(List.of("--prebootcommandfile", folder.resolve("pre-boot.asadmin").toString()));
    options.addAll(tls.payaraOptions());
    return options;
  }
}
