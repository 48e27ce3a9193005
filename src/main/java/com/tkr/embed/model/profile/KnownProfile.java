package com.tkr.embed.model.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The profile of a known model.
 *
 * @param id what a setting calls it
 * @param architecture {@code model_type} of its config.json
 * @param marks by which a folder is known as its
 * @param profile how its vectors are made
 */
record KnownProfile(String id, String architecture, Marks marks, ModelProfile profile) {
  /** Each is a resource of this package. */
  private static final List<KnownProfile> ALL =
      Stream.of("ops-mm-embedding-v1", "gme-qwen2-vl", "qwen3-vl-embedding", "qwen3-vl-reranker")
          .map(KnownProfile::read)
          .toList();

  static List<KnownProfile> all() {
    return ALL;
  }

  /** Whether a profile is known for a {@code model_type}. */
  static boolean isKnown(String architecture) {
    return ALL.stream().anyMatch(known -> known.architecture().equals(architecture));
  }

  static Optional<KnownProfile> of(String id) {
    return ALL.stream().filter(known -> known.id().equals(id)).findFirst();
  }

  private static KnownProfile read(String id) {
    ProfileFields fields = ProfileJson.resource(id + ".json");
    String architecture = fields.text("architecture");
    Marks marks = Marks.of(fields.object("marks"));
    return new KnownProfile(id, architecture, marks, ProfileReader.profile(fields));
  }
}
