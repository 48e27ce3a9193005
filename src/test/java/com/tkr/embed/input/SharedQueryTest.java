package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.testing.ModelInfos;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.RampPictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents of a query share: its prompt up to theirs, token by token. */
class SharedQueryTest {
  private static final int IMAGE_PAD = 320;
  private static final Content TEXT = new Content("what is a rose?", List.of());
  private static final Content PICTURE = new Content("a rose", List.of(picture(160, 96)));

  /** Keeps all of what they share, or so many tokens of it. */
  private final InputPreparer preparer = preparer(262_144);

  private final InputPreparer small = preparer(4000);
  private final QueryPictures pictures = new QueryPictures();

  @AfterEach
  void close() {
    preparer.close();
    small.close();
  }

  private static InputPreparer preparer(int maxSharedTokens) {
    return InputPreparer.open(
        ProfiledFolders.telling(Path.of("src/test/resources/golden/qwen3-reranker")),
        ModelInfos.sharing(maxSharedTokens, 322, 262_144, 32),
        InputLimits.of(new FixedSettings()));
  }

  private static EncodedImage picture(int width, int height) {
    return new EncodedImage(RampPictures.png(width, height), false);
  }

  private ModelInput pair(Content query, Content document, Truncate truncate) {
    return pair(preparer, new EmbeddingInput(document, query, null, "documents[0]"), truncate);
  }

  private ModelInput pair(InputPreparer from, EmbeddingInput input, Truncate truncate) {
    return from.prepare(input, new Preparation(truncate, Cancellation.NEVER, pictures))
        .modelInput();
  }

  private ModelInput pair(Content query, String document) {
    return pair(query, new Content(document, List.of()), Truncate.END);
  }

  @Test
  void documentsShareAllThatStandsBeforeThem() {
    ModelInput one = pair(TEXT, "a flower");
    ModelInput other = pair(TEXT, new Content("b", List.of(picture(64, 64))), Truncate.END);
    assertThat(one.sharesWith(other)).isTrue();
    assertThat(one.sharedLength()).isGreaterThan(one.prefixLength() + "what is".length());
    assertThat(one.ownTokens()).isLessThan(40);
    assertThat(one.tokensAsFirst()).isEqualTo(one.tokens() - one.prefixLength());
    // all that they have in common but the last token of <Document>:
    int same = Arrays.mismatch(one.inputIds(), other.inputIds());
    assertThat(one.sharedLength()).isEqualTo(same - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "\n", ":b", "\"quoted\"", ">", "<|im_end|>", "<Document>:"})
  void aDocumentThatMayJoinWithThePromptSharesTheSame(String document) {
    assertThat(pair(TEXT, document).sharesWith(pair(TEXT, "a flower"))).isTrue();
  }

  @Test
  void theQuerysPicturesAreSharedAndDecodedOnce() {
    ModelInput one = pair(PICTURE, "a flower");
    ModelInput other = pair(PICTURE, new Content(null, List.of(picture(96, 32))), Truncate.END);
    assertThat(one.sharesWith(other)).isTrue();
    int[] shared = Arrays.copyOf(one.inputIds(), one.sharedLength());
    assertThat(Arrays.stream(shared).filter(id -> id == IMAGE_PAD)).hasSize(15);
    assertThat(other.images()).hasSize(2);
    assertThat(other.images().get(0)).isSameAs(one.images().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"END", "START"})
  void aDocumentThatIsCutSharesTheSame(String truncate) {
    String text = "z".repeat(12_000);
    ModelInput cut = pair(TEXT, new Content(text, List.of()), Truncate.valueOf(truncate));
    assertThat(cut.tokens()).isEqualTo(10_245);
    assertThat(cut.sharesWith(pair(TEXT, "a flower"))).isTrue();
  }

  @Test
  void aQueryOfMoreThanIsKeptIsCountedWithEachDocument() {
    assertThat(ofLongQuery(small, 5000).ownTokens()).isGreaterThan(5000);
    assertThat(ofLongQuery(small, 5000).sharesWith(ofLongQuery(small, 5000))).isFalse();
    assertThat(ofLongQuery(small, 3500).ownTokens()).isLessThan(40);
  }

  @Test
  void aQueryUpToTheModelsLengthIsSharedWhereItIsKept() {
    assertThat(ofLongQuery(preparer, 10_000).ownTokens()).isLessThan(40);
    assertThat(ofLongQuery(preparer, 10_000).sharesWith(ofLongQuery(preparer, 10_000))).isTrue();
  }

  private ModelInput ofLongQuery(InputPreparer from, int tokens) {
    Content query = new Content("z".repeat(tokens), List.of());
    Content document = new Content("a flower", List.of());
    return pair(from, new EmbeddingInput(document, query, null, "documents[0]"), Truncate.END);
  }

  @Test
  void otherQueriesAndInstructionsShareNothing() {
    ModelInput input = pair(TEXT, "a flower");
    assertThat(input.sharesWith(pair(PICTURE, "a flower"))).isFalse();
    EmbeddingInput instructed =
        new EmbeddingInput(new Content("a flower", List.of()), TEXT, "find it", "documents[0]");
    assertThat(input.sharesWith(preparer.prepare(instructed, true).modelInput())).isFalse();
    assertThat(new ModelInput(new int[] {1, 2}, 1, List.of()).sharesWith(input)).isFalse();
  }

  @Test
  void theEstimateCountsTheQueryOnce() {
    Content query = new Content("long ".repeat(300), List.of());
    EmbeddingInput input =
        new EmbeddingInput(new Content("short", List.of()), query, null, "documents[0]");
    long one = preparer.estimateTokens(List.of(input));
    long two = preparer.estimateTokens(List.of(input, input));
    assertThat(one).isGreaterThan(500);
    assertThat(two - one).isLessThan(100);
    assertThat(preparer.estimateTokens(List.of())).isZero();
  }
}
