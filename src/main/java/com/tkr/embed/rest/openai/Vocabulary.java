package com.tkr.embed.rest.openai;

import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.rest.codec.TokenIds;
import java.util.List;

/** A vocabulary whose token ids are turned into the text that they stand for. */
interface Vocabulary {
  /** Which one it is. */
  TokenVocabulary kind();

  /**
   * The text.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400 where there is none
   */
  String text(TokenIds ids);

  /** Whether all of these are exactly what its tokenizer makes of some texts. */
  boolean gives(List<TokenIds> all);
}
