package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The fields of one JSON object; every complaint is one line that names the file and the field. */
final class Fields {
  private static final int LONGEST_SHOWN = 80;
  private static final double CLOSE = 1e-6;

  private final Path file;
  private final String place;
  private final Map<String, Object> values;

  private Fields(Path file, String place, Map<String, Object> values) {
    this.file = file;
    this.place = place;
    this.values = values;
  }

  /** Numbers are {@link Double}, a field that is null is absent. */
  static Fields of(Path file, Map<?, ?> object) {
    return of(file, "", object);
  }

  private static Fields of(Path file, String place, Map<?, ?> object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object.forEach((name, value) -> values.put(String.valueOf(name), value));
    values.values().removeIf(Objects::isNull);
    return new Fields(file, place, values);
  }

  Set<String> names() {
    return values.keySet();
  }

  /** The field as text: a string as it is, anything else as JSON shows it, about. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(Fields::shown);
  }

  Optional<Double> number(String name) {
    return values.get(name) instanceof Double number ? Optional.of(number) : Optional.empty();
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** The strings of a list, or the string itself; empty when it is neither. */
  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(Fields::shown).toList()
        : text(name).map(List::of).orElse(List.of());
  }

  Optional<Fields> object(String name) {
    return values.get(name) instanceof Map<?, ?> object
        ? Optional.of(of(file, place + name + ".", object))
        : Optional.empty();
  }

  /** The field may be missing, but not differ from the value: text, boolean, number or numbers. */
  void require(String name, Object expected, String wayOut) {
    Object found = values.get(name);
    if (found != null && !same(found, expected)) {
      throw refused(
          name, "is " + clipped(found) + ", but " + clipped(expected) + " is served", wayOut);
    }
  }

  /** The field may be missing, but must be one of these. */
  void requireOneOf(String name, Set<String> expected, String wayOut) {
    for (String found : texts(name)) {
      if (!expected.contains(found)) {
        throw refused(name, "is " + clipped(found) + ", which is not served", wayOut);
      }
    }
  }

  /** The complaint about a field. */
  ModelLoadFailed refused(String name, String why, String wayOut) {
    return new ModelLoadFailed(file + ": " + place + name + " " + why + ": " + wayOut);
  }

  private static boolean same(Object found, Object expected) {
    if (found instanceof Double number && expected instanceof Number other) {
      return Math.abs(number - other.doubleValue()) <= CLOSE;
    }
    if (found instanceof List<?> list && expected instanceof List<?> others) {
      return list.size() == others.size()
          && IntStream.range(0, list.size()).allMatch(i -> same(list.get(i), others.get(i)));
    }
    return found.equals(expected);
  }

  private static String clipped(Object value) {
    String text = shown(value);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private static String shown(Object value) {
    boolean whole =
        value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15;
    String text = whole ? String.valueOf(((Double) value).longValue()) : String.valueOf(value);
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
