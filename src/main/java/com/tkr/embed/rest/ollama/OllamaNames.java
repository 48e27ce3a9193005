package com.tkr.embed.rest.ollama;

import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.codec.Invalid;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names with Ollama's tag: {@code latest} goes without saying. */
@Dependent
public class OllamaNames {
  private static final String LATEST = ":latest";

  @Inject private ModelNames names;

  /** The names of the model that is served, as Ollama lists them. */
  List<String> all() {
    return names.all().stream().map(OllamaNames::tagged).toList();
  }

  /**
   * Refuses the name of another model, and none.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400 or 404
   */
  String require(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      throw Invalid.field("model", "is required");
    }
    names.require(plain(name));
    return name;
  }

  static String plain(String name) {
    return name.endsWith(LATEST) ? name.substring(0, name.length() - LATEST.length()) : name;
  }

  /** A tag that is there stays. */
  private static String tagged(String name) {
    return name.indexOf(':') < 0 ? name + LATEST : name;
  }
}
