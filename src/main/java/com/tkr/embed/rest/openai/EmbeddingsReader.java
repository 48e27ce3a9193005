package com.tkr.embed.rest.openai;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads bodies of {@code /v1/embeddings}, whoever's client sent them. */
@Dependent
public class EmbeddingsReader {
  @Inject private @Any Instance<BodyFields> fields;

  @Inject private ModelNames models;
  @Inject private NamedPrompts prompts;
  @Inject private TokenTexts tokens;
  @Inject private RequestLimits limits;
  @Inject private ImageUrls images;
  private List<BodyFields> known = List.of();
  private @Nullable JsonReader json;

  /** Once, not with each request. */
  @PostConstruct
  void prepare() {
    known = fields.stream().toList();
    json = images.reader();
  }

  /** What a body asks for. */
  public EmbeddingsBody read(RequestBody body) {
    return read(body, new EmbeddingsBody("input"));
  }

  /** The same where another API's defaults hold. */
  public EmbeddingsBody read(RequestBody body, EmbeddingsBody asked) {
    Map<String, FieldReader> readers = new HashMap<>();
    known.forEach(some -> readers.putAll(some.readers(asked)));
    Objects.requireNonNull(json).read(body, readers);
    InputField.requireOneKind(asked);
    models.require(asked.model());
    return asked;
  }

  /** The same as the engine takes it. */
  public EmbeddingRequest request(EmbeddingsBody asked, RequestBody body) {
    List<Content> contents =
        asked.tokens().isEmpty()
            ? asked.contents()
            : tokens.of(asked.tokens(), asked.model(), body);
    limits.requireImages(asked.source(), contents.stream().mapToInt(Content::images).sum());
    if (contents.stream().anyMatch(Content::isReordered)) {
      body.context().answerHeader(Content.ORDER_HEADER, "images-first");
    }
    @Nullable String instruction = prompts.instruction(asked.instruction(), asked.prompt(), body);
    List<EmbeddingInput> inputs = contents.stream().map(each -> each.input(instruction)).toList();
    return new EmbeddingRequest(
        inputs, asked.normalize(), asked.dimensions(), asked.truncate(), asked.format());
  }
}
