package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One repository in the layout of huggingface_hub ("Understand caching"): {@code
 * models--<org>--<name>/} with {@code blobs/<etag>}, {@code snapshots/<commit>/<path>}, which are
 * relative links to blobs, and {@code refs/<revision>}, files that name a commit.
 *
 * @param hub the folder of all repositories
 * @param name {@code org/name}
 */
record CachedRepository(Path hub, String name) {
  private static final String PREFIX = "models--";

  /** The repositories below a hub folder, by name. */
  static List<CachedRepository> in(Path hub) throws IOException {
    return Folders.entries(hub).stream()
        .map(CachedRepository::name)
        .filter(CachedRepository::isRepository)
        .map(folder -> new CachedRepository(hub, repository(folder)))
        .toList();
  }

  /** The one that a snapshot belongs to; empty for other folders. */
  static Optional<CachedRepository> of(Path snapshot) {
    return Optional.ofNullable(snapshot.getParent())
        .filter(snapshots -> snapshots.endsWith("snapshots"))
        .map(Path::getParent)
        .filter(folder -> isRepository(name(folder)))
        .map(folder -> new CachedRepository(folder.resolveSibling(""), repository(name(folder))));
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  private static boolean isRepository(String folder) {
    return folder.startsWith(PREFIX) && folder.indexOf("--", PREFIX.length()) > 0;
  }

  private static String repository(String folder) {
    return folder.substring(PREFIX.length()).replaceFirst("--", "/");
  }

  Path folder() {
    return hub.resolve(PREFIX + name.replace("/", "--"));
  }

  Path blobs() {
    return folder().resolve("blobs");
  }

  Path blob(String etag) {
    return blobs().resolve(etag);
  }

  /** What has come of a blob so far; under a name that no other program writes. */
  Path partial(String etag) {
    return blobs().resolve(etag + ".tkr-embed.incomplete");
  }

  Path snapshot(String commit) {
    return folder().resolve("snapshots").resolve(commit);
  }

  /** Snapshots, by commit. */
  List<Path> snapshots() throws IOException {
    return Folders.entries(folder().resolve("snapshots")).stream()
        .filter(Files::isDirectory)
        .toList();
  }

  /** The snapshot of a revision. */
  Optional<Path> find(String revision) {
    return commit(revision)
        .or(() -> Optional.of(revision))
        .map(this::snapshot)
        .filter(Files::isDirectory);
  }

  /** The commit that a branch or tag named when it was last fetched. */
  Optional<String> commit(String revision) {
    Path ref = folder().resolve("refs").resolve(revision);
    try {
      return Files.isRegularFile(ref)
          ? Optional.of(Files.readString(ref).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Notes which commit a revision names. */
  void remember(String revision, String commit) throws IOException {
    Path ref = folder().resolve("refs").resolve(revision);
    if (!commit(revision).equals(Optional.of(commit))) {
      Files.createDirectories(Objects.requireNonNull(ref.getParent()));
      Path fresh = ref.resolveSibling(ref.getFileName() + ".new");
      Files.writeString(fresh, commit);
      Files.move(fresh, ref, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Puts a partial file that is whole in its place, on the disk before its name. */
  void publish(String etag) throws IOException {
    try (FileChannel file = FileChannel.open(partial(etag), StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(partial(etag), blob(etag), StandardCopyOption.ATOMIC_MOVE);
    Folders.force(blobs());
  }

  /** Gives a blob its path in a snapshot; moves it there where the disk has no links. */
  void link(String commit, String path, String etag) throws IOException {
    Path link = snapshot(commit).resolve(path);
    Path folder = Objects.requireNonNull(link.getParent());
    Path target = folder.relativize(blob(etag));
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return;
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(blob(etag), link);
    }
    Folders.force(folder);
  }

  /** Whether a file with this content is here. */
  boolean has(String commit, RemoteFile file) {
    return isWhole(blob(file.etag()), file.size())
        || isUnlinked(snapshot(commit).resolve(file.part().name()), file.size());
  }

  /** Bytes of a file that are still to come. */
  long lacking(RemoteFile file) {
    long begun = Math.max(0, size(partial(file.etag())));
    return begun > file.size() ? file.size() : file.size() - begun;
  }

  private static boolean isUnlinked(Path place, long size) {
    return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && isWhole(place, size);
  }

  private static boolean isWhole(Path file, long size) {
    return size(file) == size;
  }

  /** Bytes of a file; -1 where there is none. */
  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  /** Keeps others of us out until it is closed. */
  FolderLock lock(Runnable waits) throws IOException, InterruptedException {
    String folder = String.valueOf(folder().getFileName());
    return FolderLock.take(hub.resolve(".locks").resolve(folder).resolve("tkr-embed.lock"), waits);
  }

  /** Bytes of all its blobs, partial ones among them. */
  long bytes() throws IOException {
    return Folders.bytes(folder().toRealPath());
  }

  /** Deletes all of it, where it is a link to another disk there; snapshots go first. */
  void delete() throws IOException {
    Folders.delete(folder().toRealPath());
    Files.deleteIfExists(folder());
  }
}
