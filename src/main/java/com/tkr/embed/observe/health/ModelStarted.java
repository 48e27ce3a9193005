package com.tkr.embed.observe.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started once a first embedding succeeded, like {@link ModelReady}; a bean of its own because the
 * platform takes a bean for one kind of check only.
 */
@Startup
@ApplicationScoped
public class ModelStarted implements HealthCheck {
  @Inject private ModelCheck check;

  @Override
  public HealthCheckResponse call() {
    return check.call();
  }
}
