package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image file as a string of JSON: base64, or a data: URI of it. Nothing is fetched. */
public final class ImageText {
  private static final Pattern DATA = Pattern.compile("data:[^,]{0,256},");
  private static final Pattern BASE64 = Pattern.compile("data:image/[\\w.+-]{1,64};base64,");
  private static final int ASCII_OF_THREE = 4;

  private ImageText() {}

  /** UTF-16 units of a string that holds so many bytes, at most. */
  public static int characters(int bytes) {
    return (int) Math.min(Integer.MAX_VALUE, ((long) bytes + 2) / 3 * ASCII_OF_THREE + 512);
  }

  /**
   * The file's bytes.
   *
   * @param most bytes it may have
   * @throws com.tkr.embed.error.EmbeddingException 400 or 413
   */
  public static byte[] read(JsonValue value, int most) throws IOException {
    String name = value.name();
    String text = value.string();
    Matcher data = DATA.matcher(text);
    int begin = data.lookingAt() ? data.end() : 0;
    if (begin > 0 && !BASE64.matcher(text.substring(0, begin)).matches()) {
      throw Invalid.field(name, "must be a data: URI of an image in base64, or base64 alone");
    }
    byte[] file = decoded(name, text.substring(begin));
    if (file.length > most) {
      throw Invalid.tooLarge(name, most);
    }
    return file;
  }

  private static byte[] decoded(String name, String text) {
    try {
      byte[] file = Base64.getDecoder().decode(text);
      if (file.length > 0) {
        return file;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the text
    }
    throw Invalid.field(
        name, "must be an image file in base64, or a data: URI of it; nothing is fetched");
  }
}
