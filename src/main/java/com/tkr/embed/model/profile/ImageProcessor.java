package com.tkr.embed.model.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a folder says of pictures: in {@code preprocessor_config.json}, or, from newer transformers,
 * in {@code processor_config.json}. All but the pixel limits is fixed here, for each {@code
 * model_type}; the limits are a profile's, and those of the published folders are Qwen2-VL's, which
 * the embedding does not use, or Qwen3-VL's, whose embedding resizes pictures before.
 */
final class ImageProcessor {
  private static final Set<String> TYPES =
      Set.of("Qwen2VLImageProcessor", "Qwen2VLImageProcessorFast", "Qwen2VLImageProcessorPil");
  private static final String QWEN3 = "qwen3_vl";
  private static final Layout QWEN2_VL =
      new Layout(
          "Qwen2VLProcessor",
          List.of(0.48145466, 0.4578275, 0.40821073),
          List.of(0.26862954, 0.26130258, 0.27577711),
          14);
  private static final Layout QWEN3_VL =
      new Layout("Qwen3VLProcessor", List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5), 16);
  private static final int BICUBIC = 3;

  /** Of Qwen2-VL as published, and of Ops-MM-embedding-v1. */
  private static final Set<Long> LEAST_PIXELS = Set.of(3136L, 200_704L);

  private static final Set<Long> MOST_PIXELS = Set.of(12_845_056L, 1_003_520L);

  /**
   * What all folders of an architecture have.
   *
   * @param processor its class
   * @param mean that channels are normalised by
   * @param std the same
   * @param patch side of a patch where config.json says nothing
   */
  private record Layout(String processor, List<Double> mean, List<Double> std, int patch) {}

  private ImageProcessor() {}

  /** Refuses what no profile could describe. */
  static void check(Path folder) {
    Optional<Fields> config = JsonFile.object(folder.resolve("config.json"));
    Layout layout = layout(config);
    JsonFile.object(folder.resolve("processor_config.json"))
        .ifPresent(fields -> checkTypes(fields, layout));
    Optional<Fields> tower = config.flatMap(fields -> fields.object("vision_config"));
    for (Fields fields : configs(folder)) {
      checkSteps(fields, layout);
      checkPatches(fields, tower, layout);
    }
  }

  /** Refuses limits that nobody is known to have; a profile of the folder's own says its own. */
  static void checkLimits(Path folder) {
    Optional<Fields> config = JsonFile.object(folder.resolve("config.json"));
    if (!type(config).equals(QWEN3)) {
      configs(folder).forEach(ImageProcessor::checkLimits);
    }
  }

  /** Of another architecture's the loader of weights says that it is not supported. */
  private static Layout layout(Optional<Fields> config) {
    return type(config).equals(QWEN3) ? QWEN3_VL : QWEN2_VL;
  }

  private static String type(Optional<Fields> config) {
    return config.flatMap(fields -> fields.text("model_type")).orElse("");
  }

  private static List<Fields> configs(Path folder) {
    return Stream.of(
            JsonFile.object(folder.resolve("preprocessor_config.json")),
            JsonFile.object(folder.resolve("processor_config.json"))
                .flatMap(fields -> fields.object("image_processor")))
        .flatMap(Optional::stream)
        .toList();
  }

  private static void checkTypes(Fields fields, Layout layout) {
    fields.requireOneOf("image_processor_type", TYPES, CheckpointFolder.NO_WAY);
    fields.requireOneOf("processor_class", Set.of(layout.processor()), CheckpointFolder.NO_WAY);
    if (fields.names().contains("auto_map")) {
      throw fields.refused("auto_map", "names code that is not run here", CheckpointFolder.NO_WAY);
    }
  }

  private static void checkSteps(Fields fields, Layout layout) {
    checkTypes(fields, layout);
    for (String step : List.of("do_resize", "do_rescale", "do_normalize", "do_convert_rgb")) {
      fields.require(step, true, CheckpointFolder.NO_WAY);
    }
    fields.require("image_mean", layout.mean(), CheckpointFolder.NO_WAY);
    fields.require("image_std", layout.std(), CheckpointFolder.NO_WAY);
    fields.require("rescale_factor", 1.0 / 255, CheckpointFolder.NO_WAY);
    fields.require("resample", BICUBIC, CheckpointFolder.NO_WAY);
  }

  /** The tower's are those of config.json, and the architecture's where that says nothing. */
  private static void checkPatches(Fields fields, Optional<Fields> tower, Layout layout) {
    String wayOut = "as config.json has it; take both files from one model";
    fields.require("patch_size", towers(tower, "patch_size", layout.patch()), wayOut);
    fields.require("temporal_patch_size", towers(tower, "temporal_patch_size", 2), wayOut);
    fields.require("merge_size", towers(tower, "spatial_merge_size", 2), wayOut);
  }

  private static double towers(Optional<Fields> tower, String name, double otherwise) {
    return tower.flatMap(fields -> fields.number(name)).orElse(otherwise);
  }

  private static void checkLimits(Fields fields) {
    checkLimits(fields, "min_pixels", "max_pixels");
    fields.object("size").ifPresent(ImageProcessor::checkSize);
  }

  private static void checkSize(Fields size) {
    checkLimits(size, "min_pixels", "max_pixels");
    checkLimits(size, "shortest_edge", "longest_edge");
    for (String side : List.of("height", "width")) {
      if (size.names().contains(side)) {
        throw size.refused(side, "is fixed", CheckpointFolder.WAY_OUT);
      }
    }
  }

  private static void checkLimits(Fields fields, String least, String most) {
    checkLimit(fields, least, LEAST_PIXELS);
    checkLimit(fields, most, MOST_PIXELS);
  }

  private static void checkLimit(Fields fields, String name, Set<Long> known) {
    fields
        .number(name)
        .filter(pixels -> !known.contains(Math.round(pixels)))
        .ifPresent(
            pixels -> {
              throw fields.refused(
                  name,
                  "is %.0f, neither Qwen2-VL's nor Ops-MM-embedding-v1's".formatted(pixels),
                  CheckpointFolder.WAY_OUT);
            });
  }
}
