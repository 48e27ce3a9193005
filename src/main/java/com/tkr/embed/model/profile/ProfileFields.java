package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of one JSON object of a profile, each of which is taken once. */
final class ProfileFields {
  private final String file;
  private final String place;
  private final Map<String, Object> values;

  ProfileFields(String file, String place, Map<String, Object> values) {
    this.file = file;
    this.place = place;
    this.values = new LinkedHashMap<>(values);
  }

  boolean has(String field) {
    return values.containsKey(field);
  }

  String text(String field) {
    return take(field, String.class);
  }

  boolean flag(String field) {
    return take(field, Boolean.class);
  }

  /** A whole number above 0. */
  int positive(String field) {
    long value = take(field, Long.class);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw failed(field, "must be a positive 32-bit integer");
    }
    return (int) value;
  }

  /** One of these, by its word; empty where the field is missing. */
  <T> Optional<T> choice(String field, Function<T, String> word, Stream<T> choices) {
    if (!has(field)) {
      return Optional.empty();
    }
    String value = text(field);
    List<T> all = choices.toList();
    Optional<T> chosen = all.stream().filter(each -> word.apply(each).equals(value)).findFirst();
    if (chosen.isEmpty()) {
      throw failed(
          field,
          "must be "
              + all.stream()
                  .map(each -> '"' + word.apply(each) + '"')
                  .collect(Collectors.joining(" or ")));
    }
    return chosen;
  }

  /** The strings of a list; none where the field is missing. */
  List<String> texts(String field) {
    return list(field, String.class, "strings");
  }

  /** The strings of an object; none where the field is missing. */
  Map<String, String> textsByName(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(field)) {
      ProfileFields object = object(field);
      Set.copyOf(object.values.keySet()).forEach(name -> texts.put(name, object.text(name)));
    }
    return texts;
  }

  /** The objects of a list; none where the field is missing. */
  List<ProfileFields> objects(String field) {
    return list(field, ProfileFields.class, "objects");
  }

  ProfileFields object(String field) {
    return take(field, ProfileFields.class);
  }

  /** Whoever reads knows no more fields than it has taken. */
  void end() {
    if (!values.isEmpty()) {
      throw failed(values.keySet().iterator().next(), "is unknown");
    }
  }

  ModelLoadFailed failed(String field, String why) {
    return new ModelLoadFailed(file + ": field \"" + place + field + "\" " + why);
  }

  private <T> List<T> list(String field, Class<T> type, String what) {
    Object value = values.remove(field);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(type::isInstance)) {
      return list.stream().map(type::cast).toList();
    }
    throw failed(field, "must be a list of " + what);
  }

  private <T> T take(String field, Class<T> type) {
    Object value = values.remove(field);
    if (value == null) {
      throw failed(field, "is missing");
    }
    if (!type.isInstance(value)) {
      throw failed(field, "must be of JSON type " + name(type));
    }
    return type.cast(value);
  }

  private static String name(Class<?> type) {
    if (type == ProfileFields.class) {
      return "object";
    }
    return type == Long.class ? "integer" : type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
