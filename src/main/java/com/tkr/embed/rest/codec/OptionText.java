package com.tkr.embed.rest.codec;

import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.input.Truncate;
import java.util.Locale;

/** Options written as text, in form parts and query parameters. */
public final class OptionText {
  private static final EncodingFormat[] FORMATS = EncodingFormat.values();

  private OptionText() {}

  /** In whatever case: Python writes its own as True and False. */
  public static boolean bool(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Invalid.field(name, "must be true or false");
    };
  }

  /** An integer of at least 1. */
  public static int positive(String name, String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw Invalid.field(name, "must be an integer from 1 on");
    }
    return Integer.parseInt(text);
  }

  /** In the words of Cohere's and NVIDIA's servers. */
  public static Truncate truncate(String name, String text) {
    return switch (text) {
      case "NONE" -> Truncate.NONE;
      case "START" -> Truncate.START;
      case "END" -> Truncate.END;
      default -> throw Invalid.field(name, "must be NONE, START or END");
    };
  }

  public static EncodingFormat encodingFormat(String name, String text) {
    for (EncodingFormat format : FORMATS) {
      if (format.wireName().equals(text)) {
        return format;
      }
    }
    throw Invalid.field(name, "must be float or base64");
  }
}
