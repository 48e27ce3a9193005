package com.tkr.embed.input;

import java.util.List;

/**
 * Inputs whose PDF files are opened.
 *
 * @param inputs one vector each
 * @param pages of each where it comes from
 */
public record OpenedInputs(List<EmbeddingInput> inputs, List<DocumentPage> pages) {
  public OpenedInputs {
    inputs = List.copyOf(inputs);
    pages = List.copyOf(pages);
  }
}
