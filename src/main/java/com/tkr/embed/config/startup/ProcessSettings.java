package com.tkr.embed.config.startup;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives beans the settings of this process. */
@Dependent
public class ProcessSettings {
  @Produces
  @Singleton
  ResolvedSettings settings() {
    return ResolvedSettings.ofProcess();
  }
}
