package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.hub.ModelVerification.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelVerificationTest {
  private static final String SOUND =
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
          + "\"b\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[24,32]}}";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectories(temporary.resolve("folder"));
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    Files.write(folder.resolve("model.safetensors"), safetensors(SOUND, 32));
  }

  private static byte[] safetensors(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static Verdict verify(Path folder) throws Exception {
    return new ModelVerification(folder, new DownloadMeter()).run();
  }

  @Test
  void aSoundFolderHasNoProblems() throws Exception {
    assertThat(verify(folder)).isEqualTo(new Verdict(3, 0, 2, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[2,3]' | '[2,4]' | a: F32 of shape [2, 4] take 32 bytes, and it has 24",
        "'[2,3]' | '[2,-3]' | a: its type, shape or place makes no sense",
        "'[2,3]' | '[4294967296,4294967296]' | a: F32 of shape [4294967296, 4294967296] take"
            + " 73786976294838206464 bytes, and it has 24",
        "F32 | F33 | a: its type, shape or place makes no sense",
        "F32 | I64 | a: I64 of shape [2, 3] take 48 bytes, and it has 24",
        "'[24,32]' | '[16,24]' | b: lies over another tensor, or after a gap",
        "'[24,32]' | '[32,40]' | b: lies over another tensor, or after a gap",
        "'[4],\"data_offsets\":[24,32]' | '[3],\"data_offsets\":[24,30]'"
            + " | has 32 bytes of tensors where its header says 30",
        "'{\"__meta' | '\"__meta' | not a JSON object",
        "'[4]' | '[4' | not JSON",
      })
  void aHeaderThatDoesNotFitIsTold(String what, String instead, String problem) throws Exception {
    String header = SOUND.replace(what, instead);
    Files.write(folder.resolve("model.safetensors"), safetensors(header, 32));
    assertThat(verify(folder).problems()).containsExactly("model.safetensors: " + problem);
  }

  @ParameterizedTest
  @CsvSource({"0", "9223372036854775807", "-9223372036854775808", "100000"})
  void aHeaderLengthThatCannotBeIsTold(long length) throws Exception {
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Files.write(file, bytes);
    assertThat(verify(folder).problems())
        .containsExactly("model.safetensors: no safetensors file, or a truncated one");
  }

  @Test
  void aTruncatedFileIsTold() throws Exception {
    Path file = folder.resolve("model.safetensors");
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(access.length() - 1);
    }
    assertThat(verify(folder).problems())
        .containsExactly("model.safetensors: has 31 bytes of tensors where its header says 32");
  }

  @Test
  void aMissingShardIsTold() throws Exception {
    Files.move(
        folder.resolve("model.safetensors"), folder.resolve("model-00001-of-00002.safetensors"));
    assertThat(verify(folder).problems())
        .containsExactly("there is no model-00002-of-00002.safetensors in " + folder);
  }

  @Test
  void anIndexThatDoesNotFitIsTold() throws Exception {
    Files.writeString(
        folder.resolve(ModelFiles.INDEX),
        "{\"weight_map\":{\"a\":\"model.safetensors\",\"c\":\"model.safetensors\"}}");
    assertThat(verify(folder).problems())
        .containsExactly(
            "c: does not lie in model.safetensors, where the index has it",
            "b: the index does not list it");
  }

  @Test
  void oneFlippedBitIsTold() throws Exception {
    try (HubFixture model = new HubFixture(temporary.resolve("hub"))) {
      model.hub.file(HubFixture.FIRST, safetensors(SOUND, 32));
      String more = "{\"c\":{\"dtype\":\"U8\",\"shape\":[7],\"data_offsets\":[0,7]}}";
      model.hub.file(HubFixture.SECOND, safetensors(more, 7));
      model.hub.file(
          ModelFiles.INDEX,
          "{\"weight_map\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\"}}"
              .formatted(HubFixture.FIRST, HubFixture.FIRST, HubFixture.SECOND));
      Path snapshot = model.fetch();
      assertThat(verify(snapshot)).isEqualTo(new Verdict(6, 6, 3, List.of()));
      flipLastBit(snapshot.resolve(HubFixture.SECOND));
      flipLastBit(snapshot.resolve("tokenizer.json"));
      assertThat(verify(snapshot).problems())
          .containsExactlyInAnyOrder(
              HubFixture.SECOND + ": its content does not fit its checksum",
              "tokenizer.json: its content does not fit its checksum");
    }
  }

  private static void flipLastBit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
