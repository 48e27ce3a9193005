package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  @Test
  void everyCharacterOfATextIsReadAgain() throws Exception {
    StringBuilder all = new StringBuilder("\ud83d\udc4d");
    for (char character = 0; character < Character.MIN_SURROGATE; character++) {
      all.append(character);
    }
    Map<String, Object> object = Map.of("a \"path\"\u00a0\\", all.toString());
    assertThat(JSON.readValue(JsonText.of(object), OBJECT)).isEqualTo(object);
    assertThat(JSON.readValue(JsonText.line(object), OBJECT)).isEqualTo(object);
    assertThat(JsonText.line(object)).doesNotContain("\n", "\r");
  }

  @Test
  void valuesAreThoseOfJson() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("numbers", new ArrayList<>(List.of(1, 2L, 0.5, 1.5e-7, 0.25f)));
    object.put("none", List.of(Double.NaN, Float.POSITIVE_INFINITY));
    object.put("nothing", null);
    object.put("truth", true);
    object.put("empty", Map.of("list", List.of()));
    assertThat(JsonText.line(object))
        .isEqualTo(
            "{\"numbers\": [1, 2, 0.5, 1.5E-7, 0.25], \"none\": [null, null], \"nothing\": null,"
                + " \"truth\": true, \"empty\": {\"list\": []}}");
    assertThat(JsonText.of(Map.of("a", List.of(1, Map.of()))))
        .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ]\n}\n");
  }
}
