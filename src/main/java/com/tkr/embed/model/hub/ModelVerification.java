package com.tkr.embed.model.hub;

import com.tkr.embed.model.DownloadProgress.Stage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads all of a checkpoint's folder: whether its files have the content that the hub's checksums
 * name, where they lie in its cache, or the folder's own list of them, and whether the tensors are
 * those that headers and index describe.
 */
public final class ModelVerification {
  /** A file of checksums, as {@code sha256sum} writes it. */
  public static final String CHECKSUMS = "SHA256SUMS";

  private static final String WEIGHTS = ".safetensors";
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

  private final Path folder;
  private final DownloadMeter meter;
  private final List<String> problems = new ArrayList<>();
  private final Map<Path, String> sums = new HashMap<>();

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
    List<Path> files = Folders.files(folder);
    meter.begins(Stage.VERIFYING, files.stream().mapToLong(CachedRepository::size).sum(), 0);
    readSums();
    List<Path> named = files.stream().filter(file -> etag(file).isPresent()).toList();
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      parallel.map(named, this::content).forEach(found -> found.ifPresent(problems::add));
    }
    Map<String, String> tensors = tensors(files);
    checkIndex(tensors);
    return new Verdict(files.size(), named.size(), tensors.size(), List.copyOf(problems));
  }

  private void readSums() throws IOException {
    Path file = folder.resolve(CHECKSUMS);
    for (String line : Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of()) {
      Matcher sum = SUM.matcher(line);
      if (!sum.matches()) {
        problems.add(CHECKSUMS + ": a line of it is no checksum");
        return;
      }
      Path named = folder.resolve(sum.group(2)).normalize();
      sums.put(named, sum.group(1));
      if (!Files.exists(named)) {
        problems.add(sum.group(2) + ": missing, though " + CHECKSUMS + " names it");
      }
    }
  }

  /**
   * The checksum of a file: what its folder's list says, or what the blob is called that it stands
   * for in a snapshot; empty for other files.
   */
  private Optional<String> etag(Path file) {
    return Optional.ofNullable(sums.get(file)).or(() -> blob(file));
  }

  private static Optional<String> blob(Path file) {
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
