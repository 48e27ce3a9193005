package com.tkr.embed.model.profile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small JSON file of a checkpoint folder, whole. */
final class JsonFile {
  private static final long MOST_BYTES = 16 << 20;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .addModule(new SimpleModule().addDeserializer(Number.class, new Doubles()))
          .build()
          .readerFor(Object.class);

  private JsonFile() {}

  /**
   * The object that a file holds; empty when there is no such file.
   *
   * @throws ModelLoadFailed when it holds something else or cannot be read
   */
  static Optional<Fields> object(Path file) {
    return read(file)
        .map(
            value -> {
              if (value instanceof Map<?, ?> object) {
                return Fields.of(file, object);
              }
              throw new ModelLoadFailed(file + ": not a JSON object");
            });
  }

  /**
   * The objects of the array that a file holds; none when there is no such file.
   *
   * @throws ModelLoadFailed when it holds something else or cannot be read
   */
  static List<Fields> objects(Path file) {
    Object value = read(file).orElse(List.of());
    if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
      return list.stream().map(each -> Fields.of(file, (Map<?, ?>) each)).toList();
    }
    throw new ModelLoadFailed(file + ": not a JSON array of objects");
  }

  /**
   * Refuses what would be waited for, or has no end: a pipe, a device.
   *
   * @throws ModelLoadFailed when it is there and no regular file
   */
  static void requireRegular(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ModelLoadFailed(file + ": not a regular file");
    }
  }

  private static Optional<Object> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    requireRegular(file);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ModelLoadFailed(file + ": more than " + MOST_BYTES + " bytes");
      }
      return Optional.of(parse(file));
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new ModelLoadFailed(file + ": not JSON" + where, e);
    } catch (IOException e) {
      throw new ModelLoadFailed(file + ": cannot be read", e);
    }
  }

  private static Object parse(Path file) throws IOException {
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      if (json.nextToken() == null) {
        throw new ModelLoadFailed(file + ": empty");
      }
      Object value = JSON.readValue(json);
      return value == null ? "" : value;
    }
  }

  /** Any number as a {@link Double}. */
  private static final class Doubles extends StdScalarDeserializer<Number> {
    Doubles() {
      super(Number.class);
    }

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return json.getDoubleValue();
    }
  }
}
