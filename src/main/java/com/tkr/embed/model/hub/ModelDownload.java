package com.tkr.embed.model.hub;

import com.tkr.embed.model.DownloadProgress.Stage;
import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches models from the hub into the cache that huggingface_hub shares. Nothing gets its name
 * before it is whole and checked, and {@code config.json} comes last: a snapshot that has it lacks
 * nothing.
 */
public final class ModelDownload {
  private static final int MOST_JSON_BYTES = 32 << 20;
  private static final String CONFIG = "config.json";

  private final HubCache cache;
  private final HubAccess access;
  private final DownloadOptions options;
  private final DownloadMeter meter;
  private final HubConnection hub;

  /**
   * @param cache where models go: into the first of its folders
   * @param environment variables that say which hub is asked, and as whom
   * @param meter what shows the progress
   * @throws DownloadFailed when the variables make no sense
   */
  public ModelDownload(HubCache cache, Map<String, String> environment, DownloadMeter meter)
      throws DownloadFailed {
    this(cache, HubAccess.of(environment), DownloadOptions.standard(), meter);
  }

  ModelDownload(HubCache cache, HubAccess access, DownloadOptions options, DownloadMeter meter) {
    this.cache = cache;
    this.access = access;
    this.options = options;
    this.meter = meter;
    this.hub = new HubConnection(access, options);
  }

  /** Whether the variables forbid to fetch anything. */
  public static boolean isForbidden(Map<String, String> environment) {
    return HubAccess.isOffline(environment);
  }

  /**
   * The newest snapshot of a model's revision: what the cache has is enough where the revision is a
   * commit, else the hub is asked.
   *
   * @throws DownloadFailed with one line for the operator
   */
  public Path get(ModelName name) throws DownloadFailed, InterruptedException {
    Optional<Path> here = cache.find(name).filter(folder -> folder.endsWith(name.wanted()));
    return here.isPresent() && cache.isWhole(name) ? here.get() : fetch(name);
  }

  /**
   * The snapshot of a model, fetched where the cache lacks any of it. An interrupt ends it, and
   * what has come is kept.
   *
   * @throws DownloadFailed with one line for the operator
   */
  public Path fetch(ModelName name) throws DownloadFailed, InterruptedException {
    if (access.offline()) {
      throw new DownloadFailed(
          Reason.OFFLINE, name + " is not in the cache, and HF_HUB_OFFLINE forbids to fetch it");
    }
    CachedRepository repository = new CachedRepository(cache.hubs().get(0), name.repository());
    try (FolderLock lock = repository.lock(this::waits)) {
      Files.createDirectories(repository.blobs());
      return fetch(name, repository);
    } catch (DownloadFailed e) {
      throw e;
    } catch (IOException e) {
      throw DownloadFailed.unwritable(repository.folder(), e);
    }
  }

  private void waits() {
    meter.enters(Stage.WAITING);
    meter.note("another download of it is under way");
  }

  private Path fetch(ModelName name, CachedRepository repository)
      throws IOException, InterruptedException {
    meter.enters(Stage.LISTING);
    String revision = name.wanted();
    Listing listing = list(name, revision);
    List<RemoteFile> files = new ArrayList<>();
    try (Parallel parallel = new Parallel(options.atOnce())) {
      List<String> descriptions = ModelFiles.descriptions(listing);
      files.addAll(parallel.map(descriptions, path -> head(listing, path)));
      files.addAll(parallel.map(weights(listing, files), path -> head(listing, path)));
      List<RemoteFile> blobs = blobs(files);
      List<RemoteFile> missing =
          blobs.stream().filter(file -> !repository.has(listing.commit(), file)).toList();
      begin(repository, blobs, missing);
      parallel.map(largestFirst(missing), file -> download(repository, file));
    }
    link(repository, listing, files);
    if (!revision.equals(listing.commit())) {
      repository.remember(revision, listing.commit());
    }
    return repository.snapshot(listing.commit());
  }

  private Listing list(ModelName name, String revision)
      throws DownloadFailed, InterruptedException {
    RepositoryPart part = RepositoryPart.revision(access.endpoint(), name.repository(), revision);
    return retries(name).run(() -> Listing.read(part, hub.read(part, MOST_JSON_BYTES)));
  }

  private RemoteFile head(Listing listing, String path)
      throws DownloadFailed, InterruptedException {
    RepositoryPart part = RepositoryPart.file(access.endpoint(), listing, path);
    return retries(part).run(() -> hub.head(part));
  }

  /** By the index, where there is one, which is read before it is kept. */
  private List<String> weights(Listing listing, List<RemoteFile> files)
      throws IOException, InterruptedException {
    for (RemoteFile file : files) {
      RepositoryPart part = file.part();
      if (part.name().equals(ModelFiles.INDEX)) {
        return retries(part)
            .run(() -> ModelFiles.weights(listing, Optional.of(hub.read(part, MOST_JSON_BYTES))));
      }
    }
    return ModelFiles.weights(listing, Optional.empty());
  }

  /** Files of the same content are one blob. */
  private static List<RemoteFile> blobs(List<RemoteFile> files) {
    Map<String, RemoteFile> blobs = new LinkedHashMap<>();
    files.forEach(file -> blobs.putIfAbsent(file.etag(), file));
    return List.copyOf(blobs.values());
  }

  private void begin(CachedRepository repository, List<RemoteFile> blobs, List<RemoteFile> missing)
      throws DownloadFailed {
    long total = sum(blobs);
    long needed = missing.stream().mapToLong(repository::lacking).sum();
    long free = options.machine().freeBytes(repository.blobs());
    if (needed > free) {
      String line =
          "%s takes %s more on the disk, and %s has %s: make room, or name another folder by"
              + " EMBEDDING_CACHE_DIR or HF_HUB_CACHE";
      throw new DownloadFailed(
          Reason.UNWRITABLE,
          line.formatted(
              repository.name(), ByteCount.of(needed), repository.hub(), ByteCount.of(free)));
    }
    meter.begins(Stage.DOWNLOADING, total, total - needed);
  }

  private static long sum(List<RemoteFile> files) {
    return files.stream().mapToLong(RemoteFile::size).sum();
  }

  private static List<RemoteFile> largestFirst(List<RemoteFile> files) {
    return files.stream().sorted(Comparator.comparingLong(RemoteFile::size).reversed()).toList();
  }

  private RemoteFile download(CachedRepository repository, RemoteFile file)
      throws DownloadFailed, InterruptedException {
    new FileDownload(hub, repository, file, meter).run(retries(file.part()));
    return file;
  }

  private static void link(CachedRepository repository, Listing listing, List<RemoteFile> files)
      throws IOException {
    List<RemoteFile> ordered =
        files.stream()
            .sorted(Comparator.comparing(file -> file.part().name().equals(CONFIG)))
            .toList();
    for (RemoteFile file : ordered) {
      if (CachedRepository.size(repository.blob(file.etag())) >= 0) {
        repository.link(listing.commit(), file.part().name(), file.etag());
      }
    }
  }

  private Retries retries(Object what) {
    return new Retries(what.toString(), options, meter);
  }
}
