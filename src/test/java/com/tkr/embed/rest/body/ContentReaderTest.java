package com.tkr.embed.rest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReaderTest {
  private static final int CHARACTERS = 10;

  private final ImageUrls urls =
      new ImageUrls(new RequestLimits(1, 1, 4, 1, 1, CHARACTERS, 1), new FixedSettings());
  private final ContentReader reader = new ContentReader(urls);

  @Test
  void textsAreOneByLineBreaks() throws IOException {
    Content content = read("[\"1234\",{\"text\":\"56789\"}]");
    assertThat(content.text()).isEqualTo("1234\n56789").hasSize(CHARACTERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"12345678901\"",
        "[\"1234\",{\"text\":\"567890\"}]",
        "{\"content\":[\"1234\",\"56789\",\"\"]}",
        "[\"12345\",{\"content\":[\"67890\"]}]",
      })
  void textsOfOneInputAreNoLongerThanOneMayBe(String input) {
    assertThatThrownBy(() -> read(input))
        .hasMessageContaining("may have " + CHARACTERS + " characters at most");
  }

  private Content read(String input) throws IOException {
    List<Content> read = new ArrayList<>();
    byte[] body = ("{\"input\":" + input + "}").getBytes(StandardCharsets.UTF_8);
    urls.reader()
        .read(
            new ByteArrayInputStream(body), Map.of("input", value -> read.add(reader.read(value))));
    return read.get(0);
  }
}
