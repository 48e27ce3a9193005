package com.tkr.embed.input.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens that a {@code post_processor} of {@code tokenizer.json} adds to a text, as the
 * tokenizers library does where it is asked to add them.
 *
 * @param before the text
 * @param after the text
 */
record AddedIds(int[] before, int[] after) {
  static final AddedIds NONE = new AddedIds(new int[0], new int[0]);

  /**
   * Those of a post-processor of any kind: a template, BERT's or RoBERTa's pair of tokens, or a
   * sequence of these, each around what the one before it gave.
   *
   * @param special ids of special tokens, for those whose ids the post-processor does not tell
   * @throws IllegalArgumentException when it is damaged
   */
  static AddedIds of(JsonNode processor, Map<String, Integer> special) {
    return switch (processor.path("type").asText()) {
      case "TemplateProcessing" -> ofTemplate(processor, special);
      case "BertProcessing", "RobertaProcessing" ->
          new AddedIds(pairId(processor.path("cls")), pairId(processor.path("sep")));
      case "Sequence" ->
          items(processor.path("processors"))
              .map(each -> of(each, special))
              .reduce(NONE, AddedIds::inside);
      default -> NONE;
    };
  }

  boolean isEmpty() {
    return before.length == 0 && after.length == 0;
  }

  /** Ids of a text without these around it, where they are there. */
  int[] without(int[] ids) {
    int most = ids.length - after.length;
    boolean around =
        before.length <= most
            && Arrays.equals(before, Arrays.copyOf(ids, before.length))
            && Arrays.equals(after, Arrays.copyOfRange(ids, most, ids.length));
    return around ? Arrays.copyOfRange(ids, before.length, most) : ids;
  }

  private AddedIds inside(AddedIds outer) {
    return new AddedIds(joined(outer.before, before), joined(after, outer.after));
  }

  private static AddedIds ofTemplate(JsonNode processor, Map<String, Integer> special) {
    int[] before = {};
    int[] after = {};
    boolean textSeen = false;
    for (JsonNode piece : items(processor.path("single")).toList()) {
      if (piece.has("Sequence")) {
        textSeen = true;
        continue;
      }
      String token = piece.path("SpecialToken").path("id").asText();
      int[] ids = ids(processor.path("special_tokens").path(token), special.get(token));
      before = textSeen ? before : joined(before, ids);
      after = textSeen ? joined(after, ids) : after;
    }
    return new AddedIds(before, after);
  }

  private static int[] ids(JsonNode token, @Nullable Integer id) {
    if (token.has("ids")) {
      return items(token.path("ids")).mapToInt(JsonNode::asInt).toArray();
    }
    if (id == null) {
      throw new IllegalArgumentException(token.toString());
    }
    return new int[] {id};
  }

  /** Of a token and its id. */
  private static int[] pairId(JsonNode pair) {
    if (!pair.path(1).isInt()) {
      throw new IllegalArgumentException(pair.toString());
    }
    return new int[] {pair.path(1).asInt()};
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
