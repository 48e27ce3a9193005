package com.tkr.embed.rest.tei;

import com.tkr.embed.input.prompt.TextToken;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes {@code [[{"id","text","special","start","stop"},..],..]}, a list for each text. */
record TokenizeAnswer(List<String> texts, List<List<TextToken>> tokens) implements Answer {
  @Override
  public Object json() {
    return IntStream.range(0, texts.size()).mapToObj(i -> row(texts.get(i), tokens.get(i)));
  }

  private static Stream<Map<String, Object>> row(String text, List<TextToken> tokens) {
    int[] characters = text.codePoints().toArray();
    return tokens.stream().map(token -> token(characters, token));
  }

  private static Map<String, Object> token(int[] characters, TextToken token) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", token.id());
    json.put("text", new String(characters, token.start(), token.stop() - token.start()));
    json.put("special", false);
    json.put("start", token.start());
    json.put("stop", token.stop());
    return json;
  }
}
