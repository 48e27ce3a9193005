package com.tkr.embed.model.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile's JSON as fields; every complaint is one line that names the file and the field. */
final class ProfileJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final String file;

  private ProfileJson(String file) {
    this.file = file;
  }

  /** The fields of a file of a checkpoint folder. */
  static ProfileFields read(Path file) {
    JsonFile.requireRegular(file);
    try (InputStream in = Files.newInputStream(file)) {
      return new ProfileJson(file.toString()).read(in);
    } catch (IOException e) {
      throw new ModelLoadFailed(file + ": cannot be read", e);
    }
  }

  /** The fields of a resource of this package. */
  static ProfileFields resource(String name) {
    try (InputStream in = ProfileJson.class.getResourceAsStream(name)) {
      return new ProfileJson(name).read(in);
    } catch (IOException e) {
      throw new ModelLoadFailed(name + ": cannot be read", e);
    }
  }

  private ProfileFields read(InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new ModelLoadFailed(file + ": not a JSON object");
      }
      return object(json, "");
    } catch (JsonProcessingException e) {
      throw new ModelLoadFailed(file + ": not JSON " + where(e), e);
    }
  }

  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : "at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private ProfileFields object(JsonParser json, String place) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = place + json.currentName();
      json.nextToken();
      if (values.put(json.currentName(), value(json, field)) != null) {
        throw failed(field, "stands there twice");
      }
    }
    return new ProfileFields(file, place, values);
  }

  private Object value(JsonParser json, String field) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case START_ARRAY -> list(json, field);
      case START_OBJECT -> object(json, field + ".");
      default -> throw failed(field, "is neither a string, an integer nor a boolean");
    };
  }

  private List<Object> list(JsonParser json, String field) throws IOException {
    List<Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(json, field + "[" + values.size() + "]"));
    }
    return values;
  }

  private ModelLoadFailed failed(String field, String why) {
    return new ModelLoadFailed(file + ": field \"" + field + "\" " + why);
  }
}
