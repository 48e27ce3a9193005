package com.tkr.embed.rest.openai;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.TokenIds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * OpenAI's {@code cl100k_base}, as JTokkit has it: LangChain's client sends its ids unless it is
 * told not to. Its special tokens stand for no text.
 */
final class Cl100k implements Vocabulary {
  /** Of the last token that is not special. */
  private static final int LAST = 100_255;

  /** Read when the first ids come: takes a tenth of a second and some megabytes. */
  private static final class Loaded {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    private Loaded() {}
  }

  @Override
  public TokenVocabulary kind() {
    return TokenVocabulary.CL100K;
  }

  @Override
  public String text(TokenIds ids) {
    for (int id : ids.ids()) {
      if (id > LAST) {
        throw Invalid.field(
            ids.name(),
            "has the token id %d, which is none of a text in cl100k_base: send the text itself"
                .formatted(id));
      }
    }
    return decoded(ids.ids())
        .orElseThrow(
            () ->
                Invalid.field(
                    ids.name(),
                    "has token ids of cl100k_base that break a character in two: send the text"
                        + " itself"));
  }

  @Override
  public boolean gives(List<TokenIds> all) {
    return all.stream().allMatch(ids -> gives(ids.ids()));
  }

  private static boolean gives(int[] ids) {
    return Arrays.stream(ids).allMatch(id -> id <= LAST)
        && decoded(ids)
            .map(text -> Loaded.ENCODING.encodeOrdinary(text).toArray())
            .filter(again -> Arrays.equals(again, ids))
            .isPresent();
  }

  /** Empty where the bytes are not UTF-8. */
  private static Optional<String> decoded(int[] ids) {
    IntArrayList list = new IntArrayList(ids.length);
    Arrays.stream(ids).forEach(list::add);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Loaded.ENCODING.decodeBytes(list));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
