package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints that Hugging Face's tools left on this machine: {@code
 * <hub>/models--<org>--<name>/{refs/<revision>,snapshots/<commit>/}} (huggingface_hub, "Understand
 * caching"). Nothing is downloaded.
 */
public final class HubCache {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*(@[\\w./-]+)?");

  private final List<Path> hubs;

  /** Looks into the hub folders in this order. */
  public HubCache(List<Path> hubs) {
    this.hubs = List.copyOf(hubs);
  }

  /**
   * The hubs of a user, in the order of huggingface_hub: HF_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME.
   *
   * @param first looked into before them; empty for none
   * @param environment variables of the process
   */
  public static HubCache of(Optional<Path> first, Map<String, String> environment) {
    Path user =
        folder(environment, "HF_HUB_CACHE")
            .or(() -> folder(environment, "HF_HOME").map(home -> home.resolve("hub")))
            .or(
                () ->
                    folder(environment, "XDG_CACHE_HOME")
                        .map(cache -> cache.resolve("huggingface/hub")))
            .orElseGet(
                () -> Path.of(System.getProperty("user.home"), ".cache", "huggingface", "hub"));
    return new HubCache(Stream.concat(first.stream(), Stream.of(user)).toList());
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank()).map(Path::of);
  }

  /** Whether a setting reads like {@code org/name} or {@code org/name@revision}. */
  public static boolean isHubName(String path) {
    return NAME.matcher(path).matches() && !path.contains("..");
  }

  /** The folders that are looked into. */
  public List<Path> hubs() {
    return hubs;
  }

  /** The snapshot folder of a hub name, from the first hub that has it. */
  public Optional<Path> find(String hubName) {
    String[] parts = hubName.split("@", 2);
    String repository = "models--" + parts[0].replace("/", "--");
    String revision = parts.length == 2 ? parts[1] : "main";
    return hubs.stream()
        .map(hub -> hub.resolve(repository))
        .flatMap(folder -> snapshot(folder, revision).stream())
        .findFirst();
  }

  private static Optional<Path> snapshot(Path repository, String revision) {
    return commit(repository.resolve("refs").resolve(revision))
        .or(() -> Optional.of(revision))
        .map(commit -> repository.resolve("snapshots").resolve(commit))
        .filter(Files::isDirectory);
  }

  private static Optional<String> commit(Path ref) {
    try {
      return Files.isRegularFile(ref)
          ? Optional.of(Files.readString(ref).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
