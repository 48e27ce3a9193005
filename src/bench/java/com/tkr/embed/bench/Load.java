package com.tkr.embed.bench;

import java.net.URI;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Load to put on a server.
 *
 * @param server its address
 * @param connections kept open; in the closed loop each sends its next request at once
 * @param rate requests a second of the open loop; 0 is the closed loop
 * @param duration in which requests begin
 * @param calls the n-th request
 */
record Load(
    URI server, int connections, double rate, Duration duration, LongFunction<Call> calls) {
  static Load closed(URI server, int connections, Duration duration, LongFunction<Call> calls) {
    return new Load(server, connections, 0, duration, calls);
  }

  boolean isOpen() {
    return rate > 0;
  }

  /** When the n-th request of the open loop is due, in nanoseconds after the first. */
  long due(long index) {
    // the generator's timer counts whole milliseconds
    return (long) Math.ceil(index * 1000 / rate) * 1_000_000;
  }

  Load at(double newRate) {
    return new Load(server, connections, newRate, duration, calls);
  }

  Load during(Duration newDuration) {
    return new Load(server, connections, rate, newDuration, calls);
  }

  Load over(int newConnections) {
    return new Load(server, newConnections, rate, duration, calls);
  }
}
