package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.CheckpointFingerprint;
import com.tkr.embed.model.hub.FolderLock;
import com.tkr.embed.model.hub.Folders;
import com.tkr.embed.model.hub.HubCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The converted checkpoints of this machine, a folder each, beside the models that were fetched.
 * Whoever writes has the lock; a folder that is not whole has another name, and the next writer
 * removes it.
 */
public final class ConvertedModels {
  private static final String FOLDER = "tkr-embed";
  private static final String LOCK = ".lock";
  private static final String CHECKED = ".checked";

  private final Path root;

  /**
   * @param root the folder of all; made when something is written
   */
  public ConvertedModels(Path root) {
    this.root = root;
  }

  /**
   * Of a cache: {@code tkr-embed} beside the folder {@code hub} of Hugging Face's tools, or in
   * another folder that models are fetched into.
   */
  public static ConvertedModels beside(HubCache cache) {
    Path hub = cache.hubs().get(0);
    return new ConvertedModels(
        hub.endsWith("hub") ? hub.resolveSibling(FOLDER) : hub.resolve(FOLDER));
  }

  /** The folder of all. */
  public Path root() {
    return root;
  }

  /** The conversion for a key. */
  public Optional<Path> find(ConversionKey key) {
    Path folder = place(key);
    return ConversionNote.read(folder).filter(key::equals).map(same -> folder);
  }

  /**
   * Whether a server's conversion of a checkpoint's folder as it is now is there.
   *
   * @param quantization {@code q4} or {@code q8}
   * @param head whether it has the head, of which a reranker's scores are made
   */
  public boolean has(Path checkpoint, String quantization, boolean head) {
    ConversionKey key =
        new ConversionKey(
            ConversionKey.model(checkpoint),
            CheckpointFingerprint.of(checkpoint),
            quantization,
            Conversion.GROUP_SIZE,
            head);
    return find(key).isPresent();
  }

  Path place(ConversionKey key) {
    return root.resolve(key.folderName());
  }

  /** Keeps other writers out until it is closed. */
  FolderLock lock(Runnable waits) throws IOException, InterruptedException {
    return FolderLock.take(root.resolve(LOCK), waits);
  }

  /** All that are whole. */
  public List<ConvertedModel> list() throws IOException {
    List<ConvertedModel> models = new ArrayList<>();
    for (Path folder : Folders.children(root)) {
      Optional<ConversionKey> key = ConversionNote.read(folder);
      if (key.isPresent() && !PartialFolder.isOne(folder)) {
        models.add(new ConvertedModel(key.get(), folder, Folders.bytes(folder)));
      }
    }
    return models;
  }

  /**
   * Deletes all of a model, as soon as nobody writes; what a running server has mapped stays until
   * that ends.
   *
   * @param model as {@link ConversionKey#model()}
   * @param waits is told, again and again, that somebody writes
   * @return the bytes that they took; empty where there were none
   */
  public Optional<Long> remove(String model, Runnable waits)
      throws IOException, InterruptedException {
    List<ConvertedModel> found =
        list().stream().filter(converted -> converted.key().model().equals(model)).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (FolderLock lock = lock(waits)) {
      for (ConvertedModel converted : found) {
        Folders.delete(converted.folder());
      }
    }
    return Optional.of(found.stream().mapToLong(ConvertedModel::bytes).sum());
  }

  /** Whether every value of a checkpoint was found to be a finite number. */
  public boolean isChecked(String fingerprint) {
    return Files.exists(root.resolve(CHECKED).resolve(fingerprint));
  }

  /** Notes that it was; without the note its values are looked at again. */
  public void remember(String fingerprint) {
    try {
      Path notes = Files.createDirectories(root.resolve(CHECKED));
      Files.write(notes.resolve(fingerprint), new byte[0]);
    } catch (IOException e) {
      System.getLogger(ConvertedModels.class.getName())
          .log(System.Logger.Level.DEBUG, "Not noted as checked", e);
    }
  }
}
