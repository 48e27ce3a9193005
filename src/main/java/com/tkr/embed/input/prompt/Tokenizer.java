package com.tkr.embed.input.prompt;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The checkpoint's {@code tokenizer.json}, run by Hugging Face's own tokenizers library. Text is
 * text: {@link #encode} never yields a special token, whatever the text spells. Thread-safe.
 */
public final class Tokenizer implements AutoCloseable {
  private static final Map<String, String> PLAIN =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer library;
  private final Map<String, Integer> special;
  private final Map<Integer, String> specialTexts = new HashMap<>();
  private final Map<String, Integer> added;
  private final AddedIds addedIds;
  private final int maxId;
  private final int longestToken;

  /**
   * Ids that the library gave kept added tokens, with the ids the file gives them: the library
   * numbers added tokens by their order, which leaving out the special ones shifts.
   */
  private final Map<Integer, Integer> renumbered = new HashMap<>();

  /** Writers close, readers encode: the library must not be closed under a call. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private Tokenizer(HuggingFaceTokenizer library, TokenizerJson file) {
    this.library = library;
    this.special = Map.copyOf(file.special());
    special.forEach((text, id) -> specialTexts.put(id, text));
    this.added = new HashMap<>(file.added());
    added.putAll(special);
    this.addedIds = file.addedIds();
    this.maxId = file.maxId();
    this.longestToken = file.longestToken();
    file.added().forEach(this::renumber);
  }

  /**
   * Opens {@code tokenizer.json} of a checkpoint folder.
   *
   * @throws ModelLoadFailed when it is missing, damaged or not understood by the library
   */
  public static Tokenizer open(Path folder) {
    Path path = folder.resolve("tokenizer.json");
    TokenizerJson file = TokenizerJson.read(path);
    TokenizersLibrarySettings.apply();
    byte[] json = file.plain().getBytes(StandardCharsets.UTF_8);
    try {
      return new Tokenizer(library(json), file);
    } catch (IOException | RuntimeException e) {
      throw new ModelLoadFailed(path + ": damaged, " + oneLine(e), e);
    } catch (LinkageError e) {
      throw new ModelLoadFailed("The tokenizers library does not load here: " + oneLine(e), e);
    }
  }

  /** The library finds its native code through the context class loader: give it ours. */
  private static HuggingFaceTokenizer library(byte[] json) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Tokenizer.class.getClassLoader());
    try {
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), PLAIN);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Ids of a text without special tokens. */
  public int[] encode(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    long[] ids = libraryIds(text);
    int[] result = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int id = (int) ids[i];
      result[i] = renumbered.isEmpty() ? id : renumbered.getOrDefault(id, id);
    }
    return result;
  }

  /** The tokens of a text without special ones, with where they stand in it. */
  public List<TextToken> tokens(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    Encoding encoding = libraryEncoding(text);
    long[] ids = encoding.getIds();
    CharSpan[] spans = encoding.getCharTokenSpans();
    List<TextToken> tokens = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      int id = renumbered.getOrDefault((int) ids[i], (int) ids[i]);
      tokens.add(new TextToken(id, spans[i].getStart(), spans[i].getEnd()));
    }
    return tokens;
  }

  /**
   * The text that {@link #encode} makes these ids of, with or without what the file's
   * post-processor adds to it; empty where there is none: ids of other special tokens, ids that
   * nobody has, and those that break a character in two.
   */
  public Optional<String> textOf(int[] all) {
    int[] ids = addedIds.without(all);
    String text = libraryText(Arrays.stream(ids).map(this::libraryId).asLongStream().toArray());
    return Optional.of(text).filter(again -> Arrays.equals(encode(again), ids));
  }

  /**
   * What ids are decoded to, whether or not anything is encoded so: ids that nobody has stand for
   * nothing, and what is no character for U+FFFD.
   *
   * @param specialToo whether special tokens are spelled out, or left out
   */
  public String decode(int[] ids, boolean specialToo) {
    StringBuilder text = new StringBuilder();
    List<Integer> run = new ArrayList<>();
    for (int id : ids) {
      String token = specialTexts.get(id);
      if (token == null) {
        run.add(id);
      } else if (specialToo) {
        text.append(decoded(run)).append(token);
        run.clear();
      }
    }
    return text.append(decoded(run)).toString();
  }

  private String decoded(List<Integer> ids) {
    return ids.isEmpty()
        ? ""
        : libraryText(ids.stream().map(this::libraryId).mapToLong(Integer::longValue).toArray());
  }

  /** The special tokens that the file's post-processor puts around every text. */
  public AroundText aroundText() {
    return new AroundText(specialTokens(addedIds.before()), specialTokens(addedIds.after()));
  }

  private List<SpecialToken> specialTokens(int[] ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> new SpecialToken(id, specialTexts.getOrDefault(id, "")))
        .toList();
  }

  /** Special tokens by their text. */
  Map<String, Integer> special() {
    return special;
  }

  /** Every added token, special or not, by its text. */
  public Map<String, Integer> addedTokens() {
    return Map.copyOf(added);
  }

  /** What the file's post-processor adds to every text: to a prompt only where it asks for it. */
  Optional<AddedIds> addedIds() {
    return Optional.of(addedIds).filter(ids -> !ids.isEmpty());
  }

  /** Whether the file's post-processor adds special tokens to every text. */
  public boolean addsTokens() {
    return !addedIds.isEmpty();
  }

  /**
   * Refuses ids that a table of embeddings has no row for.
   *
   * @param rows of the table
   * @throws ModelLoadFailed with the highest id that it can give
   */
  public void checkIds(int rows) {
    if (maxId >= rows) {
      throw new ModelLoadFailed(
          "tokenizer.json: has token id %d, but vocab_size of config.json is %d"
              .formatted(maxId, rows));
    }
  }

  /** Bytes of the longest token. */
  public int longestToken() {
    return longestToken;
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      library.close();
    } finally {
      open.writeLock().unlock();
    }
  }

  private long[] libraryIds(String text) {
    return libraryEncoding(text).getIds();
  }

  private Encoding libraryEncoding(String text) {
    open.readLock().lock();
    try {
      return library.encode(text, false, false);
    } finally {
      open.readLock().unlock();
    }
  }

  private String libraryText(long[] ids) {
    open.readLock().lock();
    try {
      return library.decode(ids, false);
    } finally {
      open.readLock().unlock();
    }
  }

  /** The library's number of an id. */
  private int libraryId(int id) {
    return renumbered.entrySet().stream()
        .filter(each -> each.getValue() == id)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(id);
  }

  private void renumber(String content, int id) {
    long[] ids = libraryIds(content);
    if (ids.length == 1 && ids[0] != id) {
      renumbered.put((int) ids[0], id);
    }
  }

  private static String oneLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
