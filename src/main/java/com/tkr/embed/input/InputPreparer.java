package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.prompt.Filling;
import com.tkr.embed.input.prompt.Prompt;
import com.tkr.embed.input.prompt.PromptIds;
import com.tkr.embed.input.prompt.Tokenizer;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.profile.Ending.Truncation;
import com.tkr.embed.model.profile.ModelProfile;
import com.tkr.embed.model.profile.ProfiledFolder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a user gave into what the model takes: prompt, token ids, resized pixels. Thread-safe.
 */
public final class InputPreparer implements AutoCloseable {
  private static final int CHARACTERS_PER_TOKEN = 3;

  /** After the text; what stands before it is kept. */
  private static final int PROMPT_END_TOKENS = 12;

  private final ModelProfile profile;
  private final Tokenizer tokenizer;
  private final Prompt prompt;
  private final ImagePreparer images;
  private final InputLimits limits;
  private final int maxTokens;
  private final int maxSharedTokens;
  private final int maxImageTokens;
  private final int tokenSide;
  private final int maxCharacters;

  private InputPreparer(ProfiledFolder folder, ModelInfo model, InputLimits limits) {
    this.profile = folder.profile();
    this.images =
        new ImagePreparer(
            stages(profile, model),
            limits.image(),
            profile.pictures().alphaOverWhite() ? Alpha.OVER_WHITE : Alpha.DROPPED);
    this.tokenSide = model.imageFactor();
    this.tokenizer = Tokenizer.open(folder.folder());
    this.limits = limits;
    this.maxTokens = Math.min(profile.maxLength(), model.maxPositionEmbeddings());
    this.maxSharedTokens = model.maxSharedTokens();
    this.maxImageTokens = profile.pictures().lastResize().maxPixels() / (tokenSide * tokenSide);
    long holds = 2L * maxTokens * tokenizer.longestToken();
    this.maxCharacters = (int) Math.min(limits.textCharacters(), holds);
    this.prompt = promptFor(model);
  }

  /**
   * Opens a checkpoint folder's tokenizer.
   *
   * @throws ModelLoadFailed when it or the profile cannot be used
   */
  public static InputPreparer open(ProfiledFolder folder, ModelInfo model, InputLimits limits) {
    return new InputPreparer(folder, model, limits);
  }

  /** What this model's inputs look like. */
  public ModelProfile profile() {
    return profile;
  }

  /** What its tokenizer makes of texts. */
  public TextTokens texts() {
    return new TextTokens(tokenizer, profile);
  }

  /**
   * How much an input's pictures are.
   *
   * @throws InvalidInput when one of them cannot be embedded
   */
  public ImageExtent imageExtent(EmbeddingInput input) {
    return images.extent(input.images(), tokenSide);
  }

  /**
   * What the model sees of an input's pictures.
   *
   * @param withPixels whether they are decoded for it
   * @throws InvalidInput when one of them cannot be embedded
   * @throws java.util.concurrent.CancellationException when nobody waits for it any more
   */
  public List<SeenPicture> see(
      EmbeddingInput input, boolean withPixels, Cancellation cancellation) {
    return images.see(input.images(), withPixels, cancellation);
  }

  /**
   * About how many tokens are to be computed of the inputs of a request, whose query is the same,
   * rather too many; looks at sizes alone.
   */
  public long estimateTokens(List<EmbeddingInput> inputs) {
    long queries = inputs.stream().limit(1).mapToLong(input -> estimate(query(input))).sum();
    return queries + inputs.stream().mapToLong(input -> estimate(input.content())).sum();
  }

  private long estimate(Content content) {
    long text = (long) content.textOrEmpty().length() / CHARACTERS_PER_TOKEN + PROMPT_END_TOKENS;
    return Math.min(maxTokens, text + (long) content.images().size() * maxImageTokens);
  }

  /**
   * Prepares one input; {@code truncate} cuts the end of a text over the model's length instead of
   * refusing it.
   *
   * @throws InvalidInput when a part of it cannot be embedded
   */
  public PreparedInput prepare(EmbeddingInput input, boolean truncate) {
    return prepare(
        input, new Preparation(Truncate.of(truncate), Cancellation.NEVER, new QueryPictures()));
  }

  /**
   * The same, as long as somebody waits for it.
   *
   * @throws java.util.concurrent.CancellationException when nobody does any more
   */
  public PreparedInput prepare(EmbeddingInput input, Preparation preparation) {
    Truncate truncate = preparation.truncate();
    String instruction = profile.instruction().of(Optional.ofNullable(input.instruction()));
    checkCheaply(input, instruction, truncate);
    long start = System.nanoTime();
    AcceptedPictures accepted = AcceptedPictures.of(query(input), input.content(), images);
    long headersRead = System.nanoTime();
    PromptIds ids = prompt.fill(filling(input, instruction, accepted, truncate));
    boolean cut = input.text().length() > maxCharacters;
    if (ids.size() > maxTokens) {
      cut = true;
      fit(ids, truncate);
    }
    long tokenized = System.nanoTime();
    ModelInput modelInput = modelInput(ids, instruction, accepted.pixels(images, preparation));
    long decodeNanos = accepted.isEmpty() ? 0 : headersRead - start + System.nanoTime() - tokenized;
    return new PreparedInput(modelInput, cut, tokenized - headersRead, decodeNanos);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static List<PixelRange> stages(ModelProfile profile, ModelInfo model) {
    int factor = model.imageFactor();
    int last = profile.pictures().lastResize().factor().orElse(factor);
    if (last % factor != 0) {
      throw new ModelLoadFailed(
          "profile: the last resize is to multiples of %d, but the model sees those of %d"
              .formatted(last, factor));
    }
    return profile.pictures().resize().stream()
        .map(
            stage ->
                new PixelRange(
                    stage.factor().orElse(factor),
                    stage.minPixels(),
                    stage.maxPixels(),
                    stage.maxRatio().orElse(Integer.MAX_VALUE)))
        .toList();
  }

  private Prompt promptFor(ModelInfo model) {
    try {
      tokenizer.checkIds(model.vocabSize());
      Prompt plain = new Prompt(profile.prompt(), profile.image(), tokenizer);
      return profile.ending().addSpecialTokens() ? plain.withSpecialTokens(tokenizer) : plain;
    } catch (ModelLoadFailed e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Nothing where none is asked for. */
  private Content query(EmbeddingInput input) {
    Content query = input.query() == null ? Content.NOTHING : input.query();
    if (!prompt.hasQuery() && !query.isNothing()) {
      throw new IllegalArgumentException("the profile's prompt has no place for a query");
    }
    return query;
  }

  private Filling filling(
      EmbeddingInput input, String instruction, AcceptedPictures accepted, Truncate truncate) {
    String text = clip(text(input.content()), truncate);
    return new Filling(
        instruction,
        new Filling.Side(text, ImagePreparer.tokens(accepted.content(), tokenSide)),
        prompt.hasQuery()
            ? new Filling.Side(
                text(query(input)), ImagePreparer.tokens(accepted.query(), tokenSide))
            : Filling.Side.EMPTY);
  }

  /** What stands for a text. */
  private String text(Content content) {
    if (!content.isNothing()) {
      return content.textOrEmpty();
    }
    return profile
        .nothing()
        .orElseThrow(
            () ->
                new InvalidInput(
                    ErrorCode.VALIDATION_ERROR,
                    "text or image is required.",
                    Map.of("field", "text")));
  }

  private void checkCheaply(EmbeddingInput input, String instruction, Truncate truncate) {
    Content query = query(input);
    int count = query.images().size() + input.images().size();
    if (count > limits.images()) {
      throw new InvalidInput(
          ErrorCode.VALIDATION_ERROR,
          "The input has %d images; the limit is %d.".formatted(count, limits.images()),
          Map.of("field", "image", "images", count, "limit", limits.images()));
    }
    TextCheck.notLonger(AcceptedPictures.QUERY, query.textOrEmpty(), maxCharacters);
    TextCheck.wellFormed(AcceptedPictures.QUERY, query.textOrEmpty());
    TextCheck.notLonger("instruction", instruction, limits.instructionCharacters());
    if (truncate == Truncate.NONE) {
      TextCheck.notLonger("text", input.text(), maxCharacters);
    }
    TextCheck.wellFormed("instruction", instruction);
    TextCheck.wellFormed("text", input.text());
  }

  /** Leaves out what no prompt could hold, so that it is never tokenised. */
  private String clip(String text, Truncate truncate) {
    if (text.length() <= maxCharacters) {
      return text;
    }
    if (truncate == Truncate.START) {
      String end = text.substring(text.length() - maxCharacters);
      return Character.isLowSurrogate(end.charAt(0)) ? end.substring(1) : end;
    }
    return TextTokens.clip(text, maxCharacters);
  }

  private void fit(PromptIds ids, Truncate truncate) {
    int tokens = ids.size();
    String asked = prompt.hasQuery() ? " and its query" : "";
    if (!cut(ids, truncate)) {
      throw new InvalidInput(
          ErrorCode.VALIDATION_ERROR,
          truncate == Truncate.NONE
              ? "The input has %d tokens with its prompt%s; the model takes %d."
                  .formatted(tokens, asked, maxTokens)
              : ("The input has %d tokens with its prompt%s, the model takes %d, and its text is too"
                      + " short to cut.")
                  .formatted(tokens, asked, maxTokens),
          Map.of("field", "text", "tokens", tokens, "max_tokens", maxTokens));
    }
  }

  private boolean cut(PromptIds ids, Truncate truncate) {
    return switch (truncate) {
      case NONE -> false;
      case START -> ids.cutStart(maxTokens);
      case END ->
          profile.ending().truncation() == Truncation.END
              ? ids.cutEnd(maxTokens)
              : ids.cut(maxTokens);
    };
  }

  private ModelInput modelInput(PromptIds filled, String instruction, List<ImagePixels> pixels) {
    int[] ids = filled.toArray();
    int[] prefix = prompt.prefix(instruction);
    int same = Arrays.mismatch(prefix, ids);
    int prefixLength = same == prefix.length ? same : 0;
    int shared = filled.sharedLength();
    boolean keeps = shared > prefixLength && shared <= maxSharedTokens;
    return new ModelInput(ids, prefixLength, keeps ? shared : 0, pixels);
  }
}
