package com.tkr.embed.input.fetch;

import com.tkr.embed.error.ErrorCode;

/**
 * A picture that is not fetched. The message continues a sentence that begins with which one, is
 * fit for the client, and says nothing about the network that this server stands in.
 */
public final class FetchFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  FetchFailed(ErrorCode code, String predicate) {
    super(predicate);
    this.code = code;
  }

  static FetchFailed because(String predicate) {
    return new FetchFailed(ErrorCode.VALIDATION_ERROR, predicate);
  }

  public ErrorCode code() {
    return code;
  }
}
