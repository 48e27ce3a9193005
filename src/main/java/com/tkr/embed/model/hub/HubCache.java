package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The models of this machine, which Hugging Face's tools and this server have fetched. */
public final class HubCache {
  private final List<Path> hubs;

  /** Looks into the hub folders in this order; models are fetched into the first. */
  public HubCache(List<Path> hubs) {
    this.hubs = List.copyOf(hubs);
  }

  /**
   * The hub of a user, by the variables of huggingface_hub: HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME.
   *
   * @param first looked into before it; empty for none
   * @param environment variables of the process
   */
  public static HubCache of(Optional<Path> first, Map<String, String> environment) {
    Path user =
        HubAccess.value(environment, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
            .map(text -> HubAccess.path(text, environment))
            .orElseGet(() -> HubAccess.home(environment).resolve("hub"));
    return new HubCache(
        Stream.concat(first.stream(), Stream.of(user))
            .map(Path::toAbsolutePath)
            .distinct()
            .toList());
  }

  /** {@code org/name} of a snapshot's folder; empty for other folders. */
  public static Optional<String> repository(Path folder) {
    return CachedRepository.of(folder).map(CachedRepository::name);
  }

  /** The folders that are looked into. */
  public List<Path> hubs() {
    return hubs;
  }

  /**
   * The snapshot folder of a model, from the first hub that has it, whole where one has: of the
   * revision that was asked for, else of the pinned commit, else of what was the newest when it was
   * fetched.
   */
  public Optional<Path> find(ModelName name) {
    List<Path> found =
        revisions(name).stream().flatMap(revision -> snapshots(name, revision)).toList();
    return found.stream()
        .filter(snapshot -> ModelFiles.missing(snapshot).isEmpty())
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /** Whether a model is here and lacks nothing. */
  public boolean isWhole(ModelName name) {
    return find(name).filter(folder -> ModelFiles.missing(folder).isEmpty()).isPresent();
  }

  private static List<String> revisions(ModelName name) {
    return Stream.of(name.wanted(), name.revision().orElse(ModelName.MAIN)).distinct().toList();
  }

  private Stream<Path> snapshots(ModelName name, String revision) {
    return hubs.stream()
        .flatMap(hub -> new CachedRepository(hub, name.repository()).find(revision).stream());
  }

  /** Every snapshot of every repository. */
  public List<CachedModel> models() throws IOException {
    List<CachedModel> models = new ArrayList<>();
    for (Path hub : hubs) {
      for (CachedRepository repository : CachedRepository.in(hub)) {
        for (Path snapshot : repository.snapshots()) {
          models.add(CachedModel.of(repository, snapshot));
        }
      }
    }
    return models;
  }

  /**
   * Deletes all revisions of a model from every hub folder, as soon as nobody is fetching it.
   *
   * @param waits is told, again and again, that somebody is
   * @return the bytes that they took; empty where there were none
   * @throws DownloadFailed where they may not be deleted
   */
  public Optional<Long> remove(ModelName name, Runnable waits)
      throws DownloadFailed, InterruptedException {
    Optional<Long> freed = Optional.empty();
    for (Path hub : hubs) {
      CachedRepository repository = new CachedRepository(hub, name.repository());
      if (Files.isDirectory(repository.folder())) {
        freed = Optional.of(freed.orElse(0L) + remove(repository, waits));
      }
    }
    return freed;
  }

  private static long remove(CachedRepository repository, Runnable waits)
      throws DownloadFailed, InterruptedException {
    try (FolderLock lock = repository.lock(waits)) {
      long bytes = repository.bytes();
      repository.delete();
      return bytes;
    } catch (IOException e) {
      throw DownloadFailed.unwritable(repository.folder(), e);
    }
  }
}
