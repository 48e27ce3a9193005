package com.tkr.embed.rest.error;

/** What clients are told where the container, not our own code, refused. */
final class StatusText {
  static final String MALFORMED = "The request is malformed.";
  static final String UNKNOWN = "Valid credentials are required.";
  static final String DENIED = "Access denied.";
  static final String NOT_FOUND = "There is nothing at this path.";
  static final String METHOD =
      "This path does not take this method. The Allow header lists which it takes.";
  static final String ACCEPT = "This path does not answer in the form the Accept header asks for.";
  static final String SLOW = "The request did not arrive in time.";
  static final String LARGE = "The request is larger than this server takes.";
  static final String CONTENT_TYPE =
      "This path does not take this Content-Type. Texts are sent as application/json, images as"
          + " multipart/form-data.";
  static final String HEADERS =
      "The head of the request is larger than this server takes: 8192 bytes, or 100 headers.";
  static final String PROTOCOL = "This server speaks HTTP/1.0 and HTTP/1.1.";
  static final String OVERLOADED = "The server is overloaded. Try again later.";

  private StatusText() {}
}
