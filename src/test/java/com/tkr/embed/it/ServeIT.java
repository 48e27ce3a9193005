package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a server that {@code ./deploy.sh} started, from the outside. */
class ServeIT {
  private static final String SCRIPT = "src/test/sh/serve.sh";
  private static final long PATIENCE_SECONDS = 240;
  private static final long POLL_MILLIS = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();
  @TempDir Path folder;
  private Path data;
  private int port;

  @BeforeEach
  void begin() throws IOException {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
    data = folder.resolve(names.newEncoder().canEncode("ä") ? "dätä" : "data");
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void end() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(String... command) throws IOException {
    Path log = log(started.size());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "POSIX");
    builder.environment().put("EMBEDDING_ENV", "testing");
    builder.environment().put("EMBEDDING_PORT", String.valueOf(port));
    builder.environment().put("EMBEDDING_DATA_DIR", data.toString());
    builder.environment().put("EMBEDDING_CONFIG", Files.writeString(folder.resolve("c"), "") + "");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return process;
  }

  private Path log(int number) {
    return folder.resolve(number + ".log");
  }

  private String said(Process process) throws IOException {
    return Files.readString(log(started.indexOf(process)));
  }

  private static int code(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static void signal(String name, long process) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process)).start().waitFor())
        .isZero();
  }

  private Path runFolder() {
    return data.resolve("run").resolve("127.0.0.1-" + port);
  }

  /** The server itself, once the platform starts. */
  private ProcessHandle starting(Process shell) throws InterruptedException {
    await(shell, () -> Files.exists(runFolder().resolve("payara").resolve("config")));
    return shell
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private static void await(Process shell, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(shell.isAlive() && System.nanoTime() < deadline).isTrue();
      Thread.sleep(POLL_MILLIS);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(request.uri(uri).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int status(String path) {
    HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(), path);
    return answer == null ? 0 : answer.statusCode();
  }

  /** Killed, then stopped while it starts, then served, all in one folder. */
  @Test
  void a_server_lives_beside_others_and_ends_as_it_is_told()
      throws IOException, InterruptedException {
    Process killed = start(SCRIPT);
    signal("KILL", starting(killed).pid());
    assertThat(code(killed)).isEqualTo(137);
    Deletion.below(runFolder().resolve("payara"));

    Process stopped = start(SCRIPT);
    ProcessHandle early = starting(stopped);
    signal("TERM", stopped.pid());
    assertThat(code(stopped)).isZero();
    assertThat(said(stopped)).endsWith("Stopped.\n");
    assertThat(early.isAlive()).isFalse();

    Process serving = start(SCRIPT);
    await(serving, () -> status("/health/ready") == 200);
    assertThat(said(serving))
        .doesNotContain("[warning]", "ClassNotFound", "irective", "irtual server");
    ProcessHandle server = starting(serving);
    leavesMethodsToTheFirstCompiler(server.pid());
    refuseAnother(server.pid());
    keepsServing();
    String ready = "Ready at http://127.0.0.1:" + port;
    await(serving, () -> reads(serving, ready));

    signal("HUP", serving.pid());
    assertThat(code(serving)).isZero();
    assertThat(said(serving)).endsWith("Stopped.\n");
    assertThat(server.isAlive()).isFalse();
  }

  /** The running machine has what only a start runs excluded from C2. */
  private static void leavesMethodsToTheFirstCompiler(long server)
      throws IOException, InterruptedException {
    Process asked =
        new ProcessBuilder(
                "bash",
                "-c",
                ". src/main/sh/java.sh; exec \"$(jdk_home)/bin/jcmd\" $0 Compiler.directives_print",
                String.valueOf(server))
            .start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(asked.waitFor()).isZero();
    assertThat(answer).contains("java/util/jar/*.*", "org/objectweb/asm/*.*");
  }

  private boolean reads(Process process, String text) {
    try {
      return said(process).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private void refuseAnother(long holder) throws IOException, InterruptedException {
    Process refused = start(SCRIPT);
    assertThat(code(refused)).isEqualTo(69);
    assertThat(said(refused))
        .isEqualTo(
            ("server.port: 127.0.0.1:%d is in use by another tkr-embed (process %d): end that, or set"
                    + " another port\n")
                .formatted(port, holder));
  }

  private void keepsServing() throws IOException {
    assertThat(status("/docs/")).isEqualTo(200);
    HttpRequest.Builder similarity =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"query_texts\": [\"a\"], \"candidate_texts\": [\"b\"]}"));
    assertThat(send(similarity, "/similarity").statusCode()).isEqualTo(200);
    JsonNode health = Http.json(send(HttpRequest.newBuilder(), "/health"));
    assertThat(health.get("instance").textValue())
        .isEqualTo(Files.readString(runFolder().resolve("instance")).strip());
  }

  /** As on a full disk: no file may grow over 100 KiB. */
  @Test
  void a_disk_that_is_full_ends_the_start() throws IOException, InterruptedException {
    Process full = start("bash", "-c", "ulimit -f 100; exec " + SCRIPT);
    assertThat(code(full)).isEqualTo(1);
    assertThat(said(full)).contains("Cannot write into the run folder " + runFolder());
  }

  @Test
  void an_application_that_cannot_be_deployed_ends_the_start()
      throws IOException, InterruptedException {
    Path war = Files.writeString(folder.resolve("ROOT.war"), "no archive");
    Process broken = start("./deploy.sh", "bench", "server", war.toString());
    assertThat(code(broken)).isEqualTo(1);
    assertThat(said(broken)).endsWith("; exit code 1\n");
  }

  /** A server that is started without its opens meets them one by one, at any time. */
  @Test
  void the_platform_may_reach_what_its_own_jar_opens() throws IOException {
    for (String name : List.of("Add-Opens", "Add-Exports")) {
      assertThat(packages("server-start.jar", name)).isEqualTo(packages("payara-micro.jar", name));
    }
  }

  /** Java 21 asks its policy for services of the platform that are secured. */
  @Test
  void the_platform_may_do_everything_as_its_own_jar_may() throws IOException {
    Path policy = Path.of("target", "payara", "config", "server.policy");
    assertThat(Files.readAllLines(policy))
        .contains("grant { permission java.security.AllPermission; };");
  }

  private static List<String> packages(String jar, String name) throws IOException {
    Path file = Path.of("target", jar);
    try (JarFile archive = new JarFile(file.toFile())) {
      String value = archive.getManifest().getMainAttributes().getValue(name);
      List<String> packages = new ArrayList<>(List.of(value.split(" ")));
      Collections.sort(packages);
      return packages;
    }
  }
}
