package com.tkr.embed.observe.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once a first embedding succeeded. */
@Readiness
@ApplicationScoped
public class ModelReady implements HealthCheck {
  @Inject private ModelCheck check;

  @Override
  public HealthCheckResponse call() {
    return check.call();
  }
}
