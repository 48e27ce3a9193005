package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonValue;
import java.io.IOException;

/**
 * Reads {@code input}: a text, a list of texts, of objects, or of lists of token ids; or one list
 * of token ids, which is one input.
 */
final class InputField {
  private final EmbeddingsBody body;
  private final ContentReader contents;
  private final int most;

  /**
   * @param most inputs of a request
   */
  InputField(EmbeddingsBody body, ContentReader contents, int most) {
    this.body = body;
    this.contents = contents;
    this.most = most;
  }

  void read(JsonValue value) throws IOException {
    body.from(value.name());
    if (!value.isList()) {
      body.add(contents.read(value));
      return;
    }
    TokenIds flat = new TokenIds(value.name());
    int[] inputs = {0};
    value.each(
        Integer.MAX_VALUE,
        element -> {
          if (element.isNumber()) {
            flat.add(element);
          } else {
            requireFewer(inputs[0]++);
            element(element);
          }
        });
    addFlat(flat, inputs[0]);
  }

  private void requireFewer(int before) {
    if (before == most) {
      throw Invalid.field("input", "may hold " + most + " elements at most");
    }
  }

  private void element(JsonValue element) throws IOException {
    if (element.isList()) {
      TokenIds ids = new TokenIds(element.name());
      element.each(Integer.MAX_VALUE, ids::add);
      body.add(ids);
    } else {
      body.add(contents.read(element));
    }
  }

  private void addFlat(TokenIds flat, int others) {
    if (flat.ids().length > 0) {
      if (others > 0) {
        throw Invalid.field("input", "must be of one kind: texts, or token ids");
      }
      body.add(flat);
    }
  }

  /** Refuses what would lose the order of inputs: texts and token ids in one request. */
  static void requireOneKind(EmbeddingsBody body) {
    if (!body.tokens().isEmpty() && !body.contents().isEmpty()) {
      throw Invalid.field("input", "must be of one kind: texts, or token ids");
    }
    if (body.tokens().isEmpty() && body.contents().isEmpty()) {
      throw Invalid.field("input", "is required");
    }
  }
}
