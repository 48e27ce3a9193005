package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Production without any key would refuse every call; it does not start. */
@Dependent
public class KeyPresent implements StartCheck {
  @Inject private Settings settings;
  @Inject private Instance<StoredKeys> stored;

  @Override
  public void check() {
    boolean present =
        settings.get(SecuritySettings.API_KEY).isPresent()
            || stored.stream().anyMatch(StoredKeys::any);
    if (settings.isProduction() && !present) {
      throw new StartupFailure(
          "production: there is no API key, and none is stored: set EMBEDDING_API_KEY"
              + Rules.MAKE_ONE);
    }
  }
}
