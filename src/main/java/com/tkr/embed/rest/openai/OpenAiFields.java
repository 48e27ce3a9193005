package com.tkr.embed.rest.openai;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.OptionText;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;

/**
 * What OpenAI's clients send, with what servers of the same API take beside it: pictures, {@code
 * items}, {@code messages}, {@code truncate_prompt_tokens}, and our {@code instruction}.
 */
@Dependent
public class OpenAiFields implements BodyFields {
  private final ContentReader contents;
  private final int most;

  @Inject
  public OpenAiFields(ContentReader contents, Settings settings) {
    this.contents = contents;
    most = settings.get(ServerSettings.MAX_INPUTS);
  }

  @Override
  public Map<String, FieldReader> readers(EmbeddingsBody body) {
    InputField input = new InputField(body, contents, most);
    MessagesField messages = new MessagesField(body, contents);
    return Map.of(
        "model", value -> body.model(value.string()),
        "input", input::read,
        "items", value -> items(value, body),
        "messages", messages::read,
        "dimensions", value -> body.dimensions(value.positive(), value.name()),
        "encoding_format",
            value -> body.format(OptionText.encodingFormat(value.name(), value.string())),
        "instruction", value -> body.instruction(value.string()),
        "truncate", value -> body.truncate(truncate(value)),
        "truncate_prompt_tokens", value -> body.truncate(modelsLength(value)));
  }

  private void items(JsonValue value, EmbeddingsBody body) throws IOException {
    body.from(value.name());
    value.each(most, item -> body.add(contents.read(item)));
  }

  /** In Jina's words, and in those of NVIDIA's and of Hugging Face's servers. */
  private static Truncate truncate(JsonValue value) throws IOException {
    return value.isString()
        ? OptionText.truncate(value.name(), value.string())
        : Truncate.of(value.bool());
  }

  /** vLLM's -1 has a text cut to the model's length, which is all that this server cuts to. */
  private static Truncate modelsLength(JsonValue value) throws IOException {
    if (value.integer() != -1) {
      throw Invalid.field(value.name(), "must be -1, the model's own length");
    }
    return Truncate.END;
  }
}
