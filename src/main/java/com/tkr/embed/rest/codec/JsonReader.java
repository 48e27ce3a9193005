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
import java.util.Objects;

/**
 * Reads a body that is one JSON object, strictly and streaming: UTF-8 without errors, RFC 8259
 * without extensions, each field known and at most once, nothing after the object. A field that is
 * null counts as absent. Thread-safe.
 */
public final class JsonReader {
  private static final int NESTING = 4;
  private static final int NUMBER_CHARACTERS = 64;
  private static final int NAME_CHARACTERS = 256;
  private static final String LIMITS =
      "A number may have %d characters, a name %d, and values may lie %d levels deep at most"
          .formatted(NUMBER_CHARACTERS, NAME_CHARACTERS, NESTING);

  /** Letters of a path that a message repeats at most. */
  private static final int SHOWN = 128;

  private final JsonFactory factory;

  /**
   * @param textCharacters UTF-16 units of one string at most
   */
  public JsonReader(int textCharacters) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(NESTING)
            .maxNumberLength(NUMBER_CHARACTERS)
            .maxNameLength(NAME_CHARACTERS)
            .maxStringLength(textCharacters)
            .build();
    factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
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

  private static void read(JsonParser parser, Utf8Reader reader, Map<String, FieldReader> fields)
      throws IOException {
    try {
      object(parser, fields);
    } catch (CharacterCodingException e) {
      throw Invalid.at(path(parser), "The body is not valid UTF-8 at byte " + reader.position());
    } catch (StreamConstraintsException e) {
      throw Invalid.at(path(parser), LIMITS);
    } catch (JsonProcessingException e) {
      throw Invalid.body("The body is not valid JSON" + place(e.getLocation()) + ".");
    }
  }

  private static String path(JsonParser parser) {
    String path = JsonPath.of(parser.getParsingContext());
    return path.length() <= SHOWN ? path : path.substring(0, SHOWN) + "...";
  }

  private static void object(JsonParser parser, Map<String, FieldReader> fields)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Invalid.body("The body must be a JSON object.");
    }
    fields(parser, fields);
    if (parser.nextToken() != null) {
      throw Invalid.body("Something follows the JSON object in the body.");
    }
  }

  /** The fields of an object whose start was read, up to its end. */
  static void fields(JsonParser parser, Map<String, FieldReader> fields) throws IOException {
    KnownNames names = new KnownNames("field", fields.keySet());
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      names.requireOnce(name);
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        Objects.requireNonNull(fields.get(name)).read(new JsonValue(parser));
      }
    }
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
