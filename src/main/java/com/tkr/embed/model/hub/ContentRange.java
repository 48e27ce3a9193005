package com.tkr.embed.model.hub;

import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file an answer holds: of status 206 what {@code Content-Range} says (RFC 9110,
 * 14.4), of 200 all.
 *
 * @param first the first byte; -1 where it holds none, or does not say which
 * @param end the one after the last
 * @param size of the whole file; where the answer does not say it, the one that is expected
 */
record ContentRange(long first, long end, long size) {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  static ContentRange of(HttpResponse<?> answer, long expected) {
    boolean compressed = BodyChunks.isCompressed(answer.headers());
    if (answer.statusCode() == HubConnection.OK) {
      OptionalLong length =
          compressed ? OptionalLong.empty() : answer.headers().firstValueAsLong("Content-Length");
      return new ContentRange(0, length.orElse(expected), length.orElse(expected));
    }
    Matcher range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
    return compressed || !range.matches()
        ? new ContentRange(-1, 0, expected)
        : part(range, expected);
  }

  private static ContentRange part(Matcher range, long expected) {
    String size = range.group(3);
    return new ContentRange(
        Long.parseLong(range.group(1)),
        Long.parseLong(range.group(2)) + 1,
        size.equals("*") ? expected : Long.parseLong(size));
  }

  /** As messages say it. */
  @Override
  public String toString() {
    return first < 0 ? "no part" : "bytes %d to %d of %d".formatted(first, end - 1, size);
  }
}
