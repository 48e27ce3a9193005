package com.tkr.embed.model.mlx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.Positions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Inputs and what transformers made of them in fp32 (src/test/resources/golden/PROVENANCE.md).
 *
 * @param embeddings one unit-norm row per input
 */
record Golden(String name, List<ModelInput> inputs, List<float[]> embeddings) {
  static final Path ROOT = Path.of("src/test/resources/golden");

  /** The checkpoint folders. */
  static Stream<Path> folders() {
    try (Stream<Path> files = Files.walk(ROOT, 2)) {
      return files
          .filter(file -> file.endsWith("cases.json"))
          .map(Path::getParent)
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The positions that a checkpoint folder's vectors were made with. */
  static Positions positions(Path folder) {
    if (!Files.exists(folder.resolve("cases.json"))) {
      return Positions.MROPE;
    }
    String word = cases(folder).path("positions").asText(Positions.MROPE.word());
    return Stream.of(Positions.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  /** The cases of a checkpoint folder. */
  static List<Golden> of(Path folder) {
    return stream(cases(folder).get("cases")).map(node -> golden(folder, node)).toList();
  }

  private static JsonNode cases(Path folder) {
    try {
      return new ObjectMapper().readTree(folder.resolve("cases.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden golden(Path folder, JsonNode node) {
    List<ModelInput> inputs =
        stream(node.get("inputs")).map(input -> input(folder, input)).toList();
    byte[] rows = bytes(folder.resolve(node.get("embeddings_file").asText()));
    return new Golden(node.get("name").asText(), inputs, split(rows, inputs.size()));
  }

  private static ModelInput input(Path folder, JsonNode node) {
    int[] ids = stream(node.get("input_ids")).mapToInt(JsonNode::asInt).toArray();
    return new ModelInput(
        ids,
        node.get("prefix_length").asInt(),
        stream(node.get("images")).map(image -> pixels(folder, image)).toList());
  }

  private static ImagePixels pixels(Path folder, JsonNode node) {
    return new ImagePixels(
        node.get("height").asInt(),
        node.get("width").asInt(),
        bytes(folder.resolve(node.get("rgb_file").asText())));
  }

  private static List<float[]> split(byte[] rows, int count) {
    FloatBuffer floats = ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[rows.length / Float.BYTES / count];
      floats.get(vector);
      vectors.add(vector);
    }
    return vectors;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
