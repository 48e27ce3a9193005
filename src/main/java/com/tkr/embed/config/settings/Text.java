package com.tkr.embed.config.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Text.
 *
 * @param expected what it is
 * @param meaning of a text; empty when it is not allowed
 * @param visibility who may see it
 */
public record Text<T>(String expected, Function<String, Optional<T>> meaning, Visibility visibility)
    implements ValueType<T> {
  /** A text that takes its value from the environment. */
  static final Map<String, Object> REFERENCE =
      new TreeMap<>(Map.of("type", "string", "pattern", "\\$\\{.+\\}"));

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]+");
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
  private static final Pattern URL = Pattern.compile("jdbc:postgresql:.+");
  private static final Pattern CREDENTIALS =
      Pattern.compile("password=|//[^/]*@", Pattern.CASE_INSENSITIVE);

  static final Text<String> ADDRESS =
      line("an IP address or host name", text -> matching(HOST, text));
  static final Text<Path> FILE = line("the path of a file", Text::path).local();
  static final Text<Path> FOLDER = line("the path of a folder", Text::path).local();
  static final Text<String> MODEL = line("a folder, demo or a hub name", Optional::of).local();
  static final Text<String> SECRET =
      new Text<>(
          "one line of text, or file: and a path",
          text -> Optional.of(text).filter(Text::isOneLine),
          Visibility.SECRET);
  static final Text<String> NAME = line("one line of text", Optional::of);
  static final Text<String> ORIGIN_OF_PAGES =
      line(
          "an origin such as https://app.example.org, without a path, or *",
          text -> matching(ORIGIN, text));
  static final Text<IpNetwork> NETWORK =
      line("an IP address or a network such as 10.0.0.0/8", IpNetwork::of);
  static final Text<String> DATABASE =
      line(
              "a JDBC URL of PostgreSQL (jdbc:postgresql://...) without a password",
              url -> matching(URL, url).filter(text -> !CREDENTIALS.matcher(text).find()))
          .local();

  /** One line without control characters. */
  static <T> Text<T> line(String expected, Function<String, Optional<T>> meaning) {
    return new Text<>(
        expected,
        text -> Optional.of(text).filter(Text::isOneLine).flatMap(meaning),
        Visibility.ADMIN);
  }

  /** The same, for the machine's own eyes. */
  Text<T> local() {
    return new Text<>(expected, meaning, Visibility.LOCAL);
  }

  /** Texts of this kind. */
  TextList<T> list() {
    return new TextList<>(this);
  }

  @Override
  public Optional<String> canonical(String value) {
    String text = value.strip();
    return text.isEmpty() ? Optional.empty() : meaning.apply(text).map(allowed -> text);
  }

  @Override
  public T read(String canonical, Settings settings) {
    return meaning.apply(canonical).orElseThrow();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string");
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return Optional.of(text).filter(pattern.asMatchPredicate());
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isOneLine(String value) {
    return value.codePoints().noneMatch(Text::breaksLines);
  }

  private static boolean breaksLines(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
