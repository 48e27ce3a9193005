package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.Task;
import com.tkr.embed.model.hub.ModelLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which profile a folder is served by: its own, that of the known model whose marks it carries, or
 * the one that a setting names for a folder that says nothing. Never a guess.
 */
final class ProfileChoice {
  private static final String SETTING = "EMBEDDING_PROFILE";
  private static final String AUTO = "auto";

  private final ModelLocation location;
  private final Path folder;
  private final Optional<KnownProfile> asked;
  private final Map<KnownProfile, String> marked = new LinkedHashMap<>();

  /**
   * Looks for marks.
   *
   * @param setting {@code auto}, or the id of a known profile
   */
  ProfileChoice(ModelLocation location, String setting) {
    this.location = location;
    this.folder = location.folder();
    this.asked =
        Optional.of(setting)
            .filter(id -> !id.equals(AUTO))
            .map(id -> KnownProfile.of(id).orElseThrow(() -> unknown(id)));
    for (KnownProfile known : KnownProfile.all()) {
      known.marks().in(folder, location.name()).ifPresent(mark -> marked.put(known, mark));
    }
  }

  /** Of the known models whose marks the folder carries. */
  List<Marks> marks() {
    return marked.keySet().stream().map(KnownProfile::marks).toList();
  }

  /**
   * The profile, and what told it.
   *
   * @throws ModelLoadFailed when nothing tells it, or two things tell different ones
   */
  ProfiledFolder get() {
    if (ModelProfile.isIn(folder)) {
      ProfiledFolder own = ProfiledFolder.own(folder);
      asked.ifPresent(known -> agree(known, own.profile().name(), own.recipe().told()));
      return own;
    }
    if (marked.size() > 1) {
      throw new ModelLoadFailed(
          "%s: carries the marks of several models (%s): %s"
              .formatted(folder, String.join(", ", marked.values()), CheckpointFolder.WAY_OUT));
    }
    boolean reranker =
        marked.keySet().stream().anyMatch(known -> known.profile().task() == Task.RERANK);
    new OtherRecipes(location, marks(), reranker).check();
    return byMark().or(() -> asked.map(known -> served(known, SETTING))).orElseThrow(this::untold);
  }

  private Optional<ProfiledFolder> byMark() {
    return marked.entrySet().stream()
        .findFirst()
        .map(
            mark -> {
              KnownProfile known = mark.getKey();
              asked.ifPresent(other -> agree(other, known.profile().name(), mark.getValue()));
              return served(known, mark.getValue());
            });
  }

  private ProfiledFolder served(KnownProfile known, String told) {
    checkArchitecture(known, told);
    ModelProfile profile = known.profile();
    return new ProfiledFolder(folder, profile, Recipe.of(profile, told, true));
  }

  private void checkArchitecture(KnownProfile known, String told) {
    String type = architecture();
    if (KnownProfile.isKnown(type) && !known.architecture().equals(type)) {
      throw new ModelLoadFailed(
          "%s: %s tells the profile %s, for model_type %s, but model_type is %s: %s"
              .formatted(
                  folder.resolve("config.json"),
                  told,
                  known.id(),
                  known.architecture(),
                  type,
                  CheckpointFolder.WAY_OUT));
    }
  }

  private String architecture() {
    return JsonFile.object(folder.resolve("config.json"))
        .flatMap(config -> config.text("model_type"))
        .orElse("not there");
  }

  private void agree(KnownProfile known, String name, String told) {
    if (!known.profile().name().equals(name)) {
      throw new ModelLoadFailed(
          "%s=%s contradicts %s, of %s: leave the setting out, or serve another folder"
              .formatted(SETTING, known.id(), told, name));
    }
  }

  private ModelLoadFailed untold() {
    Path config = folder.resolve("config.json");
    if (!Files.exists(config)) {
      return new ModelLoadFailed(config + ": no such file");
    }
    String type = architecture();
    if (!KnownProfile.isKnown(type)) {
      return new ModelLoadFailed(config + ": model_type is " + type + ", which is not supported");
    }
    return new ModelLoadFailed(
        ("%s: nothing in it tells which model's vectors these weights make: name its profile by %s"
                + " (%s), or describe it in an %s in the folder")
            .formatted(folder, SETTING, String.join(", ", ids()), ModelProfile.FILE_NAME));
  }

  private static ModelLoadFailed unknown(String id) {
    return new ModelLoadFailed(SETTING + "=" + id + ": known are " + String.join(", ", ids()));
  }

  private static List<String> ids() {
    return KnownProfile.all().stream().map(KnownProfile::id).toList();
  }
}
