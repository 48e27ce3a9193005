package com.tkr.embed.rest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.rest.codec.RequestLimits;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUrlsTest {
  private static final byte[] FILE = {(byte) 0xfb, (byte) 0xef, (byte) 0xbe, 1};
  private final ImageUrls urls =
      new ImageUrls(new RequestLimits(1, 1, 4, 1, 1, 1, 1), new FixedSettings());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "++++AQ==",
        "++++AQ",
        "----AQ==",
        "----AQ",
        "data:image/png;base64,++++AQ==",
        "DATA:IMAGE/PNG;name=a;BASE64,++++AQ==",
        "data:;base64,----AQ",
      })
  void readsBase64InEitherAlphabet(String url) {
    assertThat(urls.image("image", url).bytes()).isEqualTo(FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:image/png;base64,",
        "data:image/png,abc",
        "data:image/png;base64",
        "a b",
        "a",
        "+-++"
      })
  void refusesWhatIsNone(String url) {
    assertThatThrownBy(() -> urls.image("input[2].image", url))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessageStartingWith("input[2].image must ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a/b.png", "HTTPS://a/b.png"})
  void fetchesNoAddress(String url) {
    assertThatThrownBy(() -> urls.image("image", url))
        .hasMessageContaining("does not fetch (server.fetch.enabled)")
        .hasMessageContaining("data:image/png;base64");
  }

  @Test
  void refusesALargeOne() {
    String large = Base64.getEncoder().encodeToString(new byte[5]);
    assertThatThrownBy(() -> urls.image("image", large))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
  }
}
