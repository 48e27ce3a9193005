package com.tkr.embed.rest.admin;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.hub.ModelName;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.task.TaskKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads which task an administrator asks for: none but a known model's name passes. */
@ApplicationScoped
public class TaskRequests {
  /** Bytes of a body at most. */
  static final int MAX_BYTES = 16 * 1024;

  private static final String TASK = "task";
  private static final String MODEL = "model";
  private static final int NAME_CHARACTERS = 512;

  private final JsonReader json = new JsonReader(NAME_CHARACTERS);
  @Inject private Settings settings;

  /**
   * What is to be done.
   *
   * @param kind which task
   * @param model a name of the hub, {@code demo}, or what the settings say
   */
  record Asked(TaskKind kind, String model) {}

  /** {@code {"task","model"}}; without a model it is the configured one. */
  Asked read(RequestBody body) {
    String[] said = {"", ""};
    json.read(
        body,
        Map.of(
            TASK, value -> said[0] = value.string(),
            MODEL, value -> said[1] = value.string().strip()));
    TaskKind kind =
        TaskKind.named(said[0]).orElseThrow(() -> Invalid.field(TASK, "must be one of " + kinds()));
    Optional<String> model = said[1].isEmpty() ? configured(kind) : named(kind, said[1]);
    return new Asked(
        kind,
        model.orElseThrow(
            () -> Invalid.field(MODEL, "must be a name of the hub, such as org/name or ops-2b")));
  }

  private static String kinds() {
    return Stream.of(TaskKind.values()).map(TaskKind::word).collect(Collectors.joining(", "));
  }

  private static Optional<String> named(TaskKind kind, String text) {
    boolean demonstration = text.equals(ModelSettings.DEMONSTRATION);
    return demonstration && kind == TaskKind.SELFTEST
        ? Optional.of(text)
        : ModelName.parse(text).map(ModelName::toString);
  }

  /**
   * The configured one is here already, or the start fetches it; the demonstration has no files.
   */
  private Optional<String> configured(TaskKind kind) {
    Optional<String> model = ModelSettings.model(settings);
    return switch (kind) {
      case GET -> Optional.empty();
      case VERIFY -> model.filter(name -> !name.equals(ModelSettings.DEMONSTRATION));
      case SELFTEST -> Optional.of(model.orElse(ModelSettings.DEMONSTRATION));
    };
  }
}
