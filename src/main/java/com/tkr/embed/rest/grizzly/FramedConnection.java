package com.tkr.embed.rest.grizzly;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what comes on a connection into requests of HTTP/1, of which the next begins when the one
 * before is answered. Bytes of HTTP/2 are left as they are.
 */
final class FramedConnection {
  /** Empty lines that a client may send before a request (RFC 9112, section 2.2). */
  static final int MAX_EMPTY_LINES = 8;

  private static final Attribute<FramedConnection> ATTRIBUTE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(
          FramedConnection.class.getName(), FramedConnection::new);
  private static final String HTTP2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** For a first line that is none: a method that there is not, and what was asked for. */
  private static final String NO_REQUEST_LINE = "! %s HTTP/1.1\r\n";

  /** What the listener takes for the header of no request, and for no chunk. */
  private static final String REFUSE_IT = "\0:\r\n";

  private enum Place {
    HEAD,
    BODY,
    CHUNKS,
    ANSWER,
    REFUSED,
    HTTP2
  }

  /**
   * What a read brought.
   *
   * @param message bytes of one request, to be handed on; {@code null} for none
   * @param rest what stands behind them; without a message, the incomplete head of a request
   */
  record Part(@Nullable Buffer message, @Nullable Buffer rest) {
    static final Part NOTHING = new Part(null, null);
  }

  private Place place = Place.HEAD;
  private boolean first = true;
  private boolean answered = true;
  private boolean over;
  private boolean left;
  private final List<FilterChainContext> passing = new ArrayList<>(0);
  private final List<FilterChainContext> waiting = new ArrayList<>(0);
  private final List<FilterChainContext> held = new ArrayList<>(0);
  private int emptyLines;
  private long bodyBytes;
  private long mostBytes = Long.MAX_VALUE;
  private @Nullable ChunkedBody chunks;
  private int refusal;

  /** The one of a connection. */
  static FramedConnection of(Connection<?> connection) {
    return ATTRIBUTE.get(connection);
  }

  /** Nobody takes a longer body: whoever asks before sending one is not told to go on. */
  synchronized void allow(long bytes) {
    mostBytes = bytes;
  }

  /** The status to refuse its request with; 0 where that is for the listener to say. */
  synchronized int refusal() {
    return refusal;
  }

  /** Whether the next byte belongs to no request that has begun. */
  synchronized boolean isWhole() {
    return place == Place.HEAD || place == Place.ANSWER;
  }

  /** Whether all of the request has come that is being answered, and nothing that is none. */
  synchronized boolean isAnswerable() {
    return place == Place.ANSWER && !over;
  }

  /** Whether the next byte belongs to the body of a request that has begun. */
  synchronized boolean isWithin() {
    return place == Place.BODY || place == Place.CHUNKS;
  }

  /** Everything that comes from now on is of HTTP/2. */
  synchronized void upgrade() {
    place = Place.HTTP2;
  }

  /** The answer to the request is complete. */
  synchronized void answered() {
    answered = true;
    if (place == Place.ANSWER) {
      place = Place.HEAD;
    }
  }

  /** Whether the connection must be closed, because what follows on it cannot be answered. */
  synchronized boolean isOver() {
    return over && answered;
  }

  /** Whether a context comes with bytes that were just read, and not with what was left. */
  synchronized boolean isFresh(FilterChainContext context) {
    return !left && !held.contains(context);
  }

  /**
   * Whether a context with the next request must wait, to be resumed by another thread: because it
   * comes within the call that answered the request before, or before all of that was handed on.
   * Then it is suspended.
   */
  synchronized boolean mustWait(FilterChainContext context) {
    passing.remove(context);
    boolean wait = place == Place.HEAD && (left || !passing.isEmpty());
    left = false;
    held.remove(context);
    if (wait) {
      context.suspend();
      held.add(context);
      waiting.add(context);
    }
    return wait;
  }

  /** The contexts that waited and need not any more. */
  synchronized List<FilterChainContext> released() {
    List<FilterChainContext> ready = passing.isEmpty() ? List.copyOf(waiting) : List.of();
    waiting.removeAll(ready);
    return ready;
  }

  /** A context hands on part of a body: until it is done, or comes again. */
  synchronized void pass(FilterChainContext context) {
    passing.add(context);
  }

  /** A context is done. */
  synchronized void passed(FilterChainContext context) {
    passing.remove(context);
  }

  /** Takes what came. */
  synchronized Part next(Buffer in) {
    Part part =
        switch (place) {
          case HEAD -> head(in);
          case BODY -> body(in);
          case CHUNKS -> chunks(in, new ByteArrayOutputStream());
          case HTTP2 -> new Part(in, null);
          case ANSWER -> early(in);
          case REFUSED -> Part.NOTHING;
        };
    left = part.message() != null && part.rest() != null;
    return part;
  }

  /** Nobody comes before the answer but where the listener reads when it should not. */
  private Part early(Buffer in) {
    over |= in.hasRemaining();
    return Part.NOTHING;
  }

  private Part head(Buffer came) {
    if (first && isPreface(came)) {
      boolean whole = came.remaining() >= HTTP2_PREFACE.length();
      place = whole ? Place.HTTP2 : place;
      return whole ? new Part(came, null) : new Part(null, came);
    }
    skipEmptyLines(came);
    if (!came.hasRemaining()) {
      return Part.NOTHING;
    }
    // the listener's parser takes a buffer from its start on
    Buffer in = came.position() > 0 ? came.split(came.position()) : came;
    HeadReader head = new HeadReader(in);
    try {
      return head.read() ? begin(head, in) : new Part(null, in);
    } catch (MalformedMessage e) {
      return refuse(e, in, head.lineStart());
    }
  }

  /** Whether it begins as HTTP/2 does, as far as there is anything. */
  private static boolean isPreface(Buffer in) {
    int length = Math.min(in.remaining(), HTTP2_PREFACE.length());
    int start = in.position();
    return Octets.text(in, start, start + length).equals(HTTP2_PREFACE.substring(0, length));
  }

  private void skipEmptyLines(Buffer in) {
    while (emptyLines < MAX_EMPTY_LINES
        && in.remaining() >= 2
        && in.get(in.position()) == Octets.CR
        && in.get(in.position() + 1) == Octets.LF) {
      in.position(in.position() + 2);
      emptyLines++;
    }
  }

  private Part begin(HeadReader head, Buffer in) {
    first = false;
    answered = false;
    emptyLines = 0;
    chunks = head.chunks();
    if (chunks == null) {
      bodyBytes = head.bodyBytes();
      if (bodyBytes > mostBytes) {
        head.dropExpectations();
      }
      return body(in, head.lineStart());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = new byte[head.lineStart() - in.position()];
    in.get(bytes);
    out.writeBytes(bytes);
    place = Place.CHUNKS;
    return chunks(in, out);
  }

  private Part body(Buffer in) {
    return body(in, in.position());
  }

  private Part body(Buffer in, int start) {
    int there = (int) Math.min(bodyBytes, in.limit() - start);
    bodyBytes -= there;
    int end = start + there;
    Buffer rest = end < in.limit() ? in.split(end) : null;
    place = bodyBytes > 0 ? Place.BODY : end();
    return new Part(in, rest);
  }

  private Place end() {
    return answered ? Place.HEAD : Place.ANSWER;
  }

  private Part chunks(Buffer in, ByteArrayOutputStream out) {
    ChunkedBody body = Objects.requireNonNull(chunks);
    try {
      body.read(in, out);
    } catch (MalformedMessage e) {
      over = answered;
      return over ? Part.NOTHING : refuse(e, out);
    }
    place = body.isComplete() ? end() : place;
    Buffer rest = in.hasRemaining() ? in.split(in.position()) : null;
    return new Part(out.size() == 0 ? null : Buffers.wrap(null, out.toByteArray()), rest);
  }

  private Part refuse(MalformedMessage e, Buffer in, int lineStart) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (lineStart == in.position()) {
      String line = NO_REQUEST_LINE.formatted(RequestLine.readablePath(in, lineStart));
      out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] good = new byte[lineStart - in.position()];
    in.get(good);
    out.writeBytes(good);
    return refuse(e, out);
  }

  /** Has the listener answer: whatever it parses next is no request, and the last it reads. */
  private Part refuse(MalformedMessage e, ByteArrayOutputStream out) {
    place = Place.REFUSED;
    refusal = e.status();
    out.writeBytes(REFUSE_IT.getBytes(StandardCharsets.US_ASCII));
    return new Part(Buffers.wrap(null, out.toByteArray()), null);
  }
}
