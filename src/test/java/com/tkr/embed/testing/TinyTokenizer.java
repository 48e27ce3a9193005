package com.tkr.embed.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tkr.embed.model.ModelInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A byte-level BPE tokenizer of 256 bytes and a few merges, with Qwen2-VL's normalizer, regex and
 * special tokens, small enough to reason about: it writes the folder that a preparer opens.
 */
public final class TinyTokenizer {
  public static final List<String> SPECIAL =
      List.of(
          "<|endoftext|>",
          "<|im_start|>",
          "<|im_end|>",
          "<|object_ref_start|>",
          "<|object_ref_end|>",
          "<|box_start|>",
          "<|box_end|>",
          "<|quad_start|>",
          "<|quad_end|>",
          "<|vision_start|>",
          "<|vision_end|>",
          "<|vision_pad|>",
          "<|image_pad|>",
          "<|video_pad|>");
  private static final String REGEX =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String[] MERGES = {
    "u s", "us e", "use r", "Ċ Ċ", "s y", "sy s", "l l", "h e", "he ll", "hell o", "Ġ hello"
  };

  public final ObjectNode json = new ObjectMapper().createObjectNode();
  public final Map<String, Integer> vocab = new LinkedHashMap<>();

  public TinyTokenizer() {
    byteCharacters().forEach(c -> vocab.put(c, vocab.size()));
    for (String merge : MERGES) {
      vocab.put(merge.replace(" ", ""), vocab.size());
    }
    json.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = json.putArray("added_tokens");
    SPECIAL.forEach(token -> addToken(added, token, true));
    json.putObject("normalizer").put("type", "NFC");
    preTokenizer(json.putObject("pre_tokenizer"));
    json.putNull("post_processor").putNull("decoder");
    model(json.putObject("model"));
  }

  public static ModelInfo model(int maxPositionEmbeddings) {
    return model(maxPositionEmbeddings, 28);
  }

  public static ModelInfo model(int maxPositionEmbeddings, int imageFactor) {
    return ModelInfos.of(2048, maxPositionEmbeddings, imageFactor);
  }

  /** The id of a special token. */
  public int special(String token) {
    return vocab.size() + SPECIAL.indexOf(token);
  }

  public TinyTokenizer withAddedToken(String content) {
    addToken((ArrayNode) json.get("added_tokens"), content, false);
    return this;
  }

  public TinyTokenizer withPairedMerges() {
    ArrayNode merges = ((ObjectNode) json.get("model")).putArray("merges");
    for (String merge : MERGES) {
      String[] pair = merge.split(" ");
      merges.addArray().add(pair[0]).add(pair[1]);
    }
    return this;
  }

  /** Writes {@code tokenizer.json} into the folder. */
  public TinyTokenizer write(Path folder) {
    try {
      new ObjectMapper().writeValue(folder.resolve("tokenizer.json").toFile(), json);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addToken(ArrayNode added, String token, boolean special) {
    ObjectNode node = added.addObject().put("id", vocab.size() + added.size() - 1);
    node.put("content", token).put("single_word", false).put("lstrip", false);
    node.put("rstrip", false).put("normalized", false).put("special", special);
  }

  private static void preTokenizer(ObjectNode node) {
    node.put("type", "Sequence");
    ArrayNode steps = node.putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split").put("behavior", "Isolated");
    split.put("invert", false).putObject("pattern").put("Regex", REGEX);
    ObjectNode bytes = steps.addObject().put("type", "ByteLevel").put("add_prefix_space", false);
    bytes.put("trim_offsets", false).put("use_regex", false);
  }

  private void model(ObjectNode node) {
    node.put("type", "BPE").putNull("dropout").putNull("unk_token");
    node.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
    node.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode ids = node.putObject("vocab");
    vocab.forEach(ids::put);
    ArrayNode merges = node.putArray("merges");
    for (String merge : MERGES) {
      merges.add(merge);
    }
  }

  /** The printable stand-ins of the 256 bytes, as GPT-2 orders them. */
  private static List<String> byteCharacters() {
    List<String> characters = new ArrayList<>();
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
      characters.add(Character.toString(printable ? b : next++));
    }
    return characters;
  }
}
