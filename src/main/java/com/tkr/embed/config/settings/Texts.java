package com.tkr.embed.config.settings;

import java.util.regex.Pattern;

/** The kinds of text that settings hold. */
final class Texts {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]+");
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
  private static final Pattern CREDENTIALS =
      Pattern.compile(".*(password=|//[^/]*@).*", Pattern.CASE_INSENSITIVE);

  static final Text ADDRESS = of("an IP address or host name", HOST);
  static final Text FILE = Text.line("the path of a file", text -> true);
  static final Text FOLDER = Text.line("the path of a folder", text -> true);
  static final Text MODEL = Text.line("a folder, demo or a hub name", text -> true);
  static final Text SECRET = Text.line("one line of text, or file: and a path", text -> true);
  static final Text NAME = Text.line("one line of text", text -> true);
  static final Text ORIGIN_OF_PAGES =
      of("an origin such as https://app.example.org, without a path, or *", ORIGIN);
  static final Text NETWORK =
      Text.line(
          "an IP address or a network such as 10.0.0.0/8", text -> IpNetwork.of(text).isPresent());
  static final Text DATABASE =
      Text.line(
          "a JDBC URL of PostgreSQL (jdbc:postgresql://...) without a password",
          url -> url.matches("jdbc:postgresql:.+") && !CREDENTIALS.matcher(url).matches());

  private Texts() {}

  private static Text of(String expected, Pattern pattern) {
    return Text.line(expected, text -> pattern.matcher(text).matches());
  }
}
