package com.tkr.embed.config.startup;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The settings of one layer, by their MicroProfile keys. */
final class LayerSource implements ConfigSource {
  private final Layer layer;
  private final Map<String, String> values;

  LayerSource(Layer layer, Collection<SettingValue> values) {
    this.layer = layer;
    this.values =
        values.stream()
            .collect(Collectors.toMap(value -> value.setting().key(), LayerSource::literal));
  }

  @Override
  public int getOrdinal() {
    return layer.rank();
  }

  @Override
  public Map<String, String> getProperties() {
    return values;
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public @Nullable String getValue(String key) {
    return values.get(key);
  }

  @Override
  public String getName() {
    return "tkr-embed " + layer;
  }

  /** References are followed already: what looks like one is meant literally. */
  private static String literal(SettingValue value) {
    return value.value().replace("${", "\\${");
  }
}
