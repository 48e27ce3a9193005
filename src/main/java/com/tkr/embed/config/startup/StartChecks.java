package com.tkr.embed.config.startup;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Asks every {@link StartCheck}; a refusal ends the process. */
@Singleton
@Startup
public class StartChecks {
  @Inject @Any private Instance<StartCheck> checks;

  @PostConstruct
  void run() {
    StartupExit.guard(() -> checks.forEach(StartCheck::check));
  }
}
