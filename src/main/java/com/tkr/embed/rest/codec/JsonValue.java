package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value of a field about to be read, as the type it must have; nothing is converted. */
public final class JsonValue {
  private final JsonParser parser;
  private final JsonForm form;

  /**
   * @param parser stands on the value's first token
   */
  JsonValue(JsonParser parser, JsonForm form) {
    this.parser = parser;
    this.form = form;
  }

  /** Whether it is a string, where it may be something else too. */
  public boolean isString() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  /** Whether it is a list, where it may be something else too. */
  public boolean isList() {
    return parser.isExpectedStartArrayToken();
  }

  /** Whether it is an object, where it may be something else too. */
  public boolean isObject() {
    return parser.isExpectedStartObjectToken();
  }

  /** Whether it is a number, where it may be something else too. */
  public boolean isNumber() {
    return parser.currentToken().isNumeric();
  }

  /** What errors call the value, e.g. {@code input[2].image}. */
  public String name() {
    return JsonPath.of(parser.getParsingContext());
  }

  /** A string that is text: with every surrogate in a pair. */
  public String string() throws IOException {
    String text = data();
    if (text.length() > form.textCharacters()) {
      throw Invalid.limit(name(), form.textCharacters(), "characters");
    }
    int half = WellFormed.loneSurrogate(text);
    if (half >= 0) {
      throw WellFormed.refused(name(), half);
    }
    return text;
  }

  /** A string that is no text but data, such as base64, and may be longer. */
  public String data() throws IOException {
    require(isString(), "a string");
    try {
      return parser.getText();
    } catch (StreamConstraintsException e) {
      int limit = parser.streamReadConstraints().getMaxStringLength();
      throw Invalid.limit(name(), limit, "characters");
    }
  }

  public boolean bool() throws IOException {
    require(parser.currentToken().isBoolean(), "true or false");
    return parser.getBooleanValue();
  }

  /** An integer of at least 1. */
  public int positive() throws IOException {
    return integer(1);
  }

  /** An integer from 0 to {@code most}. */
  public int upTo(int most) throws IOException {
    int number = integer(0);
    if (number > most) {
      throw Invalid.field(name(), "may be " + most + " at most");
    }
    return number;
  }

  /** Any integer of 32 bits. */
  public int integer() throws IOException {
    require(isInt(), "an integer of 32 bits");
    return parser.getIntValue();
  }

  /** An integer of at least {@code least}, 0 or 1. */
  private int integer(int least) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT) && !isInt() && parser.getDoubleValue() > 0) {
      throw Invalid.field(name(), "may be " + Integer.MAX_VALUE + " at most");
    }
    boolean integer = isInt() && parser.getIntValue() >= least;
    require(integer, least == 0 ? "an integer from 0 on" : "an integer from 1 on");
    return parser.getIntValue();
  }

  private boolean isInt() throws IOException {
    return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && parser.getNumberType() == JsonParser.NumberType.INT;
  }

  /** An object of fields, each at most once; one that is null counts as absent. */
  public void object(Map<String, JsonReader.FieldReader> fields) throws IOException {
    require(isObject(), "an object");
    fields(fields);
  }

  /** The fields of an object whose start was read, up to its end. */
  void fields(Map<String, JsonReader.FieldReader> fields) throws IOException {
    KnownNames names = new KnownNames("field", fields.keySet());
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonReader.@Nullable FieldReader reader = fields.get(name);
      if (reader == null && form.unknownFields()) {
        parser.nextToken();
        parser.skipChildren();
        continue;
      }
      names.requireOnce(name);
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        Objects.requireNonNull(reader).read(this);
      }
    }
  }

  /** Calls the reader with each element of a list of 1 to {@code most}. */
  public void each(int most, JsonReader.FieldReader reader) throws IOException {
    some(
        most,
        before -> {
          reader.read(this);
          return true;
        });
  }

  /** Reads the value that this stands on. */
  @FunctionalInterface
  public interface ValueReader<T> {
    T read(JsonValue value) throws IOException;
  }

  /** A list of 1 to {@code most} values. */
  public <T> List<T> list(int most, ValueReader<T> reader) throws IOException {
    return some(most, before -> reader.read(this));
  }

  /** A list of 1 to {@code most} strings. */
  public List<String> strings(int most) throws IOException {
    return list(most, JsonValue::string);
  }

  /** A string, or a list of up to {@code most}, which may be empty. */
  public List<String> stringOrStrings(int most) throws IOException {
    if (isString()) {
      return List.of(string());
    }
    require(isList(), "a string or a list of strings");
    return elements(most, strings -> string());
  }

  /** A list of 1 to {@code most} vectors of the same length. */
  public List<float[]> vectors(int most) throws IOException {
    return some(
        most,
        vectors -> {
          float[] vector = vector();
          int length = vectors.isEmpty() ? vector.length : vectors.get(0).length;
          if (vector.length != length) {
            throw Invalid.field(name(), "must have as many numbers as the others, " + length);
          }
          return vector;
        });
  }

  /** Reads an element; gets those before it. */
  private interface ElementReader<T> {
    T read(List<T> before) throws IOException;
  }

  private <T> List<T> some(int most, ElementReader<T> reader) throws IOException {
    String name = name();
    List<T> elements = elements(most, reader);
    if (elements.isEmpty()) {
      throw Invalid.field(name, "must not be empty");
    }
    return elements;
  }

  /** Those of a list, which may be empty. */
  private <T> List<T> elements(int most, ElementReader<T> reader) throws IOException {
    String name = name();
    List<T> elements = new ArrayList<>();
    require(parser.isExpectedStartArrayToken(), "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (elements.size() == most) {
        throw Invalid.field(name, "may hold " + most + " elements at most");
      }
      elements.add(reader.read(elements));
    }
    return elements;
  }

  /** A list of finite float32 numbers, not empty. */
  private float[] vector() throws IOException {
    require(parser.isExpectedStartArrayToken(), "a list");
    float[] numbers = new float[64];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number();
    }
    require(count > 0, "a list of numbers, not empty");
    return Arrays.copyOf(numbers, count);
  }

  private float number() throws IOException {
    float value = parser.currentToken().isNumeric() ? parser.getFloatValue() : Float.NaN;
    require(Float.isFinite(value), "a number in float32's range");
    return value;
  }

  private void require(boolean holds, String expected) {
    if (!holds) {
      throw Invalid.field(name(), "must be " + expected);
    }
  }
}
