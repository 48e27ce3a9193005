package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a list of inputs, of which each may be a list of token ids; or a list of token ids, which
 * is one input.
 */
public final class InputElements {
  private final int most;
  private final JsonReader.FieldReader others;
  private final Consumer<TokenIds> ids;
  private final TokenAllowance allowance = new TokenAllowance();

  /**
   * @param most inputs of a request
   * @param others reads an element that is neither a list nor a number
   * @param ids takes those of an input
   */
  public InputElements(int most, JsonReader.FieldReader others, Consumer<TokenIds> ids) {
    this.most = most;
    this.others = others;
    this.ids = ids;
  }

  /**
   * Reads it.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400, or 413 for more ids than a request may have
   */
  public void read(JsonValue list) throws IOException {
    TokenIds flat = new TokenIds(list.name(), allowance);
    int[] inputs = {0};
    list.each(
        Integer.MAX_VALUE,
        element -> {
          if (element.isNumber()) {
            flat.add(element);
          } else {
            requireFewer(flat.name(), inputs[0]++);
            element(element);
          }
        });
    addFlat(flat, inputs[0]);
  }

  private void requireFewer(String name, int before) {
    if (before == most) {
      throw Invalid.field(name, "may hold " + most + " elements at most");
    }
  }

  private void element(JsonValue element) throws IOException {
    if (element.isList()) {
      TokenIds input = new TokenIds(element.name(), allowance);
      element.each(Integer.MAX_VALUE, input::add);
      ids.accept(input);
    } else {
      others.read(element);
    }
  }

  private void addFlat(TokenIds flat, int inputs) {
    if (!flat.isEmpty()) {
      if (inputs > 0) {
        throw Invalid.field(flat.name(), "must be of one kind: texts, or token ids");
      }
      ids.accept(flat);
    }
  }
}
