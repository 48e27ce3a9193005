package com.tkr.embed.model.hub;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a safetensors file says of its tensors: a length of 8 bytes, little endian, then so many
 * bytes of JSON, then the tensors without gaps (safetensors, "Format").
 */
final class SafetensorsFile {
  private static final long LONGEST_HEADER = 100L << 20;
  private static final Map<String, Integer> ELEMENT_BYTES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("U16", 2),
          Map.entry("I16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("U32", 4),
          Map.entry("I32", 4),
          Map.entry("F32", 4),
          Map.entry("U64", 8),
          Map.entry("I64", 8),
          Map.entry("F64", 8));

  private final Path file;

  SafetensorsFile(Path file) {
    this.file = file;
  }

  /**
   * Where a tensor lies.
   *
   * @param begin its first byte after the header
   * @param end the first byte after it
   */
  private record Place(String name, long begin, long end) {}

  /** The bytes of the JSON; none where the file is no safetensors file. */
  static byte[] header(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < Long.BYTES) {
        return new byte[0];
      }
      long length = read(channel, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
      boolean possible = length >= 0 && length <= LONGEST_HEADER;
      boolean whole = possible && length <= channel.size() - Long.BYTES;
      return whole ? read(channel, (int) length).array() : new byte[0];
    }
  }

  private static ByteBuffer read(FileChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
    return buffer.flip();
  }

  /**
   * The names of its tensors, whose types, shapes and places fit each other and the file.
   *
   * @throws IOException with one line about what does not
   */
  List<String> tensors() throws IOException {
    byte[] header = header(file);
    if (header.length == 0) {
      throw new IOException("no safetensors file, or a truncated one");
    }
    Map<String, Object> entries = new TreeMap<>(Json.object(header));
    entries.remove("__metadata__");
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      places.add(place(entry.getKey(), Json.fields(entry.getValue())));
    }
    places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
    checkPlaces(places, Files.size(file) - Long.BYTES - header.length);
    return List.copyOf(entries.keySet());
  }

  private static Place place(String name, Map<String, Object> tensor) throws IOException {
    Integer element = ELEMENT_BYTES.get(String.valueOf(tensor.get("dtype")));
    Optional<List<Long>> shape = numbers(tensor.get("shape"));
    Optional<List<Long>> offsets = numbers(tensor.get("data_offsets"));
    if (element == null || shape.isEmpty() || offsets.filter(two -> two.size() == 2).isEmpty()) {
      throw new IOException(name + ": its type, shape or place makes no sense");
    }
    Place place = new Place(name, offsets.get().get(0), offsets.get().get(1));
    BigInteger size = BigInteger.valueOf(element);
    for (long dimension : shape.get()) {
      size = size.multiply(BigInteger.valueOf(dimension));
    }
    if (!size.equals(BigInteger.valueOf(place.end() - place.begin()))) {
      String line = "%s: %s of shape %s take %s bytes, and it has %d";
      throw new IOException(
          line.formatted(
              name, tensor.get("dtype"), shape.get(), size, place.end() - place.begin()));
    }
    return place;
  }

  /** Whole numbers from 0 on; empty where it is anything else. */
  private static Optional<List<Long>> numbers(@Nullable Object value) {
    List<Long> numbers = new ArrayList<>();
    if (!(value instanceof List<?> list)) {
      return Optional.empty();
    }
    for (Object each : list) {
      boolean whole = each instanceof Integer || each instanceof Long;
      if (!whole || ((Number) each).longValue() < 0) {
        return Optional.empty();
      }
      numbers.add(((Number) each).longValue());
    }
    return Optional.of(numbers);
  }

  private static void checkPlaces(List<Place> places, long bytes) throws IOException {
    long at = 0;
    for (Place place : places) {
      if (place.begin() != at) {
        throw new IOException(place.name() + ": lies over another tensor, or after a gap");
      }
      at = place.end();
    }
    if (at != bytes) {
      throw new IOException(
          "has %d bytes of tensors where its header says %d".formatted(bytes, at));
    }
  }
}
