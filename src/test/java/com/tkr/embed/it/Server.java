package com.tkr.embed.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server process of the built WAR on a free port, with folders of its own. */
final class Server implements AutoCloseable {
  /** What payara-config/domain.xml leaves to a server, but for the port. */
  private static final Map<String, String> DOMAIN =
      Map.of(
          "host", "127.0.0.1",
          "keep-alive", "75",
          "http2", "false",
          "tls", "false",
          "tls.port", "8443",
          "tls.alias", "s1as");

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration START = Duration.ofMinutes(4);
  private static final long POLL_MILLIS = 200;
  private static final long STOP_SECONDS = 30;
  private static final int TAIL_LINES = 80;

  /** After this the container goes on without the application. */
  private static final String UNDEPLOYED = "Exception while loading the app";

  private final Setup setup;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final Path war;
  private final String commands;
  private final Process process;

  /**
   * What is started.
   *
   * @param name of its folder below target/it
   * @param war what is deployed
   * @param environment beside this process's own
   * @param commands for the platform, after the shipped ones
   */
  record Setup(
      String name, Path war, Map<String, String> environment, String commands, boolean fresh) {
    Setup(String name, Path war, Map<String, String> environment, String commands) {
      this(name, war, environment, commands, true);
    }

    Setup again() {
      return new Setup(name, war, environment, commands, false);
    }
  }

  /** How a server ended, and what it had logged. */
  record Ended(int code, String log) {}

  private Server(Setup setup) throws IOException {
    this(setup, freePort());
  }

  private Server(Setup setup, int port) throws IOException {
    this.setup = setup;
    this.port = port;
    war = setup.war();
    commands = setup.commands();
    folder = Files.createDirectories(TARGET.resolve("it").resolve(setup.name()));
    Deletion.below(setup.fresh() ? folder : Files.createDirectories(folder.resolve("payara")));
    writeOptions();
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().put("EMBEDDING_DATA_DIR", folder.resolve("data").toString());
    builder.environment().put("EMBEDDING_CACHE_DIR", folder.resolve("cache").toString());
    builder.environment().put("EMBEDDING_RATE_LIMIT_ENABLED", "false");
    builder.environment().putAll(setup.environment());
    builder.redirectErrorStream(true).redirectOutput(log().toFile());
    if (!builder.environment().containsKey("EMBEDDING_CONFIG")) {
      Path empty = Files.writeString(folder.resolve("config.yaml"), "");
      builder.environment().put("EMBEDDING_CONFIG", empty.toString());
    }
    process = builder.start();
  }

  /**
   * Starts a server and waits until an endpoint answers 200.
   *
   * @param name of its folder below target/it
   * @param environment beside this process's own
   * @param path what to wait for
   */
  static Server start(String name, Map<String, String> environment, String path) {
    return start(new Setup(name, TARGET.resolve("ROOT.war"), environment, ""), path);
  }

  /** The empty folder of a server that {@link #restart} is going to start. */
  static Path prepare(String name) throws IOException {
    Path folder = Files.createDirectories(TARGET.resolve("it").resolve(name));
    Deletion.below(folder);
    return folder;
  }

  /** Starts a server in the folder that another of this name has left. */
  static Server restart(String name, Map<String, String> environment, String path) {
    return start(new Setup(name, TARGET.resolve("ROOT.war"), environment, "", false), path);
  }

  /** Starts a server and waits until an endpoint answers 200. */
  static Server start(Setup setup, String path) {
    try {
      Server server = new Server(setup);
      server.await(path);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a server that ends by itself, and waits for its end.
   *
   * @param name of its folder below target/it
   * @param environment beside this process's own
   */
  static Ended ended(String name, Map<String, String> environment) {
    Setup setup = new Setup(name, TARGET.resolve("ROOT.war"), environment, "");
    try (Server server = new Server(setup)) {
      if (!server.process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server goes on; the log ends with\n" + server.tail());
      }
      return new Ended(server.process.exitValue(), server.logged());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts what has ended again, at the same address and in its folder. */
  Server again(String path) throws IOException {
    Server server = new Server(setup.again(), port);
    server.await(path);
    return server;
  }

  /** Where the server keeps what it unpacks. */
  Path data() {
    return folder.resolve("data");
  }

  int port() {
    return port;
  }

  /** The operating system's number of the process. */
  long pid() {
    return process.pid();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What the server has logged. */
  String logged() {
    try {
      return Files.readString(log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("native"),
                "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS",
                "-XX:SharedArchiveFile=" + TARGET.resolve("server.jsa"),
                "-Xlog:cds*=off"));
    DOMAIN.forEach((name, value) -> command.add("-Dtkr.embed." + name + "=" + value));
    command.add("-Dtkr.embed.port=" + port);
    command.addAll(
        List.of(
            "-jar",
            TARGET.resolve("server-start.jar").toString(),
            folder.toString(),
            war.toString()));
    return command;
  }

  /** What the platform is told, where the start looks for it. */
  private void writeOptions() throws IOException {
    Path file = Files.writeString(folder.resolve("commands.asadmin"), commands);
    Files.write(
        folder.resolve("payara.options"),
        commands.isEmpty() ? List.of() : List.of("--prebootcommandfile", file.toString()));
  }

  private void await(String path) {
    Instant deadline = Instant.now().plus(START);
    while (!answers(path)) {
      if (!process.isAlive() || logged().contains(UNDEPLOYED) || Instant.now().isAfter(deadline)) {
        process.destroyForcibly();
        throw new IllegalStateException(path + " is not 200; the log ends with\n" + tail());
      }
    }
  }

  private boolean answers(String path) {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10)).build();
    try {
      Thread.sleep(POLL_MILLIS);
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String tail() {
    List<String> lines = logged().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
