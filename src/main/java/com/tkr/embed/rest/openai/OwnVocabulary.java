package com.tkr.embed.rest.openai;

import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.rest.body.OwnTokens;
import com.tkr.embed.rest.codec.TokenIds;
import java.util.List;

/** That of the model's own tokenizer. */
final class OwnVocabulary implements Vocabulary {
  private final OwnTokens tokens;

  OwnVocabulary(OwnTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public TokenVocabulary kind() {
    return TokenVocabulary.OWN;
  }

  @Override
  public String text(TokenIds ids) {
    return tokens.text(ids);
  }

  @Override
  public boolean gives(List<TokenIds> all) {
    return all.stream().allMatch(tokens::areOfText);
  }
}
