package com.tkr.embed.input.prompt;

/**
 * What one input puts into a prompt's slots.
 *
 * @param instruction for {@code {instruction}}
 * @param content for {@code {images}} and {@code {text}}
 * @param query for {@code {query_images}} and {@code {query_text}}
 */
public record Filling(String instruction, Side content, Side query) {
  /**
   * A text and the pictures before it.
   *
   * @param text the text
   * @param imageTokens image tokens of each image, in order; not copied
   */
  public record Side(String text, int[] imageTokens) {
    /** Neither. */
    public static final Side EMPTY = new Side("", new int[0]);
  }
}
