package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.RampPictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents of a query share: its prompt up to theirs, token by token. */
class SharedQueryTest {
  private static final int IMAGE_PAD = 320;
  private static final Content TEXT = new Content("what is a rose?", List.of());
  private static final Content PICTURE = new Content("a rose", List.of(picture(160, 96)));
  private static final ModelInfo MODEL =
      new ModelInfo(
          "reranker",
          1,
          322,
          262_144,
          32,
          "cpu",
          "own",
          "exact",
          "none",
          0,
          "MLX",
          "0",
          Optional.empty());

  private final InputPreparer preparer =
      InputPreparer.open(
          ProfiledFolders.telling(Path.of("src/test/resources/golden/qwen3-reranker")),
          MODEL,
          InputLimits.of(new FixedSettings()));
  private final QueryPictures pictures = new QueryPictures();

  @AfterEach
  void close() {
    preparer.close();
  }

  private static EncodedImage picture(int width, int height) {
    return new EncodedImage(RampPictures.png(width, height), false);
  }

  private ModelInput pair(Content query, Content document, Truncate truncate) {
    EmbeddingInput input = new EmbeddingInput(document, query, null, "documents[0]");
    return preparer
        .prepare(input, new Preparation(truncate, Cancellation.NEVER, pictures))
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
    ModelInput input = pair(new Content("z".repeat(5000), List.of()), "a flower");
    ModelInput other = pair(new Content("z".repeat(5000), List.of()), "a rose");
    assertThat(input.sharesWith(other)).isFalse();
    assertThat(input.ownTokens()).isGreaterThan(5000);
    assertThat(pair(new Content("z".repeat(3500), List.of()), "a").ownTokens()).isLessThan(40);
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
