package com.tkr.embed.testing;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL in a Java process of the user nobody, for root on a machine without user namespaces:
 * {@code setpriv} changes the user, and leaves it the right to read the class path, which may lie
 * in root's home.
 */
final class OtherUserPostgres implements PostgresServer.Running {
  private static final String NOBODY = "65534";
  private static final String RIGHT = "+dac_override";
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final int port;

  private OtherUserPostgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether PostgreSQL would refuse to be started by this process. */
  static boolean isNeeded() {
    return System.getProperty("user.name").equals("root") && !LinuxUtils.isUnshareAvailable();
  }

  /**
   * Starts one.
   *
   * @throws IOException when it does not start; the reason stands before it in the output
   */
  static OtherUserPostgres start() throws IOException {
    Process process =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String port = new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
    if (port == null) {
      throw new IOException(
          "PostgreSQL refuses to run as root, this machine has no user namespaces (unshare -U),"
              + " and setpriv of util-linux could not start it as another user");
    }
    return new OtherUserPostgres(process, Integer.parseInt(port));
  }

  private static List<String> command() {
    return List.of(
        "setpriv",
        "--reuid=" + NOBODY,
        "--regid=" + NOBODY,
        "--clear-groups",
        "--inh-caps=" + RIGHT,
        "--ambient-caps=" + RIGHT,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        OtherUserPostgres.class.getName());
  }

  @Override
  public int port() {
    return port;
  }

  /** The process ends with its input. */
  @Override
  public void close() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the process does: starts the server, prints its port, waits for the end of its input. */
  public static void main(String[] arguments) throws IOException {
    try (PostgresServer.Running server = PostgresServer.ownProcess()) {
      System.out.println(server.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }
}
