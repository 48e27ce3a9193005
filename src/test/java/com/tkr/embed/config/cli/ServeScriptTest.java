package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} of deploy.sh makes of the way in which its server ends. */
class ServeScriptTest {
  /** Plays both: what prepares a start, and a server whose ends are the lines of a file. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      cd "$(dirname "$0")"
      case "$*" in
        *cli.Main*) [ ! -e refused ] || exit "$(cat refused)"; echo unused | tee address instance >java.options; pwd; exit ;;
      esac
      echo start >>starts
      end=$(head -n 1 ends)
      sed -i.old 1d ends
      case "$end" in kill*) $end $$; sleep 60 ;; *) exit "$end" ;; esac
      """;

  private static final String SERVE =
      """
      set -euo pipefail
      TARGET=$0 JAVA=$0/java PYTHON=true
      say() { printf '%s\\n' "$*"; }
      . src/main/sh/serve.sh
      serve
      """;

  @TempDir Path folder;

  /** How it ended, and what was said. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void begin() throws IOException {
    Path java = Files.writeString(folder.resolve("java"), JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Path served = Files.createDirectory(folder.resolve("served"));
    Files.writeString(served.resolve("current"), "1\n");
  }

  private Ended serve(String... ends) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("ends"), String.join("\n", ends) + "\n");
    Process process =
        new ProcessBuilder("bash", "-c", SERVE, folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private long starts() throws IOException {
    return Files.readAllLines(folder.resolve("starts")).size();
  }

  @ParameterizedTest
  @CsvSource({
    "70,70,exit code 70",
    "3,3,exit code 3",
    "78,78,exit code 78",
    "1,1,exit code 1",
    "kill -KILL,137,signal 9",
    "kill -TERM,143,signal 15",
    "kill -SEGV,139,signal 11"
  })
  void how_the_server_ended_is_passed_on(String end, int code, String said)
      throws IOException, InterruptedException {
    Ended ended = serve(end);
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.said()).contains(said);
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void a_stop_is_zero_and_said() throws IOException, InterruptedException {
    assertThat(serve("0")).isEqualTo(new Ended(0, "Stopped.\n"));
  }

  @Test
  void a_lost_race_is_tried_once_more() throws IOException, InterruptedException {
    Ended ended = serve("75", "0");
    assertThat(ended.code()).isZero();
    assertThat(ended.said()).contains("Starting once more.");
    assertThat(starts()).isEqualTo(2);
  }

  @Test
  void but_not_twice() throws IOException, InterruptedException {
    assertThat(serve("75", "75", "0").code()).isEqualTo(75);
    assertThat(starts()).isEqualTo(2);
  }

  @Test
  void what_cannot_start_is_not_started() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("refused"), "69");
    assertThat(serve("0")).isEqualTo(new Ended(69, ""));
    assertThat(folder.resolve("starts")).doesNotExist();
  }

  /** Names that ASCII has no letters for cannot be opened otherwise. */
  @ParameterizedTest
  @CsvSource({"POSIX,C.UTF-8", "C,C.UTF-8", "C.UTF-8,C.UTF-8"})
  void java_runs_in_a_locale_that_has_every_name(String given, String taken)
      throws IOException, InterruptedException {
    String print = ". src/main/sh/serve.sh; use_utf8; printf '%s' \"$LC_ALL\"";
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", print);
    builder.environment().put("LC_ALL", given);
    Process process = builder.start();
    assertThat(process.getInputStream().readAllBytes()).asString().isEqualTo(taken);
    assertThat(process.waitFor()).isZero();
  }
}
