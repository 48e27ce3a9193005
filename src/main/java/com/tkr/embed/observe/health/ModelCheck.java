package com.tkr.embed.observe.health;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.model.ModelState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether the model can embed, as a health check says it. */
@Dependent
class ModelCheck {
  @Inject private ModelLifecycle lifecycle;

  HealthCheckResponse call() {
    ModelState state = lifecycle.status().state();
    return HealthCheckResponse.named("model")
        .status(state instanceof ModelState.Ready)
        .withData("state", state.getClass().getSimpleName())
        .build();
  }
}
