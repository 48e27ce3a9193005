package com.tkr.embed.input.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The one kind of tokenizer that Qwen-VL's models have, and by which prompts are put together here:
 * BPE over the bytes of a text, which is brought into NFC or taken as it is and split by patterns.
 * It holds what a {@code tokenizer.json} says of itself against that.
 */
final class ByteLevelBpe {
  private static final String KIND = ", not the byte-level BPE of Qwen-VL's models";
  private static final String BYTE_LEVEL = "ByteLevel";
  private static final Set<String> SPLITS = Set.of("Split", BYTE_LEVEL);

  private final Map<String, JsonNode> steps = new HashMap<>();
  private final Map<String, JsonNode> model = new HashMap<>();

  /** Takes a field of the file: its normalizer or its pre-tokenizer. */
  void step(String name, JsonNode value) {
    steps.put(name, value);
  }

  /** Takes a field of the file's model. */
  void model(String name, JsonNode value) {
    model.put(name, value);
  }

  /** What is of another kind, and how it is called there. */
  Optional<String> contradiction() {
    return Stream.of(modelType(), option(), normalizer(), preTokenizer())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> modelType() {
    return contradiction("model", named(model("type")), named(model("type")).equals("BPE"));
  }

  /** Those that would make other tokens, or other ones each time. */
  private Optional<String> option() {
    return Stream.of("dropout", "byte_fallback", "continuing_subword_prefix", "end_of_word_suffix")
        .filter(name -> !isOff(model(name)))
        .findFirst()
        .map(name -> "its \"model\" has the option " + name + KIND);
  }

  private Optional<String> normalizer() {
    List<JsonNode> steps = steps("normalizer", "normalizers");
    return steps.stream()
        .map(step -> named(step.path("type")))
        .filter(type -> !type.equals("NFC"))
        .findFirst()
        .flatMap(type -> contradiction("normalizer", type, false));
  }

  private Optional<String> preTokenizer() {
    List<JsonNode> steps = steps("pre_tokenizer", "pretokenizers");
    List<String> types = steps.stream().map(step -> named(step.path("type"))).toList();
    Optional<String> other = types.stream().filter(type -> !SPLITS.contains(type)).findFirst();
    if (other.isPresent() || !types.contains(BYTE_LEVEL)) {
      return contradiction("pre_tokenizer", other.orElse(named(MissingNode.getInstance())), false);
    }
    return steps.stream().anyMatch(step -> step.path("add_prefix_space").asBoolean())
        ? Optional.of("its \"pre_tokenizer\" adds a space before texts" + KIND)
        : Optional.empty();
  }

  private static Optional<String> contradiction(String field, String found, boolean fits) {
    return fits ? Optional.empty() : Optional.of("its \"" + field + "\" is " + found + KIND);
  }

  private JsonNode model(String name) {
    return model.getOrDefault(name, MissingNode.getInstance());
  }

  /** One step, those of a sequence, or none. */
  private List<JsonNode> steps(String field, String inSequence) {
    JsonNode step = steps.getOrDefault(field, MissingNode.getInstance());
    if (named(step.path("type")).equals("Sequence")) {
      return StreamSupport.stream(step.path(inSequence).spliterator(), false).toList();
    }
    return step.isNull() || step.isMissingNode() ? List.of() : List.of(step);
  }

  private static boolean isOff(JsonNode option) {
    return option.isNull() || option.isMissingNode() || option.asText().matches("|false|0|0\\.0");
  }

  private static String named(JsonNode type) {
    return type.isTextual() ? type.textValue() : "missing, or without a type";
  }
}
