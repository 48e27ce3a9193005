package com.tkr.embed.rest.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.tei.RankFields;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankFieldsTest {
  private static final RequestLimits LIMITS = new RequestLimits(1, 1, 6, 3, 3, 10, 1);
  private static final String IMAGE = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

  private static final ImageUrls URLS =
      new ImageUrls(LIMITS, new FixedSettings().with(ModelSettings.EXIF_ORIENTATION, true));

  private static RerankFields fields(Runnable teis) {
    RerankSides sides = new RerankSides(new ContentReader(URLS)::readAny, LIMITS, LIMITS.texts());
    return new RerankFields(sides, new RankFields(5, teis));
  }

  private static RerankFields read(String json) {
    RerankFields fields = fields(() -> {});
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    URLS.strictReader().read(new ByteArrayInputStream(body), fields.readers());
    return fields;
  }

  @Test
  void textsAreReadWithTheDefaults() {
    RerankFields fields = read("{'query':'q','documents':['a','']}");
    RerankRequest request = fields.request();

    assertThat(request.query().text()).isEqualTo("q");
    assertThat(request.documents()).extracting(each -> each.text()).containsExactly("a", "");
    assertThat(request.instruction()).isNull();
    assertThat(request.truncate()).isEqualTo(Truncate.END);
    assertThat(fields.topN()).isEqualTo(Integer.MAX_VALUE);
    assertThat(fields.returnDocuments()).isFalse();
    assertThat(request.pairs().inputs())
        .extracting(input -> input.name() + " " + input.query().text())
        .containsExactly("documents[0] q", "documents[1] q");
  }

  @Test
  void picturesAreBase64OrDataUrisOneOrSeveral() {
    RerankRequest request =
        read("{'query':{'image':'data:image/png;base64,"
                + IMAGE
                + "'},'documents':[{'text':'t','image':['"
                + IMAGE
                + "','"
                + IMAGE
                + "']},{},{'text':null,'image':null}],'instruction':'i','truncate':false,"
                + "'top_n':2,'return_documents':true}")
            .request();

    assertThat(request.query().text()).isNull();
    assertThat(request.query().images().get(0).bytes()).containsExactly(1, 2, 3);
    assertThat(request.query().images().get(0).exifOrientation()).isTrue();
    assertThat(request.documents().get(0).images()).hasSize(2);
    assertThat(request.documents().get(1).isNothing()).isTrue();
    assertThat(request.documents().get(2).isNothing()).isTrue();
    assertThat(request.instruction()).isEqualTo("i");
    assertThat(request.truncate()).isEqualTo(Truncate.NONE);
  }

  @Test
  void aSideIsInAnyFormOfAnInput() {
    String part = "{'type':'image_url','image_url':{'url':'" + IMAGE + "'}}";
    RerankFields fields =
        read("{'query':[" + part + ",'t'],'documents':[{'content':['a'," + part + ",'b']}]}");
    RerankRequest request = fields.request();

    assertThat(request.query().text()).isEqualTo("t");
    assertThat(request.query().images()).hasSize(1);
    assertThat(request.documents().get(0).text()).isEqualTo("a\nb");
    assertThat(request.documents().get(0).images()).hasSize(1);
    assertThat(fields.sides().isReordered()).isTrue();
  }

  @Test
  void textsAreThoseOfTeisClients() {
    boolean[] told = new boolean[1];
    RerankFields fields = fields(() -> told[0] = true);
    String json =
        "{'query':'q','texts':['a','','a'],'raw_scores':true,'return_text':true,"
            + "'truncation_direction':'Left'}";
    URLS.strictReader()
        .read(
            new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
            fields.readers());
    RerankRequest request = fields.request();

    assertThat(told[0]).isTrue();
    assertThat(request.documents()).extracting(each -> each.text()).containsExactly("a", "", "a");
    assertThat(request.truncate()).isEqualTo(Truncate.START);
    assertThat(request.pairs().inputs().get(1).name()).isEqualTo("texts[1]");
    assertThat(read("{'query':'q','texts':['a'],'truncate':false}").request().truncate())
        .isEqualTo(Truncate.NONE);
    assertThat(read("{'query':'q','documents':['a']}").tei().isPresent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'documents':['a']} | query is required.",
        "{'query':'q'} | documents is required.",
        "{'query':'q','documents':[]} | documents must not be empty.",
        "{'query':'q','documents':['a','b','c','d']} | documents may hold 3 elements at most.",
        "{'query':1,'documents':['a']} | query must be a text, an object with"
            + " text or image, or a list of these.",
        "{'query':'q','documents':['a',7]} | documents[1] must be a text, an object"
            + " with text or image, or a list of these.",
        "{'query':'q','documents':[null]} | documents[0] must be a text, an object"
            + " with text or image, or a list of these.",
        "{'query':'q','documents':'a'} | documents must be a list.",
        "{'query':'12345678901','documents':['a']} | query may have 10 characters at most.",
        "{'query':'q','documents':['a',{'text':'12345678901'}]} | documents[1].text may have 10 characters at most.",
        "{'query':'q','documents':['a'],'top_n':0} | top_n must be an integer from 1 on.",
        "{'query':'q','documents':[{'image':'http://a/b.png'}]} | documents[0].image is an address, which this server does not fetch (server.fetch.enabled): send the picture itself, as data:image/png;base64,....",
        "{'query':'q','documents':[{'image':'data:text/plain,AAAA'}]} | documents[0].image must be a data: URL in base64, as data:image/png;base64,....",
        "{'query':'q','documents':[{'image':''}]} | documents[0].image must not be empty.",
        "{'query':'q','documents':[{'image':['AAAA','AAAA','AAAA','AAAA']}]} | documents may have 3 pictures at most.",
        "{'query':{'image':'AAAA'},'documents':[{'image':['AAAA','AAAA']},{'image':'AAAA'}]} | documents may have 3 pictures at most.",
        "{'query':'q','documents':[{'image':'AAAAAAAAAAAA'}]} | documents[0].image is larger than the limit of 6 bytes.",
        "{'query':'q','documents':[{'txt':'a'}]} | Unknown field \"txt\". Did you mean text?",
        "{'query':'q','documents':['a'],'model':'m'} | Unknown field \"model\". Known: documents, instruction, query, raw_scores, return_documents, return_text, texts, top_n, truncate, truncation_direction.",
        "{'query':'q','documents':[{'text':'a','instruction':'i'}]} | documents[0].instruction must stand beside the query, once.",
        "{'query':'q','documents':[{'video':'a'}]} | documents[0].video is not taken: the model embeds text and pictures; send a video's frames.",
        "{'query':'q','texts':['a'],'documents':['b']} | texts stands without documents, top_n and return_documents.",
        "{'query':'q','texts':['a'],'top_n':1} | texts stands without documents, top_n and return_documents.",
        "{'query':'q','raw_scores':true} | texts is required.",
        "{'query':{'image':'AAAA'},'texts':['a']} | query must be a text where texts are scored by it.",
        "{'texts':['a']} | query is required.",
        "{'query':'q','texts':['a',{'text':'b'}]} | texts[1] must be a string.",
        "{'query':'q','texts':['1','2','3','4','5','6']} | texts may hold 5 elements at most.",
        "{'query':'q','texts':['a'],'truncation_direction':'up'} | truncation_direction must be Left or Right."
      })
  void whatBreaksTheContractIsNamed(String json, String message) {
    assertThatThrownBy(() -> read(json).request())
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(message);
  }
}
