package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The value of a field about to be read, as the type it must have; nothing is converted. */
public final class JsonValue {
  private final JsonParser parser;

  /**
   * @param parser stands on the value's first token
   */
  JsonValue(JsonParser parser) {
    this.parser = parser;
  }

  /** A string that is text: with every surrogate in a pair. */
  public String string() throws IOException {
    require(parser.hasToken(JsonToken.VALUE_STRING), "a string");
    try {
      String text = parser.getText();
      int half = WellFormed.loneSurrogate(text);
      if (half >= 0) {
        throw WellFormed.refused(name(), half);
      }
      return text;
    } catch (StreamConstraintsException e) {
      int limit = parser.streamReadConstraints().getMaxStringLength();
      throw Invalid.limit(name(), limit, "characters");
    }
  }

  /** The same of so many UTF-16 units at most. */
  public String string(int most) throws IOException {
    String text = string();
    if (text.length() > most) {
      throw Invalid.limit(name(), most, "characters");
    }
    return text;
  }

  /** Whether it is a string. */
  public boolean isString() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  /** Whether it is a list. */
  public boolean isList() {
    return parser.isExpectedStartArrayToken();
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

  private int integer(int least) throws IOException {
    boolean integer =
        parser.hasToken(JsonToken.VALUE_NUMBER_INT)
            && parser.getNumberType() == JsonParser.NumberType.INT
            && parser.getIntValue() >= least;
    require(integer, least == 0 ? "an integer from 0 on" : "an integer from 1 on");
    return parser.getIntValue();
  }

  /** An object of known fields, each at most once; one that is null counts as absent. */
  public void object(Map<String, JsonReader.FieldReader> fields) throws IOException {
    require(parser.isExpectedStartObjectToken(), "an object");
    JsonReader.fields(parser, fields);
  }

  /** Reads the value that this stands on. */
  @FunctionalInterface
  public interface ValueReader<T> {
    T read(JsonValue value) throws IOException;
  }

  /** A list of 1 to {@code most} values. */
  public <T> List<T> list(int most, ValueReader<T> reader) throws IOException {
    return elements(most, before -> reader.read(this));
  }

  /** A list of 1 to {@code most} strings. */
  public List<String> strings(int most) throws IOException {
    return list(most, JsonValue::string);
  }

  /** A list of 1 to {@code most} vectors of the same length. */
  public List<float[]> vectors(int most) throws IOException {
    return elements(
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
    if (elements.isEmpty()) {
      throw Invalid.field(name, "must not be empty");
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

  /** What errors call the value. */
  public String name() {
    return JsonPath.of(parser.getParsingContext());
  }
}
