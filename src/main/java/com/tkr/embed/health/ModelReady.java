package com.tkr.embed.health;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.model.ModelState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Started and ready once a first embedding succeeded. */
@Readiness
@Startup
@ApplicationScoped
public class ModelReady implements HealthCheck {
  @Inject private ModelLifecycle lifecycle;

  @Override
  public HealthCheckResponse call() {
    ModelState state = lifecycle.state();
    return HealthCheckResponse.named("model")
        .status(state instanceof ModelState.Ready)
        .withData("state", state.getClass().getSimpleName())
        .build();
  }
}
