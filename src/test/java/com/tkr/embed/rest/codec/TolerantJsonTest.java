package com.tkr.embed.rest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TolerantJsonTest {
  private final JsonReader reader = JsonReader.tolerant(5, 10);
  private final List<String> found = new ArrayList<>();

  @Test
  void passesOverWhatIsUnknownHoweverDeep() {
    read("{\"a\":{\"b\":[[{\"c\":[1,{}]}]]},\"input\":\"x\",\"input2\":null,\"d\":1e9}");
    assertThat(found).containsExactly("input=x");
  }

  @Test
  void tellsStringsAndListsApart() {
    read("{\"input\":[\"x\",\"y\"]}");
    assertThat(found).containsExactly("input[0]=x", "input[1]=y");
  }

  @Test
  void aTextHasItsOwnLimit() {
    read("{\"data\":\"0123456789\"}");
    assertThat(found).containsExactly("data=0123456789");
    assertThatThrownBy(() -> read("{\"input\":\"012345\"}"))
        .hasMessage("input may have 5 characters at most.");
    assertThatThrownBy(() -> read("{\"data\":\"0123456789a\"}"))
        .hasMessage("data may have 10 characters at most.");
  }

  @Test
  void whatIsKnownStandsOnceStill() {
    assertThatThrownBy(() -> read("{\"input\":\"x\",\"input\":\"y\"}"))
        .hasMessage("input appears more than once.");
  }

  @Test
  void tooDeepIsRefused() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"))
        .hasMessageContaining("32 levels");
  }

  @Test
  void anEmptyListIsNone() {
    assertThatThrownBy(() -> read("{\"input\":[]}")).hasMessage("input must not be empty.");
    assertThatThrownBy(() -> read("{\"input\":[null]}")).hasMessage("input[0] must be a string.");
  }

  private void read(String json) {
    reader.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        Map.of(
            "data", value -> found.add("data=" + value.data()),
            "input",
                value -> {
                  if (value.isList()) {
                    value.each(3, each -> found.add(each.name() + "=" + each.string()));
                  } else {
                    found.add("input=" + value.string());
                  }
                }));
  }
}
