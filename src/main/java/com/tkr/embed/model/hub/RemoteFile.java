package com.tkr.embed.model.hub;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on the hub.
 *
 * @param part what to ask for
 * @param size in bytes
 * @param etag what tells its content from any other, and the name of its blob: the SHA-256 of what
 *     lies in LFS, the SHA-1 of a git blob of anything else
 */
record RemoteFile(RepositoryPart part, long size, String etag) {
  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"?([\\w-][\\w.-]{0,127})\"?");
  private static final Pattern SIZE = Pattern.compile("\\d{1,18}");

  /**
   * By the headers of the file itself, or of the hub where that sends elsewhere for it.
   *
   * @throws IOException when they do not say what is needed
   */
  static RemoteFile of(RepositoryPart part, HttpResponse<?> head) throws IOException {
    Matcher etag = ETAG.matcher(header(head, "X-Linked-Etag", "ETag"));
    Matcher size = SIZE.matcher(header(head, "X-Linked-Size", "Content-Length"));
    if (!etag.matches() || !size.matches()) {
      throw new TransientFailure("the hub does not say its ETag and size");
    }
    return new RemoteFile(part, Long.parseLong(size.group()), etag.group(1));
  }

  /** Whether a redirect already says all of a file. */
  static boolean isIn(HttpResponse<?> redirect) {
    HttpHeaders headers = redirect.headers();
    return headers.firstValue("X-Linked-Etag").isPresent()
        && headers.firstValue("X-Linked-Size").isPresent();
  }

  /** A redirect's own headers say nothing of the file. */
  private static String header(HttpResponse<?> head, String linked, String own) {
    Optional<String> value = head.headers().firstValue(linked);
    boolean file = head.statusCode() == HubConnection.OK;
    return value.or(() -> head.headers().firstValue(own).filter(any -> file)).orElse("");
  }
}
