package com.tkr.embed.input.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.testing.ModelInfos;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private static final String DECODER =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":false}";

  @TempDir Path folder;

  @Test
  void aMissingFileIsNamed() {
    assertDamaged("no such file");
  }

  @Test
  void tellsWhetherTheFileAddsTokensToEveryText() throws IOException {
    String template =
        "{\"type\":\"Sequence\",\"processors\":[{\"type\":\"TemplateProcessing\",\"single\":["
            + "{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}%s],\"pair\":[],\"special_tokens\":{}}]}";
    String token = ",{\"SpecialToken\":{\"id\":\"<|endoftext|>\",\"type_id\":0}}";
    for (String added : new String[] {"", token}) {
      TinyTokenizer tokenizer = new TinyTokenizer();
      tokenizer.json.set("post_processor", new ObjectMapper().readTree(template.formatted(added)));
      tokenizer.write(folder);
      try (Tokenizer opened = Tokenizer.open(folder)) {
        assertThat(opened.addsTokens()).isEqualTo(added.equals(token));
      }
    }
  }

  @Test
  void tokensSayWhereInTheTextTheyStand() {
    new TinyTokenizer().write(folder);
    String text = "hello\ud83d\ude00 hello";
    try (Tokenizer opened = Tokenizer.open(folder)) {
      List<TextToken> tokens = opened.tokens(text);
      assertThat(tokens.stream().mapToInt(TextToken::id).toArray()).isEqualTo(opened.encode(text));
      assertThat(tokens.get(0)).isEqualTo(new TextToken(opened.encode("hello")[0], 0, 5));
      assertThat(tokens.subList(1, 5))
          .allSatisfy(
              quarter -> {
                assertThat(quarter.start()).isEqualTo(5);
                assertThat(quarter.stop()).isEqualTo(6);
              });
      TextToken last = tokens.get(tokens.size() - 1);
      assertThat(last.stop()).isEqualTo(text.codePointCount(0, text.length()));
      assertThat(opened.tokens("")).isEmpty();
    }
  }

  @Test
  void theTextOfIdsIsTheOneThatHasThem() throws IOException {
    TinyTokenizer tiny = new TinyTokenizer();
    tiny.json.set("decoder", new ObjectMapper().readTree(DECODER));
    tiny.write(folder);
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      for (String text : new String[] {"a red circle", " two\nlines ", "größer, 三角 😀"}) {
        assertThat(tokenizer.textOf(tokenizer.encode(text))).contains(text);
      }
      int[] half = {tokenizer.encode("😀")[0]};
      assertThat(tokenizer.textOf(half)).isEmpty();
      assertThat(tokenizer.textOf(new int[] {tiny.special("<|image_pad|>")})).isEmpty();
      assertThat(tokenizer.textOf(new int[] {Integer.MAX_VALUE})).isEmpty();
    }
  }

  @Test
  void idsAreDecodedWithTheirSpecialTokensOrWithout() throws IOException {
    TinyTokenizer tiny = new TinyTokenizer();
    tiny.json.set("decoder", new ObjectMapper().readTree(DECODER));
    tiny.write(folder);
    int end = tiny.special("<|im_end|>");
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      int[] red = tokenizer.encode("größer");
      int[] blue = tokenizer.encode(" blue");
      int[] all =
          IntStream.concat(
                  IntStream.concat(IntStream.of(end), IntStream.of(red)),
                  IntStream.concat(IntStream.of(end, 999_999), IntStream.of(blue)))
              .toArray();
      assertThat(tokenizer.decode(all, false)).isEqualTo("größer blue");
      assertThat(tokenizer.decode(all, true)).isEqualTo("<|im_end|>größer<|im_end|> blue");
      assertThat(tokenizer.decode(new int[0], true)).isEmpty();
    }
  }

  @Test
  void theTextOfIdsMayHaveAroundItWhatTheTokenizerPutsThere() throws IOException {
    TinyTokenizer tiny = new TinyTokenizer();
    int end = tiny.special("<|endoftext|>");
    tiny.json.set("decoder", new ObjectMapper().readTree(DECODER));
    tiny.json.set(
        "post_processor",
        new ObjectMapper()
            .readTree(
                "{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"A\","
                    + "\"type_id\":0}},{\"SpecialToken\":{\"id\":\"<|endoftext|>\","
                    + "\"type_id\":0}}],\"pair\":[{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},"
                    + "{\"Sequence\":{\"id\":\"B\",\"type_id\":1}}],\"special_tokens\":{"
                    + "\"<|endoftext|>\":{\"id\":\"<|endoftext|>\",\"ids\":["
                    + end
                    + "],\"tokens\":[\"<|endoftext|>\"]}}}"));
    tiny.write(folder);
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      int[] ids = tokenizer.encode("a red circle");
      int[] ended = Arrays.copyOf(ids, ids.length + 1);
      ended[ids.length] = end;
      assertThat(tokenizer.textOf(ids)).contains("a red circle");
      assertThat(tokenizer.textOf(ended)).contains("a red circle");
      assertThat(tokenizer.textOf(new int[] {end})).contains("");
      assertThat(tokenizer.textOf(new int[] {end, end})).isEmpty();
      assertThat(tokenizer.aroundText().before()).isEmpty();
      assertThat(tokenizer.aroundText().after())
          .containsExactly(new SpecialToken(end, "<|endoftext|>"));
    }
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    new TinyTokenizer().write(folder);
    Path file = folder.resolve("tokenizer.json");
    String json = Files.readString(file);
    for (int tenth = 0; tenth < 10; tenth++) {
      Files.writeString(file, json.substring(0, json.length() * tenth / 10));
      assertDamaged("damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"model\":3}",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":\"b\"},\"merges\":[]}}",
        "{\"added_tokens\":{},\"model\":{}}",
        "{\"added_tokens\":[1],\"model\":{}}",
        "{\"added_tokens\":[{\"id\":1}],\"model\":{}}",
      })
  void aFileOfAnotherShapeIsDamaged(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), json);

    assertDamaged("damaged");
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused() {
    TinyTokenizer tiny = new TinyTokenizer().write(folder);
    var model = TinyTokenizer.model(64);
    var smaller = ModelInfos.of(tiny.vocab.size(), 64, 28);

    InputPreparer.open(ProfiledFolders.ops(folder), model, InputLimits.of(new FixedSettings()))
        .close();
    assertThatThrownBy(
            () ->
                InputPreparer.open(
                    ProfiledFolders.ops(folder), smaller, InputLimits.of(new FixedSettings())))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("vocab_size");
  }

  @Test
  void closedItRefusesInsteadOfCrashing() {
    new TinyTokenizer().write(folder);
    Tokenizer tokenizer = Tokenizer.open(folder);
    tokenizer.close();
    tokenizer.close();

    assertThatThrownBy(() -> tokenizer.encode("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void truncationAndPaddingOfTheFileAreIgnored() {
    TinyTokenizer tiny = new TinyTokenizer();
    tiny.json
        .putObject("truncation")
        .put("direction", "Right")
        .put("max_length", 2)
        .put("strategy", "LongestFirst")
        .put("stride", 0);
    tiny.write(folder);
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      assertThat(tokenizer.encode("a".repeat(5000))).hasSize(5000);
    }
  }

  private void assertDamaged(String why) {
    assertThatThrownBy(() -> Tokenizer.open(folder))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
