package com.tkr.embed.config.startup;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger.Level;

/** Reads the settings before anything else happens; with a problem among them nothing does. */
public class CheckedStart implements Extension {
  private static final System.Logger LOG = System.getLogger(CheckedStart.class.getName());

  void check(@Observes BeforeBeanDiscovery start) {
    ResolvedSettings settings = ResolvedSettings.ofProcess();
    settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    if (!settings.problems().isEmpty()) {
      StartupExit.end(settings.problems());
    }
  }
}
