package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.TokenIds;
import java.util.Arrays;

/** A model's vocabulary without a model: ids are their own text. */
public final class FixedTokens extends OwnTokens {
  @Override
  public String text(TokenIds ids) {
    return Arrays.toString(ids.ids());
  }

  @Override
  public boolean areOfText(TokenIds ids) {
    return true;
  }
}
