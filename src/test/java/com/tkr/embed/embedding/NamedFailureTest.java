package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.batching.QueueFull;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.model.NoVector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamedFailureTest {
  private static final EmbeddingException BAD =
      new EmbeddingException(
          ErrorCode.VALIDATION_ERROR, "The text is bad.", Map.of("field", "text", "limit", 9));

  @Test
  void one_of_several_is_named_in_message_and_details() {
    EmbeddingException named =
        (EmbeddingException) NamedFailure.of(request("texts[0]", "texts[1]"), 1, BAD);
    assertThat(named).hasMessage("texts[1]: The text is bad.");
    assertThat(named.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
    assertThat(named.details()).isEqualTo(Map.of("field", "texts[1]", "limit", 9));
  }

  @Test
  void the_only_one_is_named_in_the_details() {
    EmbeddingException named =
        (EmbeddingException)
            NamedFailure.of(request("texts[0]"), 0, new CompletionException(new NoVector()));
    assertThat(named).hasMessage(new NoVector().getMessage());
    assertThat(named.details()).isEqualTo(Map.of("field", "texts[0]"));
  }

  @Test
  void an_image_has_its_place_in_the_request() {
    EmbeddingException bad =
        new EmbeddingException(ErrorCode.UNPROCESSABLE_IMAGE, "No image.", Map.of("image", 0));
    EmbeddingException named =
        (EmbeddingException) NamedFailure.of(request("file[0]", "file[1]"), 1, bad);
    assertThat(named.details()).isEqualTo(Map.of("field", "file[1]", "image", 1));
  }

  static Stream<Throwable> faultsOfNoInput() {
    return Stream.of(
        new QueueFull(),
        new IllegalStateException("ours"),
        new CompletionException(new QueueFull()),
        new EmbeddingException(
            ErrorCode.VALIDATION_ERROR, "It is bad.", Map.of("field", "instruction")));
  }

  @ParameterizedTest
  @MethodSource("faultsOfNoInput")
  void what_is_no_inputs_fault_stays_as_it_is(Throwable fault) {
    assertThat(NamedFailure.of(request("texts[0]", "texts[1]"), 0, fault)).isSameAs(fault);
  }

  @Test
  void what_has_no_name_gets_none() {
    assertThat(NamedFailure.of(request("", ""), 0, BAD)).isSameAs(BAD);
  }

  private static EmbeddingRequest request(String... names) {
    List<EmbeddingInput> inputs =
        Stream.of(names).map(name -> new EmbeddingInput("a", List.of(), null, name)).toList();
    return new EmbeddingRequest(inputs, true);
  }
}
