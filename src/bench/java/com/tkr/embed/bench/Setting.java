package com.tkr.embed.bench;

import com.tkr.embed.testing.StandInWar;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * What every part of the benchmark is given.
 *
 * @param report takes the figures
 * @param pace how long things are done
 * @param model a checkpoint folder to batch on beside the stand-in and the demonstration model;
 *     {@code null} for none
 */
record Setting(Report report, Pace pace, String model) {
  /** Connections that keep a server busy. */
  static final int CONNECTIONS = 32;

  private static final Path WAR = Path.of("target", "ROOT.war").toAbsolutePath();

  /** The server as it ships. */
  static ServerProcess shipped(String name, Map<String, String> settings) {
    return new ServerProcess(name, WAR, settings);
  }

  /** The server on the stand-in engine. */
  static ServerProcess standIn(String name, Map<String, String> settings) {
    return new ServerProcess(name, StandInWar.write(), settings);
  }

  /** Load before anything is measured. */
  void warm(ServerProcess server, LongFunction<Call> calls) {
    LoadGenerator.run(Load.closed(server.uri(), CONNECTIONS, pace.warm(), calls));
  }

  /** What a server does at most, its requests always waiting. */
  Outcome saturated(ServerProcess server, int connections, LongFunction<Call> calls) {
    return LoadGenerator.run(Load.closed(server.uri(), connections, pace.measure(), calls));
  }
}
