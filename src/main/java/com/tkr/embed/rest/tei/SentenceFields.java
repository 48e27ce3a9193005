package com.tkr.embed.rest.tei;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /similarity} that TEI's clients send: {@code
 * {"inputs":{"source_sentence":"..","sentences":[..]},"parameters":{"truncate",
 * "truncation_direction","prompt_name"}}}, as it is read.
 */
public final class SentenceFields {
  private final RequestLimits limits;
  private final UnaryOperator<String> prompts;
  private final TeiOptions options = new TeiOptions();
  private boolean present;
  private @Nullable String source;
  private List<String> sentences = List.of();

  /**
   * @param prompts the instruction of a name, or a refusal
   */
  public SentenceFields(RequestLimits limits, UnaryOperator<String> prompts) {
    this.limits = limits;
    this.prompts = prompts;
  }

  public Map<String, FieldReader> readers() {
    return Map.of("inputs", this::readInputs, "parameters", this::readParameters);
  }

  /** Whether the body is one of these. */
  public boolean isPresent() {
    return present;
  }

  /** What the sentences are compared with. */
  public List<EmbeddingInput> source() {
    if (source == null) {
      throw Invalid.field("inputs.source_sentence", "is required");
    }
    return List.of(new EmbeddingInput(source, List.of(), instruction(), "inputs.source_sentence"));
  }

  /** The sentences. */
  public List<EmbeddingInput> sentences() {
    if (sentences.isEmpty()) {
      throw Invalid.field("inputs.sentences", "is required");
    }
    return Inputs.ofTexts("inputs.sentences", sentences, instruction());
  }

  public Truncate truncate() {
    return options.truncate();
  }

  private void readInputs(JsonValue value) throws IOException {
    present = true;
    value.object(
        Map.of(
            "source_sentence", sentence -> source = sentence.string(),
            "sentences", list -> sentences = list.strings(limits.texts())));
  }

  private void readParameters(JsonValue value) throws IOException {
    present = true;
    value.object(options.readers());
  }

  private @Nullable String instruction() {
    String name = options.promptName();
    return name == null ? null : prompts.apply(name);
  }
}
