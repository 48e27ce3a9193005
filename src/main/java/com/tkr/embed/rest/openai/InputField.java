package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.codec.InputElements;
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
  private final InputElements elements;

  /**
   * @param most inputs of a request
   */
  InputField(EmbeddingsBody body, ContentReader contents, int most) {
    this.body = body;
    this.contents = contents;
    elements = new InputElements(most, element -> body.add(contents.read(element)), body::add);
  }

  void read(JsonValue value) throws IOException {
    body.from(value.name());
    if (value.isList()) {
      elements.read(value);
    } else {
      body.add(contents.read(value));
    }
  }

  /** Refuses what would lose the order of inputs: texts and token ids in one request. */
  static void requireOneKind(EmbeddingsBody body) {
    if (!body.tokens().isEmpty() && !body.contents().isEmpty()) {
      throw Invalid.field("input", "must be of one kind: texts, or token ids");
    }
    if (body.tokens().isEmpty() && body.contents().isEmpty()) {
      throw Invalid.field(body.source(), "is required");
    }
  }
}
