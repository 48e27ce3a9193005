package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/**
 * Reads a body that is one JSON object, streaming: UTF-8 without errors, RFC 8259 without
 * extensions, each known field at most once, nothing after the object. A field that is not known is
 * refused; where a dialect says so, it is passed over. A field that is null counts as absent.
 * Thread-safe.
 */
public final class JsonReader {
  private static final int NESTING = 4;
  private static final int TOLERATED_NESTING = 32;
  private static final int NUMBER_CHARACTERS = 64;
  private static final int NAME_CHARACTERS = 256;

  /** Letters of a path that a message repeats at most. */
  private static final int SHOWN = 128;

  private final JsonFactory factory;
  private final JsonForm form;
  private final int nesting;

  /**
   * Refuses unknown fields.
   *
   * @param textCharacters UTF-16 units of one string at most
   */
  public JsonReader(int textCharacters) {
    this(new JsonForm(textCharacters, false), textCharacters, NESTING);
  }

  private JsonReader(JsonForm form, int stringCharacters, int nesting) {
    this.form = form;
    this.nesting = nesting;
    factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(constraints(stringCharacters, nesting))
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
  }

  /**
   * Refuses unknown fields.
   *
   * @param textCharacters UTF-16 units of one text at most
   * @param dataCharacters of a string that is no text, such as a picture in base64
   */
  public static JsonReader strict(int textCharacters, int dataCharacters) {
    return new JsonReader(
        new JsonForm(textCharacters, false),
        Math.max(textCharacters, dataCharacters),
        TOLERATED_NESTING);
  }

  /**
   * Passes over unknown fields, as those do whose clients send them.
   *
   * @param textCharacters UTF-16 units of one text at most
   * @param dataCharacters of a string that is no text, such as a picture in base64
   */
  public static JsonReader tolerant(int textCharacters, int dataCharacters) {
    return new JsonReader(
        new JsonForm(textCharacters, true),
        Math.max(textCharacters, dataCharacters),
        TOLERATED_NESTING);
  }

  private static StreamReadConstraints constraints(int stringCharacters, int nesting) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(nesting)
        .maxNumberLength(NUMBER_CHARACTERS)
        .maxNameLength(NAME_CHARACTERS)
        .maxStringLength(stringCharacters)
        .build();
  }

  /** Reads the value of a field. */
  public interface FieldReader {
    void read(JsonValue value) throws IOException;
  }

  /** Calls the reader of each field that is present. */
  public void read(InputStream body, Map<String, FieldReader> fields) {
    Utf8Reader reader = new Utf8Reader(body);
    try (JsonParser parser = factory.createParser(reader)) {
      read(parser, reader, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(JsonParser parser, Utf8Reader reader, Map<String, FieldReader> fields)
      throws IOException {
    try {
      object(parser, fields);
    } catch (CharacterCodingException e) {
      throw Invalid.at(path(parser), "The body is not valid UTF-8 at byte " + reader.position());
    } catch (StreamConstraintsException e) {
      throw Invalid.at(path(parser), limits());
    } catch (JsonProcessingException e) {
      throw Invalid.body("The body is not valid JSON" + place(e.getLocation()) + ".");
    }
  }

  private String limits() {
    return "A number may have %d characters, a name %d, and values may lie %d levels deep at most"
        .formatted(NUMBER_CHARACTERS, NAME_CHARACTERS, nesting);
  }

  private static String path(JsonParser parser) {
    String path = JsonPath.of(parser.getParsingContext());
    return path.length() <= SHOWN ? path : path.substring(0, SHOWN) + "...";
  }

  private void object(JsonParser parser, Map<String, FieldReader> fields) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Invalid.body("The body must be a JSON object.");
    }
    new JsonValue(parser, form).fields(fields);
    if (parser.nextToken() != null) {
      throw Invalid.body("Something follows the JSON object in the body.");
    }
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
