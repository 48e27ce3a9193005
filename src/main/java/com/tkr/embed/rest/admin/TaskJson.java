package com.tkr.embed.rest.admin;

import com.tkr.embed.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as administrators see it. */
final class TaskJson {
  private TaskJson() {}

  /** Its fields; null where there was none. */
  static @Nullable Map<String, Object> of(Optional<TaskState> task) {
    return task.map(TaskJson::of).orElse(null);
  }

  static Map<String, Object> of(TaskState task) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("task", task.kind().word());
    body.put("model", task.model());
    body.put("state", task.phase().name().toLowerCase(Locale.ROOT));
    body.put("started_at", task.started().toString());
    Instant until = task.ended().orElseGet(Instant::now);
    body.put("seconds", Duration.between(task.started(), until).toMillis() / 1e3);
    body.put("progress", task.report().progress());
    body.put("rows", task.report().rows());
    body.put("messages", task.report().messages());
    body.put("result", task.report().result());
    return body;
  }
}
