package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPreparationTest {
  private static final List<String> SPECIAL = TinyTokenizer.SPECIAL;

  @TempDir Path folder;
  private TinyTokenizer tiny;
  private InputPreparer preparer;

  @BeforeEach
  void open() {
    tiny = new TinyTokenizer().write(folder);
    preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(4096),
            InputLimits.of(new FixedSettings()));
  }

  @AfterEach
  void close() {
    preparer.close();
  }

  @Test
  void aTextStandsInThePromptAndThePooledTokenIsLast() {
    int[] ids = ids("hello");

    assertThat(ids)
        .startsWith(tiny.special("<|im_start|>"))
        .endsWith(tiny.special("<|endoftext|>"))
        .containsSequence(tiny.vocab.get("user"), tiny.vocab.get("Ċ"), tiny.vocab.get("hello"));
  }

  @Test
  void nothingIsRefusedWhereTheProfileHasNoTextForIt() {
    EmbeddingInput nothing = new EmbeddingInput(null, List.of(), null);

    assertThatThrownBy(() -> preparer.prepare(nothing, true))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("text or image is required.");
  }

  @Test
  void anEmptyTextIsAnInput() {
    assertThat(ids("")).endsWith(tiny.special("<|endoftext|>"));
  }

  @Test
  void theDefaultInstructionIsTheProfiles() {
    assertThat(ids("x"))
        .isEqualTo(prepare("x", preparer.profile().instruction().byDefault(), false));
    assertThat(ids("x")).isNotEqualTo(prepare("x", "Another.", false));
  }

  @Test
  void aTextThatBeginsWithALineFeedMergesWithThePromptsOwn() {
    int[] ids = ids("\nhello");

    assertThat(ids).containsSequence(tiny.vocab.get("user"), tiny.vocab.get("ĊĊ"));
    assertThat(preparer.prepare(text("\nhello"), false).modelInput().prefixLength()).isZero();
  }

  @Test
  void thePrefixIsWhatTextsOfOneInstructionShare() {
    int[] one = ids("hello");
    int[] two = ids("user");
    int prefix = preparer.prepare(text("hello"), false).modelInput().prefixLength();

    assertThat(prefix).isPositive().isEqualTo(Arrays.mismatch(one, two));
    assertThat(one[prefix - 1]).isEqualTo(tiny.vocab.get("Ċ"));
  }

  @ParameterizedTest
  @FieldSource("SPECIAL")
  void aTextCannotSpellASpecialToken(String token) {
    int[] ids = ids("a" + token + "b");

    assertThat(Arrays.stream(ids).filter(id -> id == tiny.special(token)).count())
        .isEqualTo(Arrays.stream(ids("ab")).filter(id -> id == tiny.special(token)).count());
    assertThat(ids.length - ids("ab").length).isEqualTo(token.length());
  }

  @ParameterizedTest
  @FieldSource("SPECIAL")
  void anInstructionCannotSpellASpecialToken(String token) {
    assertThat(prepare("x", token, false).length - prepare("x", "", false).length)
        .isEqualTo(token.length());
  }

  @Test
  void aSlotsNameInATextIsText() {
    assertThat(ids("{text}{images}{instruction}").length - ids("").length).isEqualTo(27);
  }

  @Test
  void anAddedTokenThatIsNotSpecialKeepsItsId() {
    tiny.withAddedToken("<tool>").write(folder);
    try (InputPreparer other =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(4096),
            InputLimits.of(new FixedSettings()))) {
      int[] ids = other.prepare(text("a<tool>b"), false).modelInput().inputIds();

      assertThat(ids)
          .containsSequence(
              tiny.vocab.get("a"), tiny.vocab.size() + SPECIAL.size(), tiny.vocab.get("b"));
    }
  }

  @Test
  void bothSpellingsOfMergesGiveTheSameIds() {
    int[] asStrings = ids("hello user");
    tiny.withPairedMerges().write(folder);
    try (InputPreparer other =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(4096),
            InputLimits.of(new FixedSettings()))) {
      assertThat(other.prepare(text("hello user"), false).modelInput().inputIds())
          .isEqualTo(asStrings);
    }
  }

  @Test
  void aDecomposedCharacterIsComposed() {
    assertThat(ids("e\u0301")).isEqualTo(ids("\u00e9"));
  }

  @Test
  void aNulIsKept() {
    assertThat(ids("a\0b").length - ids("ab").length).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\ud83d", "\ude00b", "\ud83d\ud83d\ude00", "\ude00\ud83d"})
  void aLoneSurrogateIsRefused(String text) {
    assertRefused(text(text), false, "half a surrogate pair");
    assertRefused(new EmbeddingInput("x", List.of(), text), false, "instruction");
  }

  @Test
  void aSurrogatePairIsFourBytes() {
    assertThat(ids("\ud83d\ude00").length - ids("").length)
        .isEqualTo("\ud83d\ude00".getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aTextOfExactlyTheModelsLengthIsTaken() {
    int room = 4096 - ids("").length;

    assertThat(preparer.prepare(text("a".repeat(room)), false).truncated()).isFalse();
    assertThat(ids("a".repeat(room))).hasSize(4096);
  }

  @Test
  void aTextOverTheModelsLengthIsRefusedWithBothNumbers() {
    int room = 4096 - ids("").length;

    assertRefused(text("a".repeat(room + 1)), false, "4097", "4096");
  }

  @Test
  void aCutTextLosesIdsFromItsRightEndOnly() {
    String text = "hello user hellollama ".repeat(40);
    int[] whole = ids(text);
    int limit = whole.length - 57;
    int suffix = ids("").length - prefix("");
    try (InputPreparer small =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(limit),
            InputLimits.of(new FixedSettings()))) {
      PreparedInput cut = small.prepare(text(text), true);
      int[] ids = cut.modelInput().inputIds();
      int kept = limit - suffix;

      assertThat(cut.truncated()).isTrue();
      assertThat(ids).hasSize(limit);
      assertThat(Arrays.copyOf(ids, kept)).isEqualTo(Arrays.copyOf(whole, kept));
      assertThat(Arrays.copyOfRange(ids, kept, limit))
          .isEqualTo(Arrays.copyOfRange(whole, kept + 57, whole.length));
      assertThat(cut.modelInput().prefixLength()).isEqualTo(prefix("hello"));
    }
  }

  /**
   * A text's first line feed is one token with the prompt's own, which stays when the text goes.
   */
  @ParameterizedTest
  @ValueSource(strings = {"hello user hellollama ", "\nhello user "})
  void aTextCutAtItsStartKeepsThePromptAndItsLastIds(String part) {
    String text = part.repeat(40);
    int[] whole = ids(text);
    int limit = whole.length - 57;
    int before = prefix("hello");
    try (InputPreparer small =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(limit),
            InputLimits.of(new FixedSettings()))) {
      PreparedInput cut =
          small.prepare(
              text(text), new Preparation(Truncate.START, Cancellation.NEVER, new QueryPictures()));
      int[] ids = cut.modelInput().inputIds();

      assertThat(cut.truncated()).isTrue();
      assertThat(ids).hasSize(limit);
      assertThat(Arrays.copyOf(ids, before)).isEqualTo(Arrays.copyOf(ids("hello"), before));
      assertThat(Arrays.copyOfRange(ids, before, limit))
          .isEqualTo(Arrays.copyOfRange(whole, before + 57, whole.length));
      assertThat(cut.modelInput().prefixLength()).isEqualTo(before);
    }
  }

  @Test
  void aLongTextCutAtItsStartEndsAsItDid() {
    String text = "user ".repeat(100_000) + "hello";
    int[] cut =
        preparer
            .prepare(
                text(text),
                new Preparation(Truncate.START, Cancellation.NEVER, new QueryPictures()))
            .modelInput()
            .inputIds();
    int[] tail = ids("user ".repeat(20) + "hello");

    assertThat(cut).hasSize(4096);
    assertThat(Arrays.copyOfRange(cut, 4096 - 20, 4096))
        .isEqualTo(Arrays.copyOfRange(tail, tail.length - 20, tail.length));
  }

  @Test
  void aTextOfMoreCharactersThanTokensCanHoldIsCutOrRefusedUntokenised() {
    String text = "hello ".repeat(100_000);
    int[] cut = preparer.prepare(text(text), true).modelInput().inputIds();

    assertThat(cut).hasSize(4096).endsWith(tiny.special("<|endoftext|>"));
    assertRefused(text(text), false, "600000 characters");
  }

  @Test
  void aCharacterLimitNeverSplitsASurrogatePair() {
    InputLimits limits = new InputLimits(5, 100, 1, ImageLimits.ofHeap());
    try (InputPreparer small =
        InputPreparer.open(ProfiledFolders.ops(folder), TinyTokenizer.model(4096), limits)) {
      PreparedInput cut = small.prepare(text("\ud83d\ude00".repeat(3)), true);

      assertThat(cut.truncated()).isTrue();
      assertThat(cut.modelInput().inputIds()).isEqualTo(ids("\ud83d\ude00".repeat(2)));
      PreparedInput end =
          small.prepare(
              text("\ud83d\ude00".repeat(3)),
              new Preparation(Truncate.START, Cancellation.NEVER, new QueryPictures()));
      assertThat(end.modelInput().inputIds()).isEqualTo(cut.modelInput().inputIds());
    }
  }

  @Test
  void anInstructionIsNeverCut() {
    EmbeddingInput input = new EmbeddingInput("hello", List.of(), "a".repeat(5000));

    assertRefused(input, true, "too short to cut");
  }

  @Test
  void anInstructionOverItsLimitIsRefused() {
    EmbeddingInput input = new EmbeddingInput("hello", List.of(), "a".repeat(70_000));

    assertRefused(input, true, "instruction", "65536");
  }

  @Test
  void sixteenThreadsGetTheSameIds() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add("hello " + "user ".repeat(i) + i);
    }
    List<int[]> expected = texts.stream().map(this::ids).toList();
    Callable<Boolean> same =
        () -> {
          for (int i = 0; i < texts.size(); i++) {
            assertThat(prepare(texts.get(i), null, false)).isEqualTo(expected.get(i));
          }
          return true;
        };
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<Boolean> result : threads.invokeAll(java.util.Collections.nCopies(16, same))) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void manyInstructionsStayApart() {
    Set<List<Integer>> seen = new HashSet<>();
    for (int i = 0; i < 600; i++) {
      seen.add(Arrays.stream(prepare("x", "Do " + i, false)).boxed().toList());
    }
    assertThat(seen).hasSize(600);
  }

  private int prefix(String text) {
    return preparer.prepare(text(text), false).modelInput().prefixLength();
  }

  private int[] ids(String text) {
    return prepare(text, null, false);
  }

  private int[] prepare(String text, String instruction, boolean truncate) {
    EmbeddingInput input = new EmbeddingInput(text, List.of(), instruction);
    return preparer.prepare(input, truncate).modelInput().inputIds();
  }

  private static EmbeddingInput text(String text) {
    return new EmbeddingInput(text, List.of(), null);
  }

  private void assertRefused(EmbeddingInput input, boolean truncate, String... parts) {
    assertThatThrownBy(() -> preparer.prepare(input, truncate))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessageContainingAll(parts);
  }
}
