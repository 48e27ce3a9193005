package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFingerprintTest {
  private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = checkpoint(temporary.resolve("model"));
  }

  private static Path checkpoint(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), "{\"hidden_size\":192}");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    weights(folder.resolve("model.safetensors"), "{\"a\":1}", 1 << 20);
    return folder;
  }

  private static void weights(Path file, String header, long size) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile weights = new RandomAccessFile(file.toFile(), "rw")) {
      weights.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      weights.write(json);
      weights.setLength(size);
    }
    Files.setLastModifiedTime(file, THEN);
  }

  @Test
  void theSameFilesAreTheSameRevisionWhereverTheyLie() throws IOException {
    String fingerprint = CheckpointFingerprint.of(folder);
    assertThat(fingerprint).matches("[0-9a-f]{64}").isEqualTo(CheckpointFingerprint.of(folder));
    assertThat(CheckpointFingerprint.of(checkpoint(temporary.resolve("elsewhere"))))
        .isEqualTo(fingerprint);
  }

  @Test
  void everyChangeIsAnotherRevision() throws IOException {
    String before = CheckpointFingerprint.of(folder);
    Files.writeString(folder.resolve("embedding_profile.json"), "");
    String profile = CheckpointFingerprint.of(folder);
    weights(folder.resolve("model.safetensors"), "{\"b\":1}", 1 << 20);
    String header = CheckpointFingerprint.of(folder);
    weights(folder.resolve("model.safetensors"), "{\"b\":1}", 1 << 21);
    String size = CheckpointFingerprint.of(folder);
    Files.setLastModifiedTime(folder.resolve("model.safetensors"), FileTime.fromMillis(5));
    String time = CheckpointFingerprint.of(folder);
    Files.move(folder.resolve("model.safetensors"), folder.resolve("weights.safetensors"));
    String name = CheckpointFingerprint.of(folder);
    Files.writeString(folder.resolve("config.json"), "{\"hidden_size\":193}");
    String config = CheckpointFingerprint.of(folder);
    assertThat(new String[] {before, profile, header, size, time, name, config})
        .doesNotHaveDuplicates();
  }

  @Test
  void aSnapshotIsToldByItsCommitAndNotByItsTime() throws IOException {
    Path one = checkpoint(temporary.resolve("snapshots/abc"));
    String before = CheckpointFingerprint.of(one);
    Files.setLastModifiedTime(one.resolve("model.safetensors"), FileTime.fromMillis(5));
    assertThat(CheckpointFingerprint.of(one)).isEqualTo(before);
    assertThat(CheckpointFingerprint.of(checkpoint(temporary.resolve("snapshots/abd"))))
        .isNotEqualTo(before);
  }

  @Test
  void whatIsNoSafetensorsFileIsNoError() throws IOException {
    Files.write(folder.resolve("short.safetensors"), new byte[] {1, 2});
    Files.write(folder.resolve("torn.safetensors"), new byte[] {1, 2, 3, 4, 5, 6, 7, 127, 1});
    assertThat(CheckpointFingerprint.of(folder)).hasSize(64);
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> CheckpointFingerprint.of(temporary.resolve("nowhere")))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("nowhere");
  }
}
