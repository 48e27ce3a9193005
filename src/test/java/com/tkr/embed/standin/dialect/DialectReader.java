package com.tkr.embed.standin.dialect;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.OptionText;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code {"input":[..],"format":"float"|"base64"}}. */
@Dependent
public class DialectReader {
  private final RequestLimits limits;
  private final JsonReader json;

  @Inject
  public DialectReader(RequestLimits limits) {
    this.limits = limits;
    json = new JsonReader(limits.textCharacters());
  }

  EmbeddingRequest texts(RequestBody body) {
    List<String> texts = new ArrayList<>();
    EncodingFormat[] format = {EncodingFormat.FLOAT};
    json.read(
        body,
        Map.of(
            "input", value -> texts.addAll(value.strings(limits.texts())),
            "format", value -> format[0] = OptionText.encodingFormat("format", value.string())));
    if (texts.isEmpty()) {
      throw Invalid.field("input", "is required");
    }
    return new EmbeddingRequest(Inputs.ofTexts("input", texts, null), true, 0, true, format[0]);
  }
}
