package com.tkr.embed.rest.openai;

import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.TokenIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a body of {@code /v1/embeddings} asks for, as it is read, whoever's client sent it. */
public final class EmbeddingsBody {
  private final String usual;
  private final List<Content> contents = new ArrayList<>();
  private final List<TokenIds> tokens = new ArrayList<>();
  private final List<VectorForm> forms = new ArrayList<>();
  private @Nullable String source;
  private @Nullable String model;
  private @Nullable String instruction;
  private @Nullable String prompt;
  private EncodingFormat format = EncodingFormat.FLOAT;
  private VectorType type = VectorType.FLOAT;
  private boolean normalize = true;
  private Truncate truncate = Truncate.NONE;
  private int dimensions;

  /**
   * @param usual field of the inputs, which is asked for where there are none
   */
  public EmbeddingsBody(String usual) {
    this.usual = usual;
  }

  /** Says in which field the inputs stand: there is one. */
  public void from(String field) {
    if (source != null) {
      throw Invalid.field(field, "and " + source + " both have inputs: send one of them");
    }
    source = field;
  }

  /** Adds an input. */
  public void add(Content content) {
    contents.add(content);
  }

  void add(TokenIds ids) {
    tokens.add(ids);
  }

  /** Asks for the leading floats alone, normalised again. */
  public void dimensions(int number, String field) {
    if (dimensions != 0 && dimensions != number) {
      throw Invalid.field(field, "and another field ask for other numbers of dimensions");
    }
    dimensions = number;
  }

  /** Says what the inputs are for, as {@link com.tkr.embed.rest.body.NamedPrompts} has it. */
  public void prompt(String name) {
    prompt = name;
  }

  /** Says what is done to a text over the model's length, by default as OpenAI's server does. */
  public void truncate(Truncate how) {
    truncate = how;
  }

  /** Says whether vectors have unit length, which they have otherwise. */
  public void normalize(boolean unitLength) {
    normalize = unitLength;
  }

  /** Asks for numbers of a type. */
  public void type(VectorType numbers) {
    type = numbers;
  }

  /** Asks for a list of numbers, or for base64. */
  public void format(EncodingFormat asked) {
    format = asked;
  }

  /** Asks for a form by its name, beside others; then no other field decides about the form. */
  public void form(VectorForm form) {
    forms.add(form);
  }

  void model(String name) {
    model = name;
  }

  void instruction(String shared) {
    instruction = shared;
  }

  /** The field in which the inputs stand, or would. */
  String source() {
    return source == null ? usual : source;
  }

  List<Content> contents() {
    return contents;
  }

  List<TokenIds> tokens() {
    return tokens;
  }

  @Nullable String model() {
    return model;
  }

  @Nullable String instruction() {
    return instruction;
  }

  @Nullable String prompt() {
    return prompt;
  }

  EncodingFormat format() {
    return format;
  }

  Truncate truncate() {
    return truncate;
  }

  boolean normalize() {
    return normalize;
  }

  int dimensions() {
    return dimensions;
  }

  /** The forms of each vector, one at least. */
  public List<VectorForm> forms() {
    return forms.isEmpty() ? List.of(new VectorForm(type.wireName(), type, format)) : forms;
  }
}
