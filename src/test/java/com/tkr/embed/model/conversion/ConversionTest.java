package com.tkr.embed.model.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tkr.embed.model.DownloadProgress.Stage;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.Folders;
import com.tkr.embed.model.hub.ModelVerification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {
  private static final int KILLS = 20;

  @TempDir Path temporary;
  private Path source;
  private Path root;

  @BeforeEach
  void begin() throws IOException {
    source = Files.createDirectory(temporary.resolve("my model"));
    root = temporary.resolve("cache/tkr-embed");
    for (String name : List.of("config.json", "tokenizer.json", "merges.txt", "notes.bin")) {
      Files.writeString(source.resolve(name), "{}");
    }
    Files.writeString(source.resolve("model.safetensors.index.json"), "{}");
    Files.createDirectory(source.resolve("1_Pooling"));
    Files.writeString(source.resolve("1_Pooling/config.json"), "{}");
  }

  private ConvertedModels models() {
    return new ConvertedModels(root);
  }

  private Conversion conversion(SlowConverter converter) {
    return new Conversion(models(), source, converter, new DownloadMeter());
  }

  private void assertWhole(Path folder) throws Exception {
    ModelVerification.Verdict verdict = new ModelVerification(folder, new DownloadMeter()).run();
    assertThat(verdict.problems())
        .containsExactly("model.safetensors: has 500000 bytes of tensors where its header says 0");
    assertThat(verdict.checked()).isEqualTo(6);
    assertThat(Folders.children(root)).filteredOn(PartialFolder::isOne).isEmpty();
  }

  @Test
  void isMadeOnceWithAllThatAModelNeeds() throws Exception {
    SlowConverter converter = new SlowConverter(0);
    assertThat(conversion(converter).find()).isEmpty();
    Path folder = conversion(converter).get();
    assertThat(folder.toString())
        .matches(".*/tkr-embed/my model-[0-9a-f]{8}-[0-9a-f]{12}-q4-g64-f1");
    assertThat(Folders.files(folder).stream().map(file -> folder.relativize(file).toString()))
        .containsExactlyInAnyOrder(
            "1_Pooling/config.json",
            "SHA256SUMS",
            "config.json",
            "conversion.properties",
            "merges.txt",
            "model.safetensors",
            "tokenizer.json");
    assertWhole(folder);
    SlowConverter again = new SlowConverter(0);
    assertThat(conversion(again).find()).contains(folder);
    assertThat(conversion(again).get()).isEqualTo(folder);
    assertThat(again.done()).isZero();
  }

  @Test
  void aLinkToAFolderIsConvertedWithAllThatIsBesideWhateverCannotBeLookedInto() throws Exception {
    Path closed = Files.createDirectories(source.resolve("lost+found"));
    Files.createDirectories(source.resolve("lora"));
    Files.writeString(source.resolve("lora/adapter_config.json"), "{}");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Path link = Files.createSymbolicLink(source.resolveSibling("current"), source);
    Path folder = new Conversion(models(), link, new SlowConverter(0), new DownloadMeter()).get();
    assertThat(folder.resolve("tokenizer.json")).exists();
    assertThat(folder.resolve("lora/adapter_config.json")).exists();
  }

  @Test
  void twoCopiesOfACheckpointHaveAConversionEach() throws Exception {
    Path first = conversion(new SlowConverter(0)).get();
    Path copy = Files.createDirectories(source.resolveSibling("copies").resolve("my model"));
    for (Path file : Folders.files(source)) {
      Path same = copy.resolve(source.relativize(file).toString());
      Files.createDirectories(same.getParent());
      Files.copy(file, same, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path second = new Conversion(models(), copy, new SlowConverter(0), new DownloadMeter()).get();
    assertThat(second).isNotEqualTo(first);
    assertThat(conversion(new SlowConverter(0)).find()).contains(first);
  }

  @Test
  void aFlippedBitIsFound() throws Exception {
    Path folder = conversion(new SlowConverter(0)).get();
    byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
    weights[300_000] ^= 4;
    Files.write(folder.resolve("model.safetensors"), weights);
    Files.delete(folder.resolve("merges.txt"));
    assertThat(new ModelVerification(folder, new DownloadMeter()).run().problems())
        .contains(
            "model.safetensors: its content does not fit its checksum",
            "merges.txt: missing, though SHA256SUMS names it");
  }

  @Test
  void ofAFolderThatChangedTheOldOneIsRemoved() throws Exception {
    Path old = conversion(new SlowConverter(0)).get();
    Path weights = Files.write(source.resolve("model.safetensors"), new byte[20]);
    Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000_000));
    Path fresh = conversion(new SlowConverter(0)).get();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(models().list()).extracting(ConvertedModel::folder).containsExactly(fresh);
  }

  @Test
  void isListedAndRemovedByTheModelsName() throws Exception {
    conversion(new SlowConverter(0)).get();
    ConvertedModel listed = models().list().get(0);
    assertThat(listed.key().model()).isEqualTo(source.toString());
    assertThat(listed.bytes()).isGreaterThan(500_000);
    assertThat(models().remove("another", () -> {})).isEmpty();
    assertThat(models().remove(source.toString(), () -> {})).contains(listed.bytes());
    assertThat(models().list()).isEmpty();
  }

  @Test
  void goesIntoAFolderOfTheUsersOwnThatIsNotThereYet() throws Exception {
    Path mine = temporary.resolve("mine");
    assertThat(conversion(new SlowConverter(0)).into(mine)).isEqualTo(mine);
    assertThat(mine.resolve("model.safetensors")).exists();
    assertThat(models().list()).isEmpty();
    assertThatThrownBy(() -> conversion(new SlowConverter(0)).into(mine))
        .isInstanceOf(ConversionFailed.class)
        .hasMessage(mine + " is there already");
  }

  @Test
  void aFolderOfTheUsersOwnNeedsNoPlaceBesideTheCache() throws Exception {
    Files.writeString(models().root().getParent(), "not a folder");
    Path mine = temporary.resolve("mine");
    assertThat(conversion(new SlowConverter(0)).into(mine)).isEqualTo(mine);
    assertThat(mine.resolve("model.safetensors")).exists();
  }

  @Test
  void anInterruptEndsItAndLeavesNothing() throws Exception {
    SlowConverter converter = new SlowConverter(50);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                conversion(converter).get();
              } catch (ConversionFailed | InterruptedException e) {
                end.set(e);
              }
            });
    thread.start();
    while (converter.done() < 2) {
      Thread.sleep(1);
    }
    thread.interrupt();
    thread.join();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(converter.done()).isLessThan(SlowConverter.PARTS);
    assertThat(Folders.children(root)).isEmpty();
  }

  @Test
  void anInterruptAfterTheWeightsIsNoDiskThatCannotBeWritten() throws Exception {
    SlowConverter converter =
        new SlowConverter(0) {
          @Override
          public void convert(Path folder) throws ConversionFailed {
            super.convert(folder);
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> conversion(converter).get()).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(Folders.children(root)).isEmpty();
  }

  @Test
  void itsProgressIsTold() throws Exception {
    DownloadMeter meter = new DownloadMeter();
    new Conversion(models(), source, new SlowConverter(0), meter).get();
    assertThat(meter.now().stage()).isEqualTo(Stage.CONVERTING);
    assertThat(meter.now().bytes()).isGreaterThanOrEqualTo(1_000_000);
    assertThat(meter.now().totalBytes()).isEqualTo(1_000_000);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldInOneLine() throws IOException {
    Files.createDirectories(root.getParent());
    Files.writeString(root, "a file");
    assertThatThrownBy(() -> conversion(new SlowConverter(0)).get())
        .isInstanceOf(ConversionFailed.class)
        .hasMessageStartingWith(root.toString())
        .hasMessageContaining("cannot be written");
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** At any moment, from before the first byte to after the last. */
  @Test
  void afterAKilledProcessTheNextOneCompletes() throws Exception {
    Random random = new Random(14);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(ConvertingProcess.command(root, source, 4));
      process.inputReader().readLine();
      Thread.sleep(random.nextInt(300));
      process.destroyForcibly().waitFor();
      for (ConvertedModel whole : models().list()) {
        assertWhole(whole.folder());
      }
      assertWhole(conversion(new SlowConverter(0)).get());
      models().remove(source.toString(), () -> {});
    }
  }

  @Test
  void ofTwoProcessesOneConverts() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(start(ConvertingProcess.command(root, source, 10)));
    }
    List<String> done = new ArrayList<>();
    for (Process process : processes) {
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.readLine()).isEqualTo("begins");
        assertWhole(Path.of(lines.readLine()));
        done.add(lines.readLine());
      }
    }
    assertThat(done).containsExactlyInAnyOrder("0", String.valueOf(SlowConverter.PARTS));
  }

  /** On a disk of 400 kB, then on one of 100 MB. */
  @Test
  void aFullDiskIsToldAndTheNextConversionCompletes() throws Exception {
    assumeThat(canMount()).as("a disk can be mounted").isTrue();
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    String convert =
        "'" + String.join("' '", ConvertingProcess.command(disk.resolve("x"), source, 0)) + "'";
    String script =
        ("mount -t tmpfs -o size=400k none %1$s && %2$s; mount -o remount,size=100m %1$s && %2$s"
                + "; ls -a %1$s/x")
            .formatted(disk, convert);
    Process process = start(List.of("unshare", "-rm", "sh", "-c", script));
    List<String> lines = process.inputReader().lines().toList();
    assertThat(lines.get(1))
        .startsWith("UNWRITABLE the converted weights take ")
        .endsWith(" has room for 410 kB");
    assertThat(lines.get(3)).startsWith(disk + "/x/my model-");
    assertThat(lines.subList(5, lines.size())).hasSize(4).doesNotContain("incomplete");
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
