package com.tkr.embed.config.settings;

/** What holds, for every setting. The server has one to inject; nothing of it ever changes. */
public interface Settings {
  /**
   * The value that holds.
   *
   * @throws java.util.NoSuchElementException where nothing is set and nothing stands for that
   */
  <T> T get(Setting<T> setting);

  /** Whether this installation is for production. */
  default boolean isProduction() {
    return get(ServerSettings.ENVIRONMENT) == Environment.PRODUCTION;
  }
}
