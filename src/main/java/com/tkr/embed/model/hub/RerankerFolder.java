package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a folder's model is a reranker, as far as its files tell without a profile being read: by
 * its own profile, or else by what it is, or was, called.
 */
public final class RerankerFolder {
  private static final Pattern NAME = Pattern.compile("(?i)rerank");
  private static final String PROFILE = "embedding_profile.json";
  private static final List<String> ORIGINS = List.of("_name_or_path", "base_model_name_or_path");

  private RerankerFolder() {}

  /** Files that cannot be read, or are no JSON, tell nothing. */
  public static boolean is(ModelLocation model) {
    Path profile = model.folder().resolve(PROFILE);
    if (Files.exists(profile)) {
      return fields(profile).containsKey("answers");
    }
    Map<String, Object> config = fields(model.folder().resolve("config.json"));
    return Stream.concat(Stream.of(model.name()), ORIGINS.stream().map(config::get))
        .map(String::valueOf)
        .anyMatch(name -> NAME.matcher(name).find());
  }

  private static Map<String, Object> fields(Path file) {
    try {
      return Files.isReadable(file) ? Json.object(Files.readAllBytes(file)) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }
}
