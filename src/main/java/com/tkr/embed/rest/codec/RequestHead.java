package com.tkr.embed.rest.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the header of a request says about its body.
 *
 * @param mediaType the media type's parameters, names in lower case
 * @param contentEncoding the Content-Encoding, {@code null} when there is none
 * @param contentLength the Content-Length, -1 when there is none
 * @param query the query parameters
 */
public record RequestHead(
    Map<String, String> mediaType,
    String contentEncoding,
    long contentLength,
    Map<String, List<String>> query) {
  private static final int LONGEST_BOUNDARY = 70;

  /** The same request with its query parameters. */
  public RequestHead withQuery(Map<String, List<String>> parameters) {
    return new RequestHead(mediaType, contentEncoding, contentLength, parameters);
  }

  /**
   * Refuses a body that is compressed or declared to be over a limit.
   *
   * @throws com.tkr.embed.error.EmbeddingException 413 or 415
   */
  public void requireReadable(int limit) {
    if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
      throw Invalid.mediaType("sent without a Content-Encoding");
    }
    if (contentLength > limit) {
      throw Invalid.tooLarge("The body", limit);
    }
  }

  /** Refuses a declared charset that is not UTF-8. */
  public void requireUtf8() {
    String charset = mediaType.getOrDefault("charset", "utf-8");
    if (!charset.equalsIgnoreCase("utf-8")) {
      throw Invalid.mediaType("JSON in UTF-8");
    }
  }

  /** The multipart boundary. */
  byte[] boundary() {
    String boundary = mediaType.getOrDefault("boundary", "");
    if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw Invalid.body("The Content-Type has no boundary of 1 to 70 characters.");
    }
    return boundary.getBytes(StandardCharsets.ISO_8859_1);
  }
}
