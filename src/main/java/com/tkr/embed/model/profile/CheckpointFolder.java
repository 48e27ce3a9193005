package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.ModelLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder that is about to be served. */
public final class CheckpointFolder {
  /** What to do about a folder that is made for another recipe. */
  static final String WAY_OUT =
      "serve a model of this recipe, or say in an embedding_profile.json in the folder which prompt"
          + " and limits it has";

  /** The same where no profile could describe it. */
  static final String NO_WAY = "its vectors would be wrong; serve another model";

  private CheckpointFolder() {}

  /**
   * Finds out how vectors are made of a folder, and refuses one whose files contradict that. Reads
   * no weight.
   *
   * @param profile the setting: {@code auto}, or the id of a known profile
   * @param ignoreAdapters whether adapters beside base weights are left out knowingly
   * @throws ModelLoadFailed with one line that names the file, the field and the way out
   */
  public static ProfiledFolder open(
      ModelLocation location, String profile, boolean ignoreAdapters) {
    Path folder = location.folder();
    new Adapters(folder).check(ignoreAdapters);
    ProfileChoice choice = new ProfileChoice(location, profile);
    new ModelConfig(choice.marks()).check(folder);
    SentenceTransformers modules = new SentenceTransformers(folder, choice.marks());
    modules.check();
    ImageProcessor.check(folder);
    ProfiledFolder profiled = choice.get();
    if (profiled.recipe().assumed()) {
      modules.checkPrompts(profiled.profile().instruction().byDefault());
      ImageProcessor.checkLimits(folder);
    }
    return profiled;
  }

  /** Names of the files in a folder, sorted. */
  static List<String> files(Path folder) {
    return list(folder, Files::isRegularFile);
  }

  /** Names of the folders in a folder that can be looked into, sorted. */
  static List<String> folders(Path folder) {
    return list(folder, place -> Files.isDirectory(place) && Files.isReadable(place));
  }

  private static List<String> list(Path folder, Predicate<Path> which) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(which).map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new ModelLoadFailed(folder + ": cannot be read", e);
    }
  }
}
