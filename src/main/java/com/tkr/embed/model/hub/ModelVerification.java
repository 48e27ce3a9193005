package com.tkr.embed.model.hub;

import com.tkr.embed.model.DownloadProgress.Stage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads all of a checkpoint's folder: whether its files have the content that the hub's checksums
 * name, where they lie in its cache, and whether the tensors are those that headers and index
 * describe.
 */
public final class ModelVerification {
  private static final String WEIGHTS = ".safetensors";

  private final Path folder;
  private final DownloadMeter meter;
  private final List<String> problems = new ArrayList<>();

  /**
   * What was found.
   *
   * @param files that were looked at
   * @param checked of them, those whose checksum is known
   * @param tensors in all of them
   * @param problems a line each
   */
  public record Verdict(int files, int checked, int tensors, List<String> problems) {}

  /**
   * @param meter what shows the progress
   */
  public ModelVerification(Path folder, DownloadMeter meter) {
    this.folder = folder;
    this.meter = meter;
  }

  /**
   * Reads every byte once.
   *
   * @throws IOException when the folder cannot be listed
   */
  public Verdict run() throws IOException, InterruptedException {
    ModelFiles.missing(folder).ifPresent(problems::add);
    List<Path> files = CachedModel.files(folder);
    meter.begins(Stage.VERIFYING, files.stream().mapToLong(CachedRepository::size).sum(), 0);
    List<Path> named = files.stream().filter(file -> etag(file).isPresent()).toList();
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      parallel.map(named, this::content).forEach(found -> found.ifPresent(problems::add));
    }
    Map<String, String> tensors = tensors(files);
    checkIndex(tensors);
    return new Verdict(files.size(), named.size(), tensors.size(), List.copyOf(problems));
  }

  /** What the blob is called that a file of a snapshot stands for; empty for other files. */
  private static Optional<String> etag(Path file) {
    try {
      return Files.isSymbolicLink(file)
          ? Optional.of(String.valueOf(Files.readSymbolicLink(file).getFileName()))
              .filter(ContentHash::isNamedBy)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> content(Path file) {
    String name = folder.relativize(file).toString();
    try (FileChannel channel = FileChannel.open(file)) {
      ContentHash hash = new ContentHash(etag(file).orElseThrow(), channel.size());
      hash.update(channel, meter::received);
      return hash.matches()
          ? Optional.empty()
          : Optional.of(name + ": its content does not fit its checksum");
    } catch (IOException e) {
      return Optional.of(name + ": cannot be read");
    }
  }

  /** In which file each tensor lies. */
  private Map<String, String> tensors(List<Path> files) {
    Map<String, String> tensors = new TreeMap<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      try {
        for (String tensor :
            name.endsWith(WEIGHTS) ? new SafetensorsFile(file).tensors() : List.<String>of()) {
          Optional.ofNullable(tensors.put(tensor, name))
              .ifPresent(other -> problems.add(tensor + ": lies in " + other + " and in " + name));
        }
      } catch (IOException e) {
        problems.add(name + ": " + Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
      }
    }
    return tensors;
  }

  private void checkIndex(Map<String, String> tensors) throws IOException {
    Path index = folder.resolve(ModelFiles.INDEX);
    if (!Files.isReadable(index)) {
      return;
    }
    try {
      Map<String, Object> listed =
          Json.fields(Json.object(Files.readAllBytes(index)).get("weight_map"));
      listed.forEach((tensor, file) -> checkEntry(tensors, tensor, String.valueOf(file)));
      tensors.keySet().stream()
          .filter(tensor -> !listed.containsKey(tensor))
          .forEach(tensor -> problems.add(tensor + ": the index does not list it"));
    } catch (IOException e) {
      problems.add(ModelFiles.INDEX + ": is no JSON");
    }
  }

  private void checkEntry(Map<String, String> tensors, String tensor, String file) {
    if (!file.equals(tensors.get(tensor))) {
      problems.add(tensor + ": does not lie in " + file + ", where the index has it");
    }
  }
}
