package com.tkr.embed.model.conversion;

import com.tkr.embed.model.DownloadProgress.Stage;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.conversion.ConversionFailed.Reason;
import com.tkr.embed.model.hub.ByteCount;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.Folders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Quantises a checkpoint once, into a folder of MLX's format with all that a model needs beside its
 * weights, checksums, and a note of what it was made of. Nothing gets its name before it is whole
 * and on the disk.
 */
public final class Conversion {
  /** Weights that share scale and bias, in what servers make and look for. */
  public static final int GROUP_SIZE = 64;

  private static final long MOST_BESIDE_WEIGHTS = 64L << 20;

  /** What lies beside weights and is not made anew: tokenizers, profiles, recipes, licences. */
  private static final Pattern COPIED =
      Pattern.compile(
          "(?!config\\.json|.*\\.index\\.json|conversion\\.properties|SHA256SUMS)"
              + "[^/]+\\.(json|py|txt|md|jinja|model)|LICENSE[^/]*"
              + "|\\d+_\\w+/config\\.json|[^/]+/adapter_config\\.json");

  private final ConvertedModels models;
  private final Path source;
  private final CheckpointConverter converter;
  private final DownloadMeter meter;
  private final ConversionKey key;

  /**
   * @param source the folder of the checkpoint that the converter reads
   * @param meter what shows the progress
   */
  public Conversion(
      ConvertedModels models, Path source, CheckpointConverter converter, DownloadMeter meter) {
    this.models = models;
    this.source = source;
    this.converter = converter;
    this.meter = meter;
    this.key = ConversionKey.of(source, converter);
  }

  /** The converted folder, where it is there. */
  public Optional<Path> find() {
    return models.find(key);
  }

  /** Forgets a converted folder that is damaged, so that it is made again. */
  public void discard(Path converted) {
    try {
      Folders.delete(converted);
    } catch (IOException e) {
      throw new ModelLoadFailed(converted + " is damaged and cannot be deleted: " + e, e);
    }
  }

  /**
   * The converted folder, which is made where it is not there yet. Earlier ones of another state of
   * the same folder are removed. An interrupt ends it.
   *
   * @throws ConversionFailed with one line for the operator
   */
  public Path get() throws ConversionFailed, InterruptedException {
    Optional<Path> present = find();
    return present.isPresent() ? present.get() : make(models.place(key));
  }

  /**
   * Makes it in a folder of the user's own.
   *
   * @param folder that is not there yet
   * @throws ConversionFailed with one line for the operator
   */
  public Path into(Path folder) throws ConversionFailed, InterruptedException {
    if (Files.exists(folder)) {
      throw new ConversionFailed(Reason.UNWRITABLE, folder + " is there already");
    }
    return make(folder.toAbsolutePath().normalize());
  }

  private Path make(Path folder) throws ConversionFailed, InterruptedException {
    try (Closeable lock = lock(folder)) {
      if (Files.exists(folder) && models.find(key).filter(folder::equals).isPresent()) {
        return folder;
      }
      removeRemains(folder);
      checkRoom(Objects.requireNonNull(folder.getParent()));
      write(folder);
      removeOlder();
      return folder;
    } catch (ConversionFailed e) {
      throw e;
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("the conversion was ended");
    } catch (IOException e) {
      throw new ConversionFailed(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A folder of the user's own needs no place beside the cache, which may be read-only. */
  private Closeable lock(Path folder) throws IOException, InterruptedException {
    try {
      return models.lock(this::waits);
    } catch (FileSystemException e) {
      if (folder.startsWith(models.root())) {
        throw e;
      }
      return () -> {};
    }
  }

  private void waits() {
    meter.enters(Stage.WAITING);
    meter.note("another conversion is under way");
  }

  /** Of conversions that were interrupted: nobody else writes now. */
  private void removeRemains(Path folder) throws IOException {
    Folders.delete(PartialFolder.of(folder));
    if (!folder.startsWith(models.root())) {
      return;
    }
    for (Path child : Folders.children(models.root())) {
      if (PartialFolder.isOne(child)) {
        Folders.delete(child);
      }
    }
    Folders.delete(folder); // of an older format
  }

  private void checkRoom(Path parent) throws IOException {
    Files.createDirectories(parent);
    long needed = converter.bytes() + MOST_BESIDE_WEIGHTS;
    long free = parent.toFile().getUsableSpace();
    if (needed > free) {
      String line = "the converted weights take %s, and %s has room for %s";
      throw new ConversionFailed(
          Reason.UNWRITABLE, line.formatted(ByteCount.of(needed), parent, ByteCount.of(free)));
    }
  }

  private void write(Path folder) throws IOException, InterruptedException {
    Path partial = Files.createDirectory(PartialFolder.of(folder));
    try {
      meter.begins(Stage.CONVERTING, 2 * converter.bytes(), 0);
      try (ConversionWatch watch = ConversionWatch.begin(converter, meter)) {
        converter.convert(partial);
      } catch (ConversionFailed e) {
        if (Thread.interrupted()) {
          throw new InterruptedException(e.getMessage());
        }
        throw e;
      }
      copy(partial);
      ConversionNote.write(partial, key);
      Checksums.write(partial, meter);
      PartialFolder.publish(partial, folder);
    } catch (IOException | InterruptedException e) {
      Folders.delete(partial);
      throw e;
    }
  }

  private void copy(Path target) throws IOException {
    for (Path file : beside(source.toRealPath())) {
      Path copied = target.resolve(source.toRealPath().relativize(file).toString());
      Files.createDirectories(Objects.requireNonNull(copied.getParent()));
      Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The files to copy; a folder that cannot be looked into, as a volume's own, has none. */
  private static List<Path> beside(Path folder) throws IOException {
    List<Path> places = new ArrayList<>(Folders.entries(folder));
    for (Path child : Folders.children(folder)) {
      places.addAll(Files.isReadable(child) ? Folders.entries(child) : List.of());
    }
    List<Path> copied = new ArrayList<>();
    for (Path file : places) {
      boolean named = COPIED.matcher(folder.relativize(file).toString()).matches();
      if (named && Files.isRegularFile(file) && Files.size(file) <= MOST_BESIDE_WEIGHTS) {
        copied.add(file);
      }
    }
    return copied;
  }

  /** Conversions of what the folder held before, which nobody will ask for again. */
  private void removeOlder() throws IOException {
    if (!Path.of(key.model()).isAbsolute() || !Files.isWritable(models.root())) {
      return; // a model of the hub may be served at two revisions
    }
    for (ConvertedModel model : models.list()) {
      ConversionKey other = model.key();
      if (other.model().equals(key.model()) && !other.fingerprint().equals(key.fingerprint())) {
        Folders.delete(model.folder());
      }
    }
  }
}
