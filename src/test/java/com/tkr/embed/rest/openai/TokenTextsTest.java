package com.tkr.embed.rest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.rest.codec.TokenIds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No vocabulary's ids are taken for another's. */
class TokenTextsTest {
  private static final String OWN_NAME = "Ops-MM-embedding-v1-2B";
  private static final TokenIds HELLO_OF_OPENAI = TokenIds.of("input", 15339, 1917);
  private static final TokenIds NOT_OF_OPENAI = TokenIds.of("input", 71, 68);

  /** A tokenizer of the model that gives these alone. */
  private record Own(TokenIds... given) implements Vocabulary {
    @Override
    public TokenVocabulary kind() {
      return TokenVocabulary.OWN;
    }

    @Override
    public String text(TokenIds ids) {
      return "own";
    }

    @Override
    public boolean gives(List<TokenIds> all) {
      return List.of(given).containsAll(all);
    }
  }

  @Test
  void whoAsksForAnothersModelSendsThatOnes() {
    assertThat(kind(TokenVocabulary.AUTO, new Own(HELLO_OF_OPENAI), "text-embedding-3-small"))
        .isEqualTo(TokenVocabulary.CL100K);
  }

  @Test
  void whoAsksForTheModelSendsWhatTheIdsPlainlyAre() {
    for (String model : new String[] {OWN_NAME, null}) {
      assertThat(kind(TokenVocabulary.AUTO, new Own(), model)).isEqualTo(TokenVocabulary.CL100K);
      assertThat(
              texts(TokenVocabulary.AUTO, new Own(NOT_OF_OPENAI))
                  .vocabulary(List.of(NOT_OF_OPENAI), model)
                  .kind())
          .isEqualTo(TokenVocabulary.OWN);
    }
  }

  @Test
  void whatMayBeEitherOrIsNeitherIsRefused() {
    refused(HELLO_OF_OPENAI, new Own(HELLO_OF_OPENAI));
    refused(NOT_OF_OPENAI, new Own());
  }

  @Test
  void theSettingDecides() {
    Own either = new Own(HELLO_OF_OPENAI);
    assertThat(kind(TokenVocabulary.OWN, either, "other")).isEqualTo(TokenVocabulary.OWN);
    assertThat(kind(TokenVocabulary.CL100K, either, OWN_NAME)).isEqualTo(TokenVocabulary.CL100K);
    assertThatThrownBy(() -> kind(TokenVocabulary.REFUSE, either, "other"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("no token ids");
  }

  private static void refused(TokenIds ids, Vocabulary own) {
    assertThatThrownBy(() -> texts(TokenVocabulary.AUTO, own).vocabulary(List.of(ids), OWN_NAME))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("EMBEDDING_TOKEN_IDS");
  }

  private static TokenVocabulary kind(TokenVocabulary setting, Vocabulary own, String model) {
    return texts(setting, own).vocabulary(List.of(HELLO_OF_OPENAI), model).kind();
  }

  private static TokenTexts texts(TokenVocabulary setting, Vocabulary own) {
    return new TokenTexts(OWN_NAME::equals, own, setting);
  }
}
