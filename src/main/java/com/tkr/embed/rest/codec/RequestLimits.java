package com.tkr.embed.rest.codec;

/**
 * How large a request may be. Every value is at least 1.
 *
 * @param jsonBytes bytes of a JSON body
 * @param multipartBytes bytes of a multipart body
 * @param fileBytes bytes of one image file
 * @param images image files in one request
 * @param texts texts in one request
 * @param textCharacters UTF-16 units of one text or instruction
 * @param similarities cells of a similarity answer, queries times candidates
 */
public record RequestLimits(
    int jsonBytes,
    int multipartBytes,
    int fileBytes,
    int images,
    int texts,
    int textCharacters,
    int similarities) {
  /**
   * Refuses a request of more pictures than it may have.
   *
   * @param field what they stand in
   */
  public void requireImages(String field, long count) {
    if (count > images) {
      throw Invalid.limit(field, images, "pictures");
    }
  }
}
