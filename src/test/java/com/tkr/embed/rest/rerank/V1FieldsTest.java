package com.tkr.embed.rest.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V1FieldsTest {
  private static final RequestLimits LIMITS = new RequestLimits(1, 1, 6, 3, 3, 20, 1);
  private static final ImageUrls URLS = new ImageUrls(LIMITS, new FixedSettings());
  private static final String TWO = "{'query':'q','documents':['a','b']";

  private static V1Fields read(String json) {
    V1Fields fields = new V1Fields(new RerankSides(new ContentReader(URLS)::read, LIMITS, 4));
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    URLS.reader().read(new ByteArrayInputStream(body), fields.readers());
    return fields;
  }

  /** With scores of 0 and 2 logits. */
  private static String answer(String json) {
    V1Fields fields = read(json);
    RerankRequest request = fields.request();
    Embeddings pairs =
        new Embeddings(
            List.of(new float[] {0}, new float[] {2}),
            1,
            "m",
            9,
            new Quantizer(1),
            List.of(),
            List.of(),
            0,
            0);
    Object document = new V1Answer(new Scores(pairs), request, fields).json();
    return new String(JsonDocument.bytes(document), StandardCharsets.UTF_8)
        .replaceAll("\"id\":\"[0-9a-f-]{36}\"", "\"id\":1")
        .replace('"', '\'');
  }

  @Test
  void voyagesFieldsAreAnsweredByData() {
    String expected =
        "{'object':'list','data':[{'relevance_score':0.8807970779778823,'index':1},"
            + "{'relevance_score':0.5,'index':0}],'model':'m','usage':{'total_tokens':9}}";
    assertThat(answer(TWO + ",'truncation':true,'top_k':null}")).isEqualTo(expected);
    assertThat(answer(TWO + ",'top_k':1,'return_documents':true}"))
        .contains("'data':[{'relevance_score':0.8807970779778823,'index':1,'document':'b'}],");
  }

  @Test
  void topNIsAnsweredByResults() {
    String answer = answer(TWO + ",'top_n':1,'return_documents':true}");
    assertThat(answer)
        .startsWith(
            "{'id':1,'results':[{'index':1,'relevance_score':0.8807970779778823,"
                + "'document':{'text':'b'}}],'meta':{")
        .contains("'search_units':1", "'version':'1'")
        .endsWith("'model':'m','usage':{'prompt_tokens':9,'total_tokens':9}}")
        .doesNotContain("'data'");
    assertThat(answer(TWO + ",'top_n':0,'use_activation':false}"))
        .contains("[{'index':1,'relevance_score':2.0},{'index':0,'relevance_score':0.0}]");
  }

  @Test
  void whatMayBeAnyonesIsAnsweredByBoth() {
    assertThat(answer(TWO + ",'return_documents':false,'priority':1,'max_chunks_per_doc':10}"))
        .contains("'results':[{'index':1", "'data':[{'relevance_score':0.88");
  }

  @Test
  void documentsAreReadInEveryForm() {
    V1Fields fields =
        read(
            "{'model':'m','query':{'content':[{'type':'text','text':'q'}]},'documents':{'content':["
                + "{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'AAAA'}}]},"
                + "'rank_fields':['text'],'truncate_prompt_tokens':-1,'truncate':false}");
    RerankRequest request = fields.request();
    assertThat(request.query().text()).isEqualTo("q");
    assertThat(request.documents()).hasSize(2);
    assertThat(request.documents().get(1).images()).hasSize(1);
    assertThat(request.truncate()).isEqualTo(Truncate.NONE);
    assertThat(fields.model()).isEqualTo("m");
    assertThat(
            read("{'query':'q','documents':[{'image':'AAAA','title':'t'}]}").request().documents())
        .singleElement()
        .matches(document -> document.text() == null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ",'top_n':1,'top_k':1} | top_k and truncation are Voyage's, top_n is not: send one API's fields.",
        ",'top_n':1,'truncation':true} | top_k and truncation are Voyage's, top_n is not: send one API's fields.",
        ",'top_n':-1} | top_n must be an integer from 0 on.",
        ",'top_n':-3000000000} | top_n must be an integer from 0 on.",
        ",'top_n':3000000000} | top_n may be 2147483647 at most.",
        ",'top_k':0} | top_k must be an integer from 1 on.",
        ",'rank_fields':['title','text']} | rank_fields must be [\"text\"]: documents are ranked by that field alone.",
        ",'truncate_prompt_tokens':9} | truncate_prompt_tokens must be -1, the model's own length.",
        ",'use_activation':1} | use_activation must be true or false."
      })
  void whatCannotBeDoneIsRefused(String rest, String message) {
    assertThatThrownBy(() -> read(TWO + rest).request())
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'query':'q','documents':[{'title':'a'}]} | documents[0] must have a text or an image.",
        "{'query':'q','documents':'a'} | documents must be a list.",
        "{'query':'q','documents':{}} | documents is required.",
        "{'query':{},'documents':['a']} | query must have a text or an image.",
        "{'query':'q','documents':['1','2','3','4','5']} | documents may hold 4 elements at most."
      })
  void everySideHasSomething(String json, String message) {
    assertThatThrownBy(() -> read(json).request())
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(message);
  }
}
