package com.tkr.embed.rest.grizzly;

import java.util.function.UnaryOperator;

/** Words the answers to requests that are refused before anything but the listener sees them. */
@FunctionalInterface
public interface RejectedResponses {
  /**
   * The answer.
   *
   * @param status of HTTP, from 400 on
   * @param path that was asked for, as it came; empty when it could not be read
   * @param requestHeader finds a header of the request by its name; null when there is none
   */
  RejectedResponse of(int status, String path, UnaryOperator<String> requestHeader);
}
