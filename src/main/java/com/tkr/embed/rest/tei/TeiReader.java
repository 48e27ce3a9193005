package com.tkr.embed.rest.tei;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.OwnTokens;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.InputElements;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.OptionText;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code
 * {"inputs":".."|[..]|[ids]|[[ids],..],"truncate","truncation_direction","prompt_name","normalize",
 * "dimensions","encoding_format"}}; other fields are passed over. Our own {@code instruction} goes
 * before the prompt of a name. Token ids are the model's own, as in TEI, and stand for their text.
 * Thread-safe.
 */
@Dependent
public class TeiReader {
  private final int most;
  private final NamedPrompts prompts;
  private final OwnTokens tokens;
  private final JsonReader json;

  @Inject
  public TeiReader(
      RequestLimits limits, Settings settings, NamedPrompts prompts, OwnTokens tokens) {
    most = settings.get(ServerSettings.MAX_INPUTS);
    this.prompts = prompts;
    this.tokens = tokens;
    json = JsonReader.tolerant(limits.textCharacters(), 0);
  }

  private static final class Fields {
    final TeiOptions options = new TeiOptions();
    final List<String> texts = new ArrayList<>();
    boolean ids;
    boolean normalize = true;
    int dimensions;
    EncodingFormat format = EncodingFormat.FLOAT;
    @Nullable String instruction;
  }

  /** One input per text. */
  EmbeddingRequest embed(RequestBody body) {
    Fields fields = new Fields();
    json.read(body, readers(fields));
    if (fields.ids) {
      body.context().answerHeader(OwnTokens.HEADER, TokenVocabulary.OWN.word());
    }
    if (fields.texts.isEmpty()) {
      throw Invalid.field("inputs", "must be a text or a list of texts, not empty");
    }
    return new EmbeddingRequest(
        Inputs.ofTexts("inputs", fields.texts, instruction(fields, body)),
        fields.normalize,
        fields.dimensions,
        fields.options.truncate(),
        fields.format);
  }

  private Map<String, FieldReader> readers(Fields fields) {
    Map<String, FieldReader> readers = new HashMap<>(fields.options.readers());
    readers.put("inputs", value -> inputs(value, fields));
    readers.put("normalize", value -> fields.normalize = value.bool());
    readers.put("dimensions", value -> fields.dimensions = value.positive());
    readers.put("instruction", value -> fields.instruction = value.string());
    readers.put(
        "encoding_format",
        value -> fields.format = OptionText.encodingFormat("encoding_format", value.string()));
    return readers;
  }

  private void inputs(JsonValue value, Fields fields) throws IOException {
    if (value.isList()) {
      new InputElements(
              most,
              element -> fields.texts.add(element.string()),
              ids -> {
                fields.ids = true;
                fields.texts.add(tokens.text(ids));
              })
          .read(value);
    } else {
      fields.texts.add(value.string());
    }
  }

  private @Nullable String instruction(Fields fields, RequestBody body) {
    String name = fields.options.promptName();
    return fields.instruction != null || name == null
        ? fields.instruction
        : prompts.required("prompt_name", name, body);
  }
}
