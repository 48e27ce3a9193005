package com.tkr.embed.model.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * By what a folder is known as one model's.
 *
 * @param name found in the folder's name, or in that of the model it was made from
 * @param architectures in its config.json
 * @param code modules of Python that only this model has
 * @param beside modules of Python that it has, as others do
 * @param modules of sentence-transformers that it has after the transformer, by their classes
 */
record Marks(
    Pattern name,
    List<String> architectures,
    List<String> code,
    List<String> beside,
    List<String> modules) {
  static Marks of(ProfileFields fields) {
    Marks marks =
        new Marks(
            Pattern.compile(fields.text("name"), Pattern.CASE_INSENSITIVE),
            fields.texts("architectures"),
            fields.texts("code"),
            fields.texts("beside"),
            fields.texts("modules"));
    fields.end();
    return marks;
  }

  /** The first of them that a folder carries, in words. */
  Optional<String> in(Path folder, String folderName) {
    return Stream.<Optional<String>>of(
            inFiles(folder), inConfig(folder), inName("its name", folderName), inOrigin(folder))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether a module of Python, such as {@code custom_st}, is one of these models'. */
  static boolean haveCode(List<Marks> models, String module) {
    return models.stream()
        .anyMatch(model -> model.code.contains(module) || model.beside.contains(module));
  }

  /** Whether a class of sentence-transformers' modules is one of these models'. */
  static boolean haveModule(List<Marks> models, String name) {
    return models.stream().anyMatch(model -> model.modules.contains(name));
  }

  /** Whether a text has the model's name. */
  boolean isName(String text) {
    return name.matcher(text).find();
  }

  private Optional<String> inFiles(Path folder) {
    return CheckpointFolder.files(folder).stream()
        .filter(file -> code.stream().anyMatch(module -> file.equals(module + ".py")))
        .findFirst();
  }

  private Optional<String> inConfig(Path folder) {
    Optional<Fields> config = JsonFile.object(folder.resolve("config.json"));
    Optional<String> architecture =
        config.stream()
            .flatMap(fields -> fields.texts("architectures").stream())
            .filter(architectures::contains)
            .map(found -> "config.json's architectures " + found)
            .findFirst();
    return architecture.or(
        () ->
            config.flatMap(fields -> fields.object("auto_map")).stream()
                .flatMap(ModelConfig::modules)
                .filter(code::contains)
                .map(found -> "config.json's auto_map " + found)
                .findFirst());
  }

  private Optional<String> inOrigin(Path folder) {
    return JsonFile.object(folder.resolve("config.json")).stream()
        .flatMap(ModelConfig::origins)
        .flatMap(origin -> inName("config.json's origin", origin).stream())
        .findFirst();
  }

  private Optional<String> inName(String whose, String text) {
    return Optional.of(whose + " " + text).filter(words -> isName(text));
  }
}
