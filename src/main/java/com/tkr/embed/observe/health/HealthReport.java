package com.tkr.embed.observe.health;

import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.embedding.ServedModel;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.ModelState;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code GET /health} says.
 *
 * @param model where the model stands
 * @param process what the process takes
 */
public record HealthReport(ModelStatus model, ProcessStats process) {
  private static final String FRAMEWORK = "MLX";
  private static final double MILLIS_PER_SECOND = 1000;

  /** The body, in the order of its fields. */
  public Map<String, Object> body() {
    ModelState state = model.state();
    ServedModel served = model.served();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status());
    body.put("model_loaded", state instanceof ModelState.Ready);
    body.put("framework", FRAMEWORK);
    body.put("device", state instanceof ModelState.Ready ready ? ready.info().device() : null);
    body.put("memory_usage_gb", process.residentGigabytes());
    body.put("memory_private_gb", process.privateGigabytes());
    body.put("uptime_seconds", process.uptimeSeconds());
    body.put("model", served.name());
    body.put("demonstration", served.demonstration());
    if (!served.recipe().name().isEmpty()) {
      body.put("recipe", served.recipe().name());
      body.put("recipe_assumed", served.recipe().assumed());
    }
    body.put("instance", Instance.ID);
    if (state instanceof ModelState.Ready ready) {
      body.put("ready_since", ready.since().toString());
      ready
          .firstText()
          .ifPresent(text -> body.put("first_text_seconds", text.toMillis() / MILLIS_PER_SECOND));
      ready.info().probe().ifPresent(probe -> body.put("device_probe", probe.fields()));
    } else if (state instanceof ModelState.Failed failed) {
      body.put("reason", failed.reason());
    } else if (state instanceof ModelState.Loading loading) {
      body.putAll(progress(loading));
    }
    model.note().ifPresent(note -> body.putIfAbsent("note", note));
    return body;
  }

  /** How far a load is, and how long it takes. */
  public static Map<String, Object> progress(ModelState.Loading loading) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("stage", loading.stageWord());
    body.put("progress", loading.progress());
    loading.secondsLeft().ifPresent(seconds -> body.put("seconds_left", seconds));
    loading.download().ifPresent(files -> put(body, files));
    return body;
  }

  private static void put(Map<String, Object> body, DownloadProgress files) {
    body.put("bytes", files.bytes());
    body.put("total_bytes", files.totalBytes());
    body.put("bytes_per_second", files.bytesPerSecond());
    if (!files.note().isEmpty()) {
      body.put("note", files.note());
    }
  }

  /** {@code healthy}, {@code loading} or {@code unhealthy}. */
  public String status() {
    return status(model.state());
  }

  private static String status(ModelState state) {
    if (state instanceof ModelState.Ready) {
      return "healthy";
    }
    return state instanceof ModelState.Loading ? "loading" : "unhealthy";
  }
}
