package com.tkr.embed.embedding.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.embedding.batching.BatchGuard.Mark;
import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashJournalTest {
  private static final String ENGINE = "model 1";

  @TempDir Path folder;

  private Process start(String... ids) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DyingServer.class.getName(),
                folder.toString(),
                ENGINE));
    command.addAll(List.of(ids));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private List<String> run(int exitCode, String... ids) throws Exception {
    Process process = start(ids);
    List<String> lines;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).isEqualTo(exitCode);
    return lines;
  }

  private static ModelInput input(int... ids) {
    return new ModelInput(ids, 0, List.of());
  }

  private CrashJournal open() {
    return CrashJournal.open(folder, ENGINE);
  }

  /** What a process leaves that dies at these inputs. */
  private void die(ModelInput... inputs) throws IOException {
    CrashJournal journal = open();
    List<Mark> marks = List.of(inputs).stream().map(journal::mark).toList();
    journal.begin(marks);
    byte[] left = Files.readAllBytes(folder.resolve("engine-in-flight"));
    journal.close();
    Files.write(folder.resolve("engine-in-flight"), left);
  }

  @Test
  void anInputThatKilledTheProcessTwiceIsRefusedAndItsMateIsNot() throws Exception {
    assertThat(run(134, "1", "666")).containsExactly("batch [1, 666]");
    assertThat(run(134, "1", "666")).containsExactly("batch [1]", "ok 1", "batch [666]");
    assertThat(run(0, "1", "666", "2"))
        .containsExactlyInAnyOrder("batch [1, 2]", "ok 1", "refused", "ok 2");
  }

  @Test
  void aProcessToldToStopInTheMiddleOfABatchLeavesNoStrike() throws Exception {
    Process process = start("999");
    assertThat(process.inputReader().readLine()).isEqualTo("batch [999]");
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(999, 0)).alone()).isFalse();
    }
  }

  @Test
  void aProcessKilledInTheMiddleOfABatchLeavesOne() throws Exception {
    Process process = start("999");
    assertThat(process.inputReader().readLine()).isEqualTo("batch [999]");
    process.destroyForcibly().waitFor();
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(999, 0)).alone()).isTrue();
      assertThat(journal.mark(input(998, 0)).alone()).isFalse();
    }
  }

  @Test
  void theSameInputTwiceInABatchIsOneStrike() throws Exception {
    die(input(1), input(1));
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(1)).alone()).isTrue();
    }
  }

  @Test
  void aSuccessForgives() throws Exception {
    die(input(1));
    try (CrashJournal journal = open()) {
      Mark mark = journal.mark(input(1));
      journal.begin(List.of(mark));
      journal.end(List.of(mark));
      assertThat(journal.mark(input(1)).alone()).isFalse();
    }
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(1)).alone()).isFalse();
    }
  }

  @Test
  void aFailureOfTheEngineNeitherStrikesNorForgives() throws Exception {
    die(input(1));
    try (CrashJournal journal = open()) {
      journal.begin(List.of(journal.mark(input(1))));
      journal.end(List.of());
    }
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(1)).alone()).isTrue();
    }
  }

  @Test
  void strikesOfAnotherModelDoNotCount() throws Exception {
    die(input(1));
    die(input(1));
    try (CrashJournal journal = open()) {
      assertThatThrownBy(() -> journal.mark(input(1))).isInstanceOf(InputRefused.class);
    }
    try (CrashJournal journal = CrashJournal.open(folder, "model 2")) {
      assertThat(journal.mark(input(1)).alone()).isFalse();
    }
  }

  @Test
  void pixelsAndSizesDistinguishInputs() {
    byte[] pixels = new byte[12];
    List<ModelInput> inputs = new ArrayList<>(List.of(input(1), input(1, 0)));
    inputs.add(new ModelInput(new int[] {1}, 0, List.of(new ImagePixels(2, 2, pixels))));
    inputs.add(new ModelInput(new int[] {1}, 0, List.of(new ImagePixels(1, 4, pixels))));
    byte[] other = pixels.clone();
    other[11] = 1;
    inputs.add(new ModelInput(new int[] {1}, 0, List.of(new ImagePixels(2, 2, other))));
    assertThat(inputs.stream().map(InputHash::of)).doesNotHaveDuplicates();
    assertThat(InputHash.of(input(1, 2))).isEqualTo(InputHash.of(input(1, 2)));
    assertThat(InputHash.parse(InputHash.of(input(7)).toString()))
        .isEqualTo(InputHash.of(input(7)));
  }

  @Test
  void damagedFilesAreSetAside() throws Exception {
    die(input(1));
    Path inFlight = folder.resolve("engine-in-flight");
    byte[] bytes = Files.readAllBytes(inFlight);
    bytes[bytes.length - 1] ^= 1;
    Files.write(inFlight, bytes);
    Files.writeString(folder.resolve("engine-strikes"), "tkr-embed strikes 1 model 1\nxyz 1\n");
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(1)).alone()).isFalse();
      assertThat(folder.resolve("engine-in-flight.damaged")).hasBinaryContent(bytes);
      assertThat(folder.resolve("engine-strikes.damaged")).content().contains("xyz");
    }
  }

  @Test
  void everyTornOrForeignFileIsSurvived() throws Exception {
    die(input(1), input(2));
    Path inFlight = folder.resolve("engine-in-flight");
    byte[] whole = Files.readAllBytes(inFlight);
    for (int length = 0; length < whole.length; length++) {
      Files.write(inFlight, Arrays.copyOf(whole, length));
      Files.deleteIfExists(folder.resolve("engine-strikes"));
      try (CrashJournal journal = open()) {
        assertThat(journal.mark(input(1)).alone()).isFalse();
      }
    }
    Files.write(inFlight, new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
    Files.write(folder.resolve("engine-strikes"), new byte[] {(byte) 0xff, 0, 10});
    try (CrashJournal journal = open()) {
      journal.begin(List.of(journal.mark(input(1))));
      journal.end(List.of());
    }
  }

  @Test
  void keepsTheLastThousand() throws Exception {
    die(IntStream.range(0, 1001).mapToObj(CrashJournalTest::input).toArray(ModelInput[]::new));
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(0)).alone()).isFalse();
      assertThat(journal.mark(input(1)).alone()).isTrue();
      assertThat(journal.mark(input(1000)).alone()).isTrue();
    }
  }

  @Test
  void withoutAPlaceToWriteTheServerGoesOn() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (CrashJournal journal = CrashJournal.open(file.resolve("data"), ENGINE)) {
      journal.begin(List.of(journal.mark(input(1))));
      journal.end(List.of());
    }
  }

  @Test
  void twoServersDoNotShareAJournal() {
    try (CrashJournal first = open();
        CrashJournal second = open()) {
      second.begin(List.of(second.mark(input(1))));
      first.begin(List.of());
    }
    try (CrashJournal journal = open()) {
      assertThat(journal.mark(input(1)).alone()).isFalse();
    }
  }
}
