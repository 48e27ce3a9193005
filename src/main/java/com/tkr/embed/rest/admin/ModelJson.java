package com.tkr.embed.rest.admin;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.LoadFailure;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.observe.health.HealthReport;
import com.tkr.embed.observe.health.ProcessStats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the models stand, as administrators are told it. */
@ApplicationScoped
public class ModelJson {
  @Inject private ModelLifecycle lifecycle;
  @Inject private Settings settings;

  /**
   * What {@code /health} says, and beside it which model is being loaded, which was in vain, and
   * which the next start serves.
   */
  Map<String, Object> body() {
    ModelStatus status = lifecycle.status();
    Map<String, Object> body = new HealthReport(status, ProcessStats.now(0)).body();
    body.put("model_path", status.served().path());
    body.put("changing", status.changing());
    status.beside().ifPresent(other -> body.put("loading", loading(other)));
    status.lastFailure().ifPresent(failure -> body.put("last_failure", failure(failure)));
    body.put("model_after_restart", ModelSettings.model(settings).orElse(null));
    return body;
  }

  private static Map<String, Object> loading(ModelStatus other) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", other.served().name());
    body.put("model_path", other.served().path());
    if (other.state() instanceof ModelState.Loading loading) {
      body.putAll(HealthReport.progress(loading));
    }
    return body;
  }

  private static Map<String, Object> failure(LoadFailure failure) {
    return Map.of(
        "model_path", failure.model(),
        "reason", failure.reason(),
        "time", failure.time().toString());
  }
}
