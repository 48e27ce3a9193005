package com.tkr.embed.error;

/** What went wrong, as clients see it: the wire code is the constant's name. */
public enum ErrorCode {
  VALIDATION_ERROR(400),
  AUTHENTICATION_ERROR(401),
  AUTHORIZATION_ERROR(403),
  NOT_FOUND(404),
  /** The name is not that of the model that is served, nor stands for it. */
  MODEL_NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  REQUEST_TIMEOUT(408),
  CONFLICT(409),
  PAYLOAD_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  UNPROCESSABLE_IMAGE(422),
  INPUT_REFUSED(422),
  HTTPS_REQUIRED(426),
  RATE_LIMIT_EXCEEDED(429),
  HEADERS_TOO_LARGE(431),
  INTERNAL_ERROR(500),
  /** What the model that is served does not do. */
  NOT_SUPPORTED(501),
  SERVER_OVERLOADED(503),
  MODEL_NOT_READY(503),
  INFERENCE_TIMEOUT(503),
  STORE_UNAVAILABLE(503),
  INSUFFICIENT_STORAGE(507);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status that carries this code. */
  public int status() {
    return status;
  }
}
