package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.MultipartInput;

/**
 * Reads a multipart/form-data body streaming, part after part: each known by name, with a bounded
 * header, and not more of them than {@code maxParts}. Thread-safe.
 */
public final class MultipartReader {
  private static final int HEADER_BYTES = 4 * 1024;

  private final int maxParts;

  /**
   * @param maxParts of one form
   */
  public MultipartReader(int maxParts) {
    this.maxParts = maxParts;
  }

  /** Takes a part; reads of its content what it needs. */
  public interface PartReader {
    void read(FormPart part) throws IOException;
  }

  /** Calls the reader of each part, in the order of the body. */
  public void read(InputStream body, byte[] boundary, Map<String, PartReader> readers) {
    try {
      parts(input(body, boundary), readers);
    } catch (IOException | IllegalArgumentException e) {
      throw Invalid.body("The body is not a valid multipart/form-data message.");
    }
  }

  private static MultipartInput input(InputStream body, byte[] boundary) throws IOException {
    return MultipartInput.builder()
        .setInputStream(body)
        .setBoundary(boundary)
        .setMaxPartHeaderSize(HEADER_BYTES)
        .get();
  }

  private void parts(MultipartInput input, Map<String, PartReader> readers) throws IOException {
    KnownNames names = new KnownNames("part", readers.keySet());
    int count = 0;
    for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
      if (count++ == maxParts) {
        throw Invalid.body("The body has more than " + maxParts + " parts.");
      }
      PartHeader header = PartHeader.parse(count, input.readHeaders());
      names.require(header.name());
      PartReader reader = Objects.requireNonNull(readers.get(header.name()));
      reader.read(new FormPart(header, input.newInputStream()));
      input.discardBodyData();
    }
    if (count == 0) {
      throw Invalid.body("No part follows the boundary that the Content-Type names.");
    }
  }
}
