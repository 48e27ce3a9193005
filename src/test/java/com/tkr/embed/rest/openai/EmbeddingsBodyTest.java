package com.tkr.embed.rest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.jina.JinaFields;
import com.tkr.embed.rest.voyage.VoyageFields;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape that the clients of the three APIs send; quotes are written as {@code '}. */
class EmbeddingsBodyTest {
  private static final RequestLimits LIMITS = new RequestLimits(4000, 4000, 50, 2, 3, 20, 6);
  private static final FixedSettings SETTINGS =
      new FixedSettings().with(ServerSettings.MAX_INPUTS, 3);
  private static final ImageUrls IMAGES = new ImageUrls(LIMITS, SETTINGS);
  private static final ContentReader CONTENTS = new ContentReader(IMAGES);
  private static final List<BodyFields> FIELDS =
      List.of(
          new OpenAiFields(CONTENTS, SETTINGS),
          new JinaFields(),
          new VoyageFields(CONTENTS, SETTINGS));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'input':'a'}",
        "{'input':['a']}",
        "{'input':{'text':'a'}}",
        "{'input':[{'text':'a'}]}",
        "{'input':[{'type':'text','text':'a'}],'user':'u','nobodys':[{}]}",
        "{'input':[{'content':'a'}]}",
        "{'input':[{'content':[{'type':'text','text':'a'}]}]}",
        "{'items':[{'text':'a'}]}",
        "{'inputs':[{'content':[{'type':'text','text':'a'}]}]}",
        "{'messages':[{'role':'user','content':'a'}]}",
        "{'messages':[{'content':[{'type':'text','text':'a'}],'role':'user'},"
            + "{'role':'assistant','content':''}]}",
      })
  void oneText(String body) {
    assertThat(read(body).contents()).extracting(Content::text).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'input':[{'image':'QUJD'}]}",
        "{'input':[{'bytes':'QUJD'}]}",
        "{'input':[{'url':'data:image/png;base64,QUJD'}]}",
        "{'input':[{'image':'data:image/png;base64,QUJD'}]}",
        "{'input':[{'image':{'url':'data:image/png;base64,QUJD'}}]}",
        "{'input':[{'type':'image_url','image_url':'data:image/png;base64,QUJD'}]}",
        "{'input':[{'type':'image_url','image_url':{'url':'data:;base64,QUJD','detail':'low'}}]}",
        "{'inputs':[{'content':[{'type':'image_base64','image_base64':'data:;base64,QUJD'}]}]}",
        "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'QUJD'}}]}]}",
      })
  void onePicture(String body) {
    EmbeddingInput input = read(body).contents().get(0).input(null);
    assertThat(input.modality()).isEqualTo("image");
    assertThat(input.images().get(0).bytes()).isEqualTo("ABC".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void partsAreOneInputWhateverTheirOrder() {
    Content content =
        read("{'input':[{'content':[{'text':'a'},{'image':'QUJD'},{'text':'b'}]}]}")
            .contents()
            .get(0);
    assertThat(content.input(null).text()).isEqualTo("a\nb");
    assertThat(content.images()).isEqualTo(1);
    assertThat(content.isReordered()).isTrue();
    assertThat(read("{'input':[{'image':'QUJD','text':'a'}]}").contents().get(0).isReordered())
        .isFalse();
  }

  @Test
  void tokenIdsAreOneInputOrOneEach() {
    assertThat(ids("{'input':[1,2]}")).containsExactly("input[1, 2]");
    assertThat(ids("{'input':[[1,2],[3]]}")).containsExactly("input[0][1, 2]", "input[1][3]");
  }

  @Test
  void instructionsAreOfTheRequestOrOfAnInput() {
    EmbeddingsBody body =
        read("{'input':['a',{'text':'b','instruction':'own'}],'instruction':'shared'}");
    assertThat(body.instruction()).isEqualTo("shared");
    assertThat(body.contents().get(0).input("shared").instruction()).isEqualTo("shared");
    assertThat(body.contents().get(1).input("shared").instruction()).isEqualTo("own");
    Content said =
        read("{'messages':[{'role':'system','content':'do'},{'role':'user','content':'a'}]}")
            .contents()
            .get(0);
    assertThat(said.input(null).instruction()).isEqualTo("do");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'task':'retrieval.query',query",
        "'task':'retrieval.passage',document",
        "'task':'text-matching',similarity",
        "'task':'classification',classification",
        "'task':'separation',clustering",
        "'input_type':'query',query",
        "'input_type':'document',document",
        "'input_type':'passage',document"
      })
  void whatInputsAreForIsAPrompt(String field, String prompt) {
    assertThat(read("{'input':'a'," + field + "}").prompt()).isEqualTo(prompt);
  }

  @Test
  void optionsHaveEachApisNames() {
    assertThat(read("{'input':'a'}").truncate()).isEqualTo(Truncate.NONE);
    assertThat(read("{'input':'a','truncate':'NONE'}").truncate()).isEqualTo(Truncate.NONE);
    assertThat(read("{'input':'a','truncate':'START'}").truncate()).isEqualTo(Truncate.START);
    for (String field :
        new String[] {
          "'truncate':true", "'truncate':'END'", "'truncation':true", "'truncate_prompt_tokens':-1"
        }) {
      assertThat(read("{'input':'a'," + field + "}").truncate()).as(field).isEqualTo(Truncate.END);
    }
    assertThat(read("{'input':'a','output_dimension':8}").dimensions()).isEqualTo(8);
    assertThat(read("{'input':'a','normalized':false}").normalize()).isFalse();
    assertThat(forms("'encoding_format':'base64'")).isEqualTo("float FLOAT BASE64");
    assertThat(forms("'output_encoding':'base64'")).isEqualTo("float FLOAT BASE64");
    assertThat(forms("'output_dtype':'int8'")).isEqualTo("int8 INT8 FLOAT");
    assertThat(forms("'output_dtype':'ubinary','encoding_format':'base64'"))
        .isEqualTo("ubinary UBINARY BASE64");
    assertThat(forms("'embedding_type':'base64'")).isEqualTo("base64 FLOAT BASE64");
    assertThat(forms("'embedding_type':['float','binary']"))
        .isEqualTo("float FLOAT FLOAT, binary BINARY FLOAT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | input is required.",
        "{'input':[]} | input must not be empty.",
        "{'input':true} | input must be a text, an object with text or image, or a list of these.",
        "{'input':['a',null]} | input[1] must be a text, an object with text or image, or a list of"
            + " these.",
        "{'input':['a',1]} | input must be of one kind: texts, or token ids.",
        "{'input':['a'],'input':'b'} | input appears more than once.",
        "{'input':['a'],'items':[{'text':'b'}]} | items and input both have inputs: send one of them.",
        "{'messages':[{'role':'user','content':'a'}],'inputs':['b']} | inputs and messages both have"
            + " inputs: send one of them.",
        "{'input':[[1],'a']} | input must be of one kind: texts, or token ids.",
        "{'input':[[]]} | input[0] must not be empty.",
        "{'input':[[-1]]} | input[0][0] must be an integer from 0 on.",
        "{'input':['a','b','c','d']} | input may hold 3 elements at most.",
        "{'input':[{}]} | input[0] must have a text or an image.",
        "{'input':[{'type':'video_url','video_url':{}}]} | input[0].video_url is not taken: the model"
            + " embeds text and pictures; send a video's frames.",
        "{'input':'aaaaaaaaaaaaaaaaaaaaa'} | input may have 20 characters at most.",
        "{'input':'a','dimensions':8,'output_dimension':9} | output_dimension and another field ask"
            + " for other numbers of dimensions.",
        "{'input':'a','truncate':'LEFT'} | truncate must be NONE, START or END.",
        "{'input':'a','truncate_prompt_tokens':5} | truncate_prompt_tokens must be -1, the model's own"
            + " length.",
        "{'input':'a','embedding_type':'half'} | embedding_type must be float, base64, binary,"
            + " ubinary, int8 or uint8.",
        "{'input':'a','output_dtype':'half'} | output_dtype must be float, int8, uint8, binary or"
            + " ubinary.",
        "{'input':'a','input_type':'none'} | input_type must be query or document.",
        "{'messages':[{'role':'assistant','content':'a'}]} | messages[0] must be empty: what an"
            + " assistant says is not embedded.",
        "{'messages':[{'role':'system','content':'a'}]} | messages must have a message of the user.",
        "{'messages':[{'role':'tool','content':'a'}]} | messages[0].role must be system, user or"
            + " assistant.",
      })
  void whatIsWrongIsNamed(String body, String message) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(EmbeddingException.class).hasMessage(message);
  }

  @Test
  void theFieldThatAnApiHasItsInputsInIsAskedFor() {
    assertThatThrownBy(() -> InputField.requireOneKind(new EmbeddingsBody("inputs")))
        .hasMessage("inputs is required.");
  }

  @Test
  void lateChunkingIsRefusedWithItsReason() {
    assertThat(read("{'input':'a','late_chunking':false}").contents()).hasSize(1);
    assertThatThrownBy(() -> read("{'input':'a','late_chunking':true}"))
        .hasMessageContaining("last token");
  }

  private static String forms(String field) {
    return String.join(
        ", ",
        read("{'input':'a'," + field + "}").forms().stream()
            .map(form -> form.name() + " " + form.type() + " " + form.format())
            .toList());
  }

  private static List<String> ids(String body) {
    return read(body).tokens().stream()
        .map(ids -> ids.name() + java.util.Arrays.toString(ids.ids()))
        .toList();
  }

  private static EmbeddingsBody read(String body) {
    EmbeddingsBody asked = new EmbeddingsBody("input");
    Map<String, FieldReader> readers = new HashMap<>();
    FIELDS.forEach(fields -> readers.putAll(fields.readers(asked)));
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    IMAGES.reader().read(new ByteArrayInputStream(json), readers);
    InputField.requireOneKind(asked);
    return asked;
  }
}
