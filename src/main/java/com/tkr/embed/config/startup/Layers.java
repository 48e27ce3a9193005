package com.tkr.embed.config.startup;

import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * Gives MicroProfile Config the settings as they were read and checked, a source for each layer.
 */
public final class Layers implements ConfigSourceProvider {
  @Override
  public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
    ResolvedSettings settings = ResolvedSettings.ofProcess();
    List<ConfigSource> sources =
        Arrays.stream(Layer.values())
            .<ConfigSource>map(layer -> new LayerSource(layer, settings.layer(layer)))
            .toList();
    return sources;
  }
}
