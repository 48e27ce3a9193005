package com.tkr.embed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server under load, started as deploy.sh starts every server, in folders of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();
  private static final Duration START = Duration.ofMinutes(10);
  private static final int STOP_SECONDS = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;
  private final Path folder;
  private final Process process;
  private final Thread cleanup;

  /**
   * Starts a server and waits until it is ready.
   *
   * @param name of its folder below target/bench
   * @param settings environment variables beside this process's own
   */
  ServerProcess(String name, Path war, Map<String, String> settings) {
    try (ServerSocket socket = new ServerSocket(0)) {
      uri = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      folder = Files.createDirectories(FOLDER.resolve(name));
      socket.close();
      process = start(war, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cleanup = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(cleanup);
    await();
  }

  private Process start(Path war, Map<String, String> settings) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("./deploy.sh", "bench", "server", war + "");
    Map<String, String> environment = new HashMap<>();
    environment.put("EMBEDDING_PORT", String.valueOf(uri.getPort()));
    environment.put("EMBEDDING_HOST", "127.0.0.1");
    environment.put("EMBEDDING_ENV", "testing");
    environment.put("EMBEDDING_MODEL_PATH", "demo");
    environment.put("EMBEDDING_RATE_LIMIT_ENABLED", "false");
    Path nothing = Files.writeString(folder.resolve("config.yaml"), "");
    environment.put("EMBEDDING_CONFIG", nothing.toString());
    environment.put("EMBEDDING_DATA_DIR", folder.resolve("data").toString());
    environment.put("EMBEDDING_RUN_DIR", folder.resolve("run").toString());
    environment.putAll(settings);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  URI uri() {
    return uri;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Path log() {
    return folder.resolve("server.log");
  }

  /** Puts a file of so many bytes where the server finds it, and returns its path over HTTP. */
  String staticFile(int bytes) {
    String name = "bench-" + bytes + ".bin";
    try {
      Path docs = folder.resolve(Path.of("run", "payara", "applications", "ROOT", "docs"));
      Files.write(docs.resolve(name), new byte[bytes]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/docs/" + name;
  }

  /** Sends one call and returns the answer's body, which must be 200. */
  byte[] send(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(call.path()));
    call.headers().forEach(request::header);
    if (call.body() != null) {
      request.POST(BodyPublishers.ofByteArray(call.body()));
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(call.path() + " is " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void await() {
    long deadline = System.nanoTime() + START.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("The server did not start; its log is " + log());
      }
      Sleep.millis(200);
    }
  }

  private boolean isReady() {
    try {
      send(Call.get("/health/ready", 0));
      return true;
    } catch (UncheckedIOException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(cleanup);
  }
}
