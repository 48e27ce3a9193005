package com.tkr.embed.model.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Reads a profile's JSON; every complaint is one line that names the file and the field. */
final class ProfileJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final String file;
  private final Map<String, Object> fields = new HashMap<>();

  ProfileJson(String file) {
    this.file = file;
  }

  ModelProfile read(InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      readFields(json);
    } catch (JsonProcessingException e) {
      throw new ModelLoadFailed(file + ": not JSON " + where(e), e);
    }
    return profile();
  }

  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : "at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private void readFields(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new ModelLoadFailed(file + ": not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      Object value = scalar(json, field);
      if (fields.put(field, value) != null) {
        throw failed(field, "stands there twice");
      }
    }
  }

  private Object scalar(JsonParser json, String field) throws IOException {
    return switch (json.nextToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      default -> throw failed(field, "is neither a string, an integer nor a boolean");
    };
  }

  private ModelProfile profile() {
    ModelProfile profile =
        new ModelProfile(
            take("name", String.class),
            take("demonstration", Boolean.class),
            take("prompt", String.class),
            take("image", String.class),
            take("default_instruction", String.class),
            positive("min_pixels"),
            positive("max_pixels"),
            positive("max_length"));
    check(profile);
    return profile;
  }

  private void check(ModelProfile profile) {
    Object pooling = fields.remove("pooling");
    if (pooling != null && !"last_token".equals(pooling)) {
      throw failed("pooling", "must be \"last_token\"");
    }
    if (!fields.isEmpty()) {
      throw failed(fields.keySet().iterator().next(), "is unknown");
    }
    if (profile.minPixels() > profile.maxPixels()) {
      throw failed("min_pixels", "is above max_pixels");
    }
  }

  private int positive(String field) {
    long value = take(field, Long.class);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw failed(field, "must be a positive 32-bit integer");
    }
    return (int) value;
  }

  private <T> T take(String field, Class<T> type) {
    Object value = fields.remove(field);
    if (value == null) {
      throw failed(field, "is missing");
    }
    if (!type.isInstance(value)) {
      throw failed(field, "must be of JSON type " + (type == Long.class ? "integer" : name(type)));
    }
    return type.cast(value);
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private ModelLoadFailed failed(String field, String why) {
    return new ModelLoadFailed(file + ": field \"" + field + "\" " + why);
  }
}
