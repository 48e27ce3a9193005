package com.tkr.embed.rest.tei;

import com.tkr.embed.input.prompt.AroundText;
import com.tkr.embed.input.prompt.SpecialToken;
import com.tkr.embed.input.prompt.TextToken;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code [[{"id","text","special","start","stop"},..],..]}, a list for each text; special
 * tokens stand nowhere in it.
 *
 * @param tokens of each text
 * @param around what stands around each of them
 */
record TokenizeAnswer(List<String> texts, List<List<TextToken>> tokens, AroundText around)
    implements Answer {
  @Override
  public Object json() {
    return IntStream.range(0, texts.size()).mapToObj(i -> row(texts.get(i), tokens.get(i)));
  }

  private Stream<Map<String, Object>> row(String text, List<TextToken> tokensOfText) {
    int[] characters = text.codePoints().toArray();
    return Stream.of(
            around.before().stream().map(TokenizeAnswer::special),
            tokensOfText.stream().map(token -> token(characters, token)),
            around.after().stream().map(TokenizeAnswer::special))
        .flatMap(each -> each);
  }

  private static Map<String, Object> special(SpecialToken token) {
    return json(token.id(), token.text(), null, null);
  }

  private static Map<String, Object> token(int[] characters, TextToken token) {
    String text = new String(characters, token.start(), token.stop() - token.start());
    return json(token.id(), text, token.start(), token.stop());
  }

  private static Map<String, Object> json(
      int id, String text, @Nullable Integer start, @Nullable Integer stop) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("text", text);
    json.put("special", start == null);
    json.put("start", start);
    json.put("stop", stop);
    return json;
  }
}
