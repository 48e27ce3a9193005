package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.StageTimes;

/**
 * What a request's time was spent on, as the value of {@code Server-Timing} (W3C Server Timing):
 * {@code prepare;dur=1.204, queue;dur=0.031, text;dur=9.870, total;dur=11.402}, milliseconds to the
 * microsecond. What took nothing is left out, all but the total.
 */
final class ServerTiming {
  private static final int NANOS_OF_MICRO = 1_000;
  private static final int MICROS_OF_MILLI = 1_000;

  private final StringBuilder text = new StringBuilder(64);

  /**
   * The header's value.
   *
   * @param times of the computation
   * @param totalNanos since the request came
   */
  static String of(StageTimes times, long totalNanos) {
    ServerTiming timing = new ServerTiming();
    timing.some("prepare", times.prepareNanos());
    timing.some("queue", times.queueNanos());
    timing.some("vision", times.visionNanos());
    timing.some("text", times.textNanos());
    return timing.add("total", totalNanos).text.toString();
  }

  private void some(String stage, long nanos) {
    if (nanos >= NANOS_OF_MICRO) {
      add(stage, nanos).text.append(", ");
    }
  }

  private ServerTiming add(String stage, long nanos) {
    long micros = nanos / NANOS_OF_MICRO;
    text.append(stage).append(";dur=").append(micros / MICROS_OF_MILLI).append('.');
    int rest = (int) (micros % MICROS_OF_MILLI);
    text.append((char) ('0' + rest / 100));
    text.append((char) ('0' + rest / 10 % 10)).append((char) ('0' + rest % 10));
    return this;
  }
}
