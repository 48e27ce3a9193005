package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.fetch.FetchLimits;
import com.tkr.embed.input.fetch.PictureFetch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchedInputsTest {
  private static final EncodedImage HERE = new EncodedImage(new byte[] {1}, false);
  private static final EncodedImage AWAY = EncodedImage.at("http://127.0.0.1:9/", false);

  @Test
  void whatIsThereStaysAndWhatIsNotFetchedIsNamed() {
    EmbeddingInput sound = EmbeddingInput.ofFile(HERE, null, "input[0]");
    EmbeddingInput missing = EmbeddingInput.ofFile(AWAY, null, "input[1]");
    assertThat(FetchedInputs.areIn(List.of(sound))).isFalse();
    assertThat(FetchedInputs.areIn(List.of(sound, missing))).isTrue();
    assertThat(fetched(List.of(sound))).containsExactly(sound);
    assertThatThrownBy(() -> fetched(List.of(sound, missing)))
        .hasCauseInstanceOf(InvalidInput.class)
        .hasMessageContaining("input[1]: The image could not be fetched from its address.");
  }

  private static List<EmbeddingInput> fetched(List<EmbeddingInput> inputs) {
    FetchLimits limits = new FetchLimits(1000, Duration.ofSeconds(5), List.of());
    try (PictureFetch fetch = new PictureFetch(limits)) {
      return new FetchedInputs(fetch, Runnable::run, Cancellation.NEVER).of(inputs).join();
    }
  }
}
