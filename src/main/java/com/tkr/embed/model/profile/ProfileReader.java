package com.tkr.embed.model.profile;

import com.tkr.embed.model.Positions;
import com.tkr.embed.model.profile.Ending.Truncation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a profile of its fields; those that may be missing stand for what they mostly are. */
final class ProfileReader {
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,5}");
  private static final Pattern SCALE = Pattern.compile("0\\.[0-9]{0,7}[1-9]");

  private ProfileReader() {}

  /** The profile, of which the fields hold nothing else. */
  static ModelProfile profile(ProfileFields fields) {
    ModelProfile profile =
        new ModelProfile(
            fields.text("name"),
            fields.flag("demonstration"),
            fields.text("prompt"),
            fields.text("image"),
            instruction(fields),
            fields.has("nothing") ? Optional.of(fields.text("nothing")) : Optional.empty(),
            answers(fields),
            pictures(fields),
            fields
                .choice("positions", Positions::word, Stream.of(Positions.values()))
                .orElse(Positions.MROPE),
            fields.positive("max_length"),
            ending(fields),
            flag(fields, "matryoshka"),
            scales(fields));
    fields.choice("pooling", word -> word, Stream.of("last_token"));
    fields.end();
    if (profile.answers().isPresent() != profile.prompt().contains("{query_text}")) {
      throw fields.failed("answers", "and {query_text} in \"prompt\" come together");
    }
    return profile;
  }

  private static Instruction instruction(ProfileFields fields) {
    return new Instruction(
        fields.text("default_instruction"),
        fields
            .choice(
                "instruction_form", Instruction.Form::word, Stream.of(Instruction.Form.values()))
            .orElse(Instruction.Form.AS_GIVEN),
        fields.textsByName("prompts"));
  }

  private static Optional<AnswerWords> answers(ProfileFields fields) {
    if (!fields.has("answers")) {
      return Optional.empty();
    }
    ProfileFields answers = fields.object("answers");
    AnswerWords words = new AnswerWords(answers.text("yes"), answers.text("no"));
    answers.end();
    return Optional.of(words);
  }

  private static Pictures pictures(ProfileFields fields) {
    String over = "over_white";
    return new Pictures(
        resize(fields),
        fields
            .choice("alpha", word -> word, Stream.of("dropped", over))
            .filter(over::equals)
            .isPresent());
  }

  private static Ending ending(ProfileFields fields) {
    return new Ending(
        flag(fields, "add_special_tokens"),
        fields
            .choice("truncation", Truncation::word, Stream.of(Truncation.values()))
            .orElse(Truncation.TEXT));
  }

  private static Map<Integer, Float> scales(ProfileFields fields) {
    String field = "quantization_scales";
    Map<Integer, Float> scales = new TreeMap<>();
    fields
        .textsByName(field)
        .forEach(
            (size, scale) -> {
              if (!SIZE.matcher(size).matches() || !SCALE.matcher(scale).matches()) {
                throw fields.failed(field, "must be dimensions and scales such as \"0.25\"");
              }
              scales.put(Integer.valueOf(size), Float.valueOf(scale));
            });
    return scales;
  }

  /** False where it is missing. */
  private static boolean flag(ProfileFields fields, String field) {
    return fields.has(field) && fields.flag(field);
  }

  /** The list, or the one that the two limits alone tell. */
  private static List<ResizeStage> resize(ProfileFields fields) {
    if (!fields.has("resize")) {
      return List.of(stage(fields));
    }
    List<ResizeStage> stages =
        fields.objects("resize").stream().map(ProfileReader::wholeStage).toList();
    if (stages.isEmpty()) {
      throw fields.failed("resize", "must have one stage at least");
    }
    return stages;
  }

  private static ResizeStage wholeStage(ProfileFields fields) {
    OptionalInt factor = positive(fields, "factor");
    OptionalInt maxRatio = positive(fields, "max_ratio");
    fields.choice("filter", word -> word, Stream.of("bicubic"));
    ResizeStage limits = stage(fields);
    fields.end();
    return new ResizeStage(factor, limits.minPixels(), limits.maxPixels(), maxRatio);
  }

  private static ResizeStage stage(ProfileFields fields) {
    int minPixels = fields.positive("min_pixels");
    int maxPixels = fields.positive("max_pixels");
    if (minPixels > maxPixels) {
      throw fields.failed("min_pixels", "is above max_pixels");
    }
    return ResizeStage.between(minPixels, maxPixels);
  }

  private static OptionalInt positive(ProfileFields fields, String field) {
    return fields.has(field) ? OptionalInt.of(fields.positive(field)) : OptionalInt.empty();
  }
}
