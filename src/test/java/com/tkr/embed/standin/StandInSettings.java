package com.tkr.embed.standin;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The stand-in's settings, by environment variable: {@code STANDIN_FIXED_MICROS} and so on. */
@Dependent
public class StandInSettings {
  private static final long MICRO = 1000;

  @Inject
  @ConfigProperty(name = "standin.dimensions", defaultValue = "3584")
  int dimensions;

  @Inject
  @ConfigProperty(name = "standin.fixed.micros", defaultValue = "1000")
  long fixedMicros;

  @Inject
  @ConfigProperty(name = "standin.input.micros", defaultValue = "0")
  long inputMicros;

  @Inject
  @ConfigProperty(name = "standin.token.micros", defaultValue = "10")
  long tokenMicros;

  /** Whether vectors begin with the moments of their batch instead of being pure. */
  @Inject
  @ConfigProperty(name = "standin.clock", defaultValue = "false")
  boolean clock;

  /** Whether {@link EngineRecord} is kept, which grows with the inputs. */
  @Inject
  @ConfigProperty(name = "standin.records", defaultValue = "false")
  boolean records;

  int dimensions() {
    return dimensions;
  }

  EngineCost cost() {
    return new EngineCost(fixedMicros * MICRO, inputMicros * MICRO, tokenMicros * MICRO);
  }

  boolean clock() {
    return clock;
  }

  boolean records() {
    return records;
  }
}
