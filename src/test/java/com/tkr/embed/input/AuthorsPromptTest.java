package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.testing.ModelInfos;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.QwenVocabulary;
import com.tkr.embed.testing.RampPictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ids of every combination of instruction, text and picture, of all texts of the corpus, are those
 * that the authors' own scripts made of them ({@code authors_prompts.py}; their digests are in
 * golden/prompts).
 */
class AuthorsPromptTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path DIGESTS = Path.of("src/test/resources/golden/prompts");
  private static final String LONG = "long words of a text ".repeat(3000);
  private static final List<String> FORMS = List.of("byte-level", "sequence");
  private static final int DIGITS = 32;

  private static final List<@Nullable String> INSTRUCTIONS =
      Arrays.asList(
          null, "Find the picture", " Wo ist das? ", "找到它。", "a $", "(so)", "A B\n", "", "  ");
  private static final List<@Nullable String> QUESTIONS =
      Arrays.asList(null, "Find the picture", " Wo ist das? ", "找到它。", "", " ", "a\nb: ");

  private static final List<EncodedImage> NONE = List.of();
  private static final List<EncodedImage> PICTURE =
      List.of(new EncodedImage(RampPictures.png(100, 80), false));

  @TempDir private Path folder;
  private final List<String> texts = new ArrayList<>();

  /** Folders of both forms of post-processor, and the texts that spell no special token. */
  @BeforeEach
  void read() throws IOException {
    ObjectNode file =
        (ObjectNode) MAPPER.readTree(QwenVocabulary.folder().resolve("tokenizer.json").toFile());
    String byteLevel =
        "{'type':'ByteLevel','add_prefix_space':false,'trim_offsets':false,'use_regex':false}";
    String template =
        "{'type':'TemplateProcessing','single':[{'Sequence':{'id':'A','type_id':0}},"
            + "{'SpecialToken':{'id':'<|endoftext|>','type_id':0}}],'pair':["
            + "{'Sequence':{'id':'A','type_id':0}},{'Sequence':{'id':'B','type_id':1}}],"
            + "'special_tokens':{'<|endoftext|>':{'id':'<|endoftext|>','ids':[151643],"
            + "'tokens':['<|endoftext|>']}}}";
    write(file, "byte-level", byteLevel);
    write(
        file, "sequence", "{'type':'Sequence','processors':[" + byteLevel + "," + template + "]}");
    List<String> special = new ArrayList<>();
    file.get("added_tokens").forEach(token -> special.add(token.get("content").textValue()));
    for (JsonNode text : MAPPER.readTree(QwenVocabulary.CORPUS.toFile())) {
      if (special.stream().noneMatch(text.textValue()::contains)) {
        texts.add(text.textValue());
      }
    }
    texts.add(LONG);
  }

  private void write(ObjectNode file, String form, String processor) throws IOException {
    file.set("post_processor", MAPPER.readTree(processor.replace('\'', '"')));
    Files.createDirectories(folder.resolve(form));
    MAPPER.writeValue(folder.resolve(form).resolve("tokenizer.json").toFile(), file);
  }

  @Test
  void everyPromptOfAVectorIsTheirs() throws IOException {
    compare("embedding", index -> combinations(texts.get(index), index));
  }

  @Test
  void everyPromptOfAScoreIsTheirs() throws IOException {
    int last = texts.size() - 1;
    compare("reranker", index -> pairs(texts.get(index), texts.get((7 * index + 1) % last), index));
  }

  /** The inputs of a text. */
  private interface Cases {
    Stream<EmbeddingInput> of(int index);
  }

  private void compare(String model, Cases cases) throws IOException {
    List<String> expected = Files.readAllLines(DIGESTS.resolve(model + ".txt"));
    assertThat(expected).hasSameSizeAs(texts).hasSizeGreaterThan(500);
    Map<Integer, String> other = new TreeMap<>();
    for (String form : FORMS) {
      try (InputPreparer preparer =
          InputPreparer.open(
              ProfiledFolders.as("qwen3-vl-" + model, folder.resolve(form)),
              ModelInfos.qwen3(),
              InputLimits.of(new FixedSettings()))) {
        for (int i = FORMS.indexOf(form); i < texts.size(); i += FORMS.size()) {
          String found = form + " " + digest(preparer, cases.of(i));
          if (!found.equals(expected.get(i))) {
            other.put(i, texts.get(i).substring(0, Math.min(40, texts.get(i).length())));
          }
        }
      }
    }
    assertThat(other).isEmpty();
  }

  /** As combinations() of authors_prompts.py. */
  private static Stream<EmbeddingInput> combinations(String text, int index) {
    List<EmbeddingInput> all = new ArrayList<>();
    for (String given : given(INSTRUCTIONS, index)) {
      all.add(new EmbeddingInput(text, NONE, given));
      if (!text.equals(LONG)) {
        all.add(new EmbeddingInput(text, PICTURE, given));
      }
      all.add(new EmbeddingInput(null, PICTURE, given));
    }
    return all.stream();
  }

  /** As pairs() of authors_prompts.py. */
  private static Stream<EmbeddingInput> pairs(String text, String other, int index) {
    List<EmbeddingInput> all = new ArrayList<>();
    for (String given : given(QUESTIONS, index)) {
      for (Content query : sides(other)) {
        for (Content document : sides(text)) {
          all.add(new EmbeddingInput(document, query, given, "documents[0]"));
        }
      }
    }
    return all.stream();
  }

  private static List<@Nullable String> given(List<@Nullable String> instructions, int index) {
    return Arrays.asList(null, instructions.get(index % instructions.size()));
  }

  private static List<Content> sides(String text) {
    return List.of(new Content(text, NONE), new Content(null, PICTURE), new Content(text, PICTURE));
  }

  /** Of the number of ids and the ids of each, 32 bits each, little-endian. */
  private static String digest(InputPreparer preparer, Stream<EmbeddingInput> inputs) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      inputs.forEach(
          input -> {
            int[] ids = preparer.prepare(input, true).modelInput().inputIds();
            ByteBuffer bytes =
                ByteBuffer.allocate(4 * (ids.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(ids.length).asIntBuffer().put(ids);
            sha.update(bytes.array());
          });
      return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
