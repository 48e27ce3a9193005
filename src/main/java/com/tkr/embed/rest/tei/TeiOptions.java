package com.tkr.embed.rest.tei;

import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What TEI's requests say of their texts, as it is read; texts are cut where nothing is said. */
final class TeiOptions {
  private boolean truncate = true;
  private Truncate side = Truncate.END;
  private @Nullable String promptName;

  Map<String, FieldReader> readers() {
    return Map.of(
        "truncate", value -> truncate = value.bool(),
        "truncation_direction", value -> side = side(value),
        "prompt_name", value -> promptName = value.string());
  }

  Truncate truncate() {
    return truncate ? side : Truncate.NONE;
  }

  /** The prompt that the request names; {@code null} for none. */
  @Nullable String promptName() {
    return promptName;
  }

  /** Which end of a text is cut. */
  static Truncate side(JsonValue value) throws IOException {
    String name = value.name();
    return switch (value.string().toLowerCase(Locale.ROOT)) {
      case "left" -> Truncate.START;
      case "right" -> Truncate.END;
      default -> throw Invalid.field(name, "must be Left or Right");
    };
  }
}
