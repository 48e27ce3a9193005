package com.tkr.embed.input.prompt;

import java.util.Arrays;

/** Token ids of a prompt as it grows from left to right. Not thread-safe. */
public final class PromptIds {
  private final SegmentCache segments;
  private final StringBuilder segment = new StringBuilder();
  private boolean textInSegment;
  private int[] ids = new int[64];
  private int size;

  /** Ids of the text that may be cut: from {@code textBegin} to {@code textEnd}, exclusive. */
  private int textBegin;

  private int textEnd;

  /** Ids of what stands right before the text, were no text there to join with. */
  private int[] beforeText = new int[0];

  /** What stands before the content, were none there to join with. */
  private int[] beforeContent = new int[0];

  /** Of its last ids how many the content may join with. */
  private int joining;

  /** Ids after the prompt that the tokenizer adds. */
  private int after;

  PromptIds(SegmentCache segments) {
    this.segments = segments;
  }

  /** Begins with ids that the tokenizer adds. */
  void before(int... added) {
    append(added);
  }

  /** Ends the text that stands open, and the prompt with ids that the tokenizer adds. */
  void after(int... added) {
    end();
    append(added);
    after = added.length;
  }

  /** Appends literal text; it joins with what stands beside it. */
  void literal(String text) {
    segment.append(text);
  }

  /** Tells that what follows is the content, of which an input of the same query has another. */
  void content() {
    int[] open = segments.fixed(segment.toString());
    beforeContent = Arrays.copyOf(ids, size + open.length);
    System.arraycopy(open, 0, beforeContent, size, open.length);
    joining = Math.min(1, open.length);
  }

  /**
   * Leading ids that are the same for every content: all before it but the last of a text, with
   * which it may join.
   *
   * @return 0 when the content was not told of, has joined with more, or was left out
   */
  public int sharedLength() {
    int shared = beforeContent.length - joining;
    boolean same = shared < size && Arrays.equals(beforeContent, 0, shared, ids, 0, shared);
    return same ? shared : 0;
  }

  /** Appends the user's text, the part that may be cut. */
  void text(String text) {
    beforeText = segments.fixed(segment.toString());
    textBegin = size + beforeText.length;
    textInSegment = true;
    segment.append(text);
  }

  /** Appends a special token. */
  void special(int id) {
    special(id, 1);
  }

  /** Appends a special token {@code count} times. */
  void special(int id, int count) {
    end();
    reserve(count);
    Arrays.fill(ids, size, size + count, id);
    size += count;
  }

  /** Ends the text that stands open. */
  void end() {
    String open = segment.toString();
    append(textInSegment ? segments.free(open) : segments.fixed(open));
    if (textInSegment) {
      textEnd = size;
    }
    textInSegment = false;
    segment.setLength(0);
  }

  /**
   * Drops ids of the user's text from the right until {@code limit} ids are left.
   *
   * @return whether the text was long enough for that
   */
  public boolean cut(int limit) {
    int excess = size - limit;
    if (excess > textEnd - textBegin) {
      return false;
    }
    System.arraycopy(ids, textEnd, ids, textEnd - excess, size - textEnd);
    size -= excess;
    textEnd -= excess;
    return true;
  }

  /**
   * Drops ids of the user's text from the left until {@code limit} ids are left. What stands before
   * the text no longer joins with its beginning.
   *
   * @return whether the text was long enough for that
   */
  public boolean cutStart(int limit) {
    int excess = size - limit;
    if (excess > textEnd - textBegin) {
      return false;
    }
    System.arraycopy(ids, textBegin + excess, ids, textBegin, size - textBegin - excess);
    System.arraycopy(beforeText, 0, ids, textBegin - beforeText.length, beforeText.length);
    size -= excess;
    textEnd -= excess;
    return true;
  }

  /**
   * Drops the last ids, the text's and those of the prompt after it, until {@code limit} are left
   * with what the tokenizer adds.
   *
   * @return whether nothing before the text had to go
   */
  public boolean cutEnd(int limit) {
    int kept = limit - after;
    if (kept < textBegin) {
      return false;
    }
    System.arraycopy(ids, size - after, ids, kept, after);
    size = limit;
    textEnd = Math.min(textEnd, kept);
    return true;
  }

  public int size() {
    return size;
  }

  public int[] toArray() {
    return Arrays.copyOf(ids, size);
  }

  private void append(int[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, ids, size, more.length);
    size += more.length;
  }

  private void reserve(int more) {
    if (size + more > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, size + more));
    }
  }
}
