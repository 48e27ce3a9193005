package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.tkr.embed.error.EmbeddingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The value of a field about to be read, as the type it must have; nothing is converted. */
public final class JsonValue {
  private final JsonParser parser;
  private final String name;

  /**
   * @param parser stands on the value's first token
   * @param name what errors call the value
   */
  JsonValue(JsonParser parser, String name) {
    this.parser = parser;
    this.name = name;
  }

  /** A string that is text: with every surrogate in a pair. */
  public String string() throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw wrong("a string");
    }
    try {
      String text = parser.getText();
      WellFormed.require(name, text);
      return text;
    } catch (StreamConstraintsException e) {
      throw Invalid.limit(name, parser.streamReadConstraints().getMaxStringLength(), "characters");
    }
  }

  public boolean bool() throws IOException {
    if (!parser.currentToken().isBoolean()) {
      throw wrong("true or false");
    }
    return parser.getBooleanValue();
  }

  /** An integer of at least 1. */
  public int positive() throws IOException {
    return integer(1);
  }

  private int integer(int least) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        || parser.getNumberType() != JsonParser.NumberType.INT
        || parser.getIntValue() < least) {
      throw wrong("an integer from " + least + " on");
    }
    return parser.getIntValue();
  }

  /** An object of known fields, each at most once; one that is null counts as absent. */
  public void object(Map<String, JsonReader.FieldReader> fields) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      throw wrong("an object");
    }
    JsonReader.fields(parser, name + ".", fields);
  }

  /** An integer from 0 to {@code most}. */
  public int upTo(int most) throws IOException {
    int number = integer(0);
    if (number > most) {
      throw Invalid.field(name, "may be " + most + " at most");
    }
    return number;
  }

  /** A list of 1 to {@code most} strings. */
  public List<String> strings(int most) throws IOException {
    List<String> strings = new ArrayList<>();
    array();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element(strings.size(), most);
      strings.add(new JsonValue(parser, name + "[" + strings.size() + "]").string());
    }
    return required(strings);
  }

  /** A list of 1 to {@code most} vectors of the same length. */
  public List<float[]> vectors(int most) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    array();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element(vectors.size(), most);
      float[] vector = new JsonValue(parser, name + "[" + vectors.size() + "]").vector();
      if (!vectors.isEmpty() && vectors.get(0).length != vector.length) {
        throw Invalid.field(
            name + "[" + vectors.size() + "]",
            "must have as many numbers as the others, " + vectors.get(0).length);
      }
      vectors.add(vector);
    }
    return required(vectors);
  }

  /** A list of finite float32 numbers, not empty. */
  private float[] vector() throws IOException {
    array();
    float[] numbers = new float[64];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count] = number(count);
      count++;
    }
    if (count == 0) {
      throw wrong("a list of numbers, not empty");
    }
    return Arrays.copyOf(numbers, count);
  }

  private float number(int index) throws IOException {
    boolean numeric = parser.currentToken() != null && parser.currentToken().isNumeric();
    float value = numeric ? parser.getFloatValue() : Float.NaN;
    if (!Float.isFinite(value)) {
      throw Invalid.field(name + "[" + index + "]", "must be a number in float32's range");
    }
    return value;
  }

  private void array() {
    if (!parser.isExpectedStartArrayToken()) {
      throw wrong("a list");
    }
  }

  private void element(int index, int most) {
    if (index == most) {
      throw Invalid.field(name, "may hold " + most + " elements at most");
    }
  }

  private <T> List<T> required(List<T> elements) {
    if (elements.isEmpty()) {
      throw Invalid.field(name, "must not be empty");
    }
    return elements;
  }

  private EmbeddingException wrong(String expected) {
    return Invalid.field(name, "must be " + expected);
  }
}
