package com.tkr.embed.config.startup;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Production without any key would refuse every call; it does not start. */
@Dependent
public class KeyPresent implements StartCheck {
  @Inject private ServerConfig config;
  @Inject private Instance<StoredKeys> stored;

  @Inject
  @ConfigProperty(name = "embedding.api-key")
  private Optional<String> masterKey;

  @Override
  public void check() {
    boolean present = masterKey.isPresent() || stored.stream().anyMatch(StoredKeys::any);
    if (config.environment() == Environment.PRODUCTION && !present) {
      throw new StartupFailure(
          "production: there is no API key, and none is stored: set EMBEDDING_API_KEY with a random"
              + " value of 32 characters or more (./deploy.sh config key prints one)");
    }
  }
}
