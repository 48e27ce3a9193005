package com.tkr.embed.model.hub;

import com.tkr.embed.error.NearestName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model on the hub.
 *
 * @param repository {@code org/name}
 * @param revision a branch, a tag or a commit; empty where nobody asked for one
 */
public record ModelName(String repository, Optional<String> revision) {
  /** What a name looks like, to be read after what is none. */
  public static final String EXPECTED =
      "is no model of the hub: expected org/name, %s, any of them with @revision"
          .formatted(String.join(", ", KnownModels.aliases()));

  /** What the hub calls the newest revision. */
  static final String MAIN = "main";

  private static final Pattern NAME =
      Pattern.compile(
          "(?<name>[A-Za-z0-9][\\w.-]*(/[A-Za-z0-9][\\w.-]*)?)(@(?<revision>[\\w.-]+(/[\\w.-]+)*))?");

  /**
   * Reads {@code org/name}, {@code org/name@revision}, or a short name such as {@code ops-7b} in
   * place of {@code org/name}; empty for what is none of them.
   */
  public static Optional<ModelName> parse(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches() || text.contains("..")) {
      return Optional.empty();
    }
    String name = matcher.group("name");
    Optional<String> revision = Optional.ofNullable(matcher.group("revision"));
    return KnownModels.repository(name)
        .or(() -> Optional.of(name).filter(full -> full.contains("/")))
        .map(repository -> new ModelName(repository, revision));
  }

  /** The short name that was probably meant. */
  static Optional<String> nearestAlias(String text) {
    return NearestName.of(text, KnownModels.aliases());
  }

  /** What answers call the model: the last part of its name. */
  public String model() {
    return repository.substring(repository.indexOf('/') + 1);
  }

  /** The revision to fetch: what was asked for, the pinned commit, or the newest. */
  String wanted() {
    return revision.or(() -> KnownModels.commit(repository)).orElse(MAIN);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return repository + revision.map(named -> "@" + named).orElse("");
  }
}
