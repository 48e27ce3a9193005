package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads in processes of their own: several at once, killed, and on a full disk. */
class DownloadProcessesTest {
  private static final int KILLS = 20;

  @TempDir Path temporary;

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.strip();
  }

  private HubFixture paced(String cache, AtomicLong sent) throws IOException {
    HubFixture model = new HubFixture(temporary.resolve(cache));
    Fault[] always = new Fault[20];
    Arrays.fill(always, Fault.paced(sent));
    model.hub.fault(HubFixture.FIRST, always).fault(HubFixture.SECOND, always);
    return model;
  }

  @Test
  void ofTwoProcessesAndTwoThreadsOneFetches() throws Exception {
    try (HubFixture model = paced("shared", new AtomicLong())) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        processes.add(start(DownloadingProcess.command(model.cache, model.hub)));
      }
      ExecutorService threads = Executors.newFixedThreadPool(2);
      Callable<Path> fetch = model::fetch;
      for (Future<Path> snapshot : threads.invokeAll(List.of(fetch, fetch))) {
        model.assertWhole(snapshot.get());
      }
      threads.shutdown();
      String snapshot = model.repository().snapshot(model.hub.commit()).toString();
      for (Process process : processes) {
        assertThat(output(process)).isEqualTo(snapshot);
      }
      assertThat(model.hub.requests())
          .filteredOn(line -> line.startsWith("GET /lfs/"))
          .containsExactlyInAnyOrder(
              "GET /lfs/" + HubFixture.FIRST, "GET /lfs/" + HubFixture.SECOND);
    }
  }

  /** At any moment, from before the first byte to after the last. */
  @Test
  void afterAKilledProcessTheNextOneCompletes() throws Exception {
    Random random = new Random(9);
    int all = HubFixture.FIRST_BYTES + HubFixture.SECOND_BYTES;
    for (int kill = 0; kill < KILLS; kill++) {
      AtomicLong sent = new AtomicLong();
      try (HubFixture model = paced("killed" + kill, sent)) {
        long enough = random.nextInt(all);
        Process process = start(DownloadingProcess.command(model.cache, model.hub));
        while (sent.get() < enough && process.isAlive()) {
          Thread.sleep(1);
        }
        process.destroyForcibly().waitFor();
        model.assertNothingWrong();
        model.assertWhole(model.fetch());
      }
    }
  }

  /** On a disk of 400 kB, then on one of 10 MB with the same files. */
  @Test
  void aFullDiskIsToldAndTheDownloadGoesOnWhenThereIsRoom() throws Exception {
    assumeThat(canMount()).as("a disk can be mounted").isTrue();
    Path disk = temporary.resolve("disk");
    try (HubFixture model = new HubFixture(disk)) {
      String fetch =
          DownloadingProcess.command(disk, model.hub).stream()
              .map(word -> "'" + word + "'")
              .reduce("", (line, word) -> line + " " + word);
      String script =
          "mkdir "
              + disk
              + " && mount -t tmpfs -o size=400k none "
              + disk
              + " &&"
              + fetch
              + "; mount -o remount,size=10m "
              + disk
              + " &&"
              + fetch
              + "; du -Lsb "
              + disk
              + "/models--*/snapshots/*/model-00001*";
      String[] lines = output(start(List.of("unshare", "-rm", "sh", "-c", script))).split("\n");
      assertThat(lines[0]).startsWith("UNWRITABLE ").contains("No space left on device");
      assertThat(lines[1]).isEqualTo(model.repository().snapshot(model.hub.commit()).toString());
      assertThat(lines[2]).startsWith(HubFixture.FIRST_BYTES + "\t");
      assertThat(model.hub.requests()).anyMatch(line -> line.matches(".*/lfs/.* bytes=[1-9]\\d*-"));
    }
  }

  private static boolean canMount() throws InterruptedException {
    try {
      String script = "mount -t tmpfs none /mnt";
      return start(List.of("unshare", "-rm", "sh", "-c", script)).waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
