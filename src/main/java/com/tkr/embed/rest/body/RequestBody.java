package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.StageTimes;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request with what its header says about it. A resource takes it unread and has it
 * collected by {@link Bodies}; then it is read once, under its limit and under the budget of all
 * bodies, whether its length was declared or not. What was read counts as held in memory until it
 * is released. Failures to read it are the client's: they become {@link EmbeddingException}s.
 */
public final class RequestBody extends InputStream {
  private static final int LONGEST_BOUNDARY = 70;
  private static final StageTimes NOTHING_COMPUTED = new StageTimes();

  private final RequestContext context;
  private final MediaType type;
  private final MultivaluedMap<String, String> headers;
  private final RequestProgress progress;
  private InputStream in;
  private @Nullable ByteBudget budget;
  private int limit;
  private volatile StageTimes times = NOTHING_COMPUTED;
  private volatile Consumer<List<EmbeddingInput>> watcher = inputs -> {};
  private long held;
  private boolean released;

  /**
   * A body before a byte of it is read.
   *
   * @param context the request that it belongs to
   * @param type its media type
   * @param headers of the request
   * @param progress whether its client is still there
   * @param in its bytes
   */
  public RequestBody(
      RequestContext context,
      MediaType type,
      MultivaluedMap<String, String> headers,
      RequestProgress progress,
      InputStream in) {
    this.context = context;
    this.type = type;
    this.headers = headers;
    this.progress = progress;
    this.in = in;
  }

  /** The request that it belongs to. */
  public RequestContext context() {
    return context;
  }

  /** A header of the request, {@code null} when there is none. */
  @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  RequestProgress progress() {
    return progress;
  }

  /** Tells what computing its inputs takes. */
  void timed(StageTimes computation) {
    times = computation;
  }

  /**
   * Has someone told the inputs before they are computed, with what stands for PDF files in them.
   */
  public void watched(Consumer<List<EmbeddingInput>> by) {
    watcher = by;
  }

  /** Tells what is about to be computed. */
  void computes(List<EmbeddingInput> inputs) {
    watcher.accept(inputs);
  }

  /** Bytes as declared, -1 when none are. */
  public long contentLength() {
    return context.head().contentLength();
  }

  /** Whether all of it has arrived. */
  boolean isThere() throws IOException {
    return contentLength() >= 0 && in.available() >= contentLength();
  }

  /**
   * Refuses a body that is compressed or declared to be over a limit.
   *
   * @throws EmbeddingException 413 or 415
   */
  void requireReadable(int limitBytes) {
    if (!context.head().contentEncoding().equalsIgnoreCase("identity")) {
      throw Invalid.mediaType("sent without a Content-Encoding");
    }
    if (contentLength() > limitBytes) {
      throw Invalid.tooLarge("The body", limitBytes);
    }
  }

  /** Refuses a declared charset that is not UTF-8. */
  void requireUtf8() {
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
    if (!charset.equalsIgnoreCase("utf-8")) {
      throw Invalid.mediaType("JSON in UTF-8");
    }
  }

  /** The boundary of a multipart body. */
  public byte[] boundary() {
    String boundary = type.getParameters().getOrDefault("boundary", "");
    if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw Invalid.body("The Content-Type has no boundary of 1 to 70 characters.");
    }
    return boundary.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Lets it be read: as it comes from the connection, or as it was collected from there. */
  RequestBody open(InputStream whole, int limitBytes, ByteBudget all) {
    in = whole;
    limit = limitBytes;
    budget = all;
    return this;
  }

  InputStream stream() {
    return in;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      return counted(in.read(buffer, offset, length));
    } catch (IOException e) {
      throw Invalid.body("The body ended before it was complete.");
    }
  }

  private synchronized int counted(int read) {
    if (read > 0) {
      if (held + read > limit) {
        throw Invalid.tooLarge("The body", limit);
      }
      hold(read);
    }
    return read;
  }

  /**
   * Counts bytes as held that belong to the request and were not in its body.
   *
   * @throws CancellationException when it was released: nobody would give them back
   */
  synchronized void hold(long bytes) {
    if (released) {
      throw new CancellationException();
    }
    Objects.requireNonNull(budget).take(bytes);
    held += bytes;
  }

  /** Gives back what it holds: its answer is there. */
  synchronized void release() {
    released = true;
    if (held > 0 && budget != null) {
      budget.giveBack(held);
    }
    held = 0;
  }

  /**
   * An answer that carries vectors, or something made of them. Its headers say what its time was
   * spent on ({@link ServerTiming}), which texts were cut, as not every dialect's body has a place
   * for that, and, where a PDF file was among the pictures, the input of each vector and its page,
   * as {@code 0:1} ({@code X-Embedding-Pages}).
   */
  public Response answer(Object entity, Embeddings found) {
    Response.ResponseBuilder response =
        ok(entity)
            .header("X-Cache", "hits=" + found.hits() + ", misses=" + found.misses())
            .header(
                "Server-Timing", ServerTiming.of(times, System.nanoTime() - context.startNanos()));
    if (!found.truncated().isEmpty()) {
      response.header("X-Embedding-Truncated", indices(found.truncated()));
    }
    if (!found.pages().isEmpty()) {
      response.header("X-Embedding-Pages", pages(found));
    }
    return response.build();
  }

  private static String indices(List<Integer> indices) {
    return indices.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String pages(Embeddings found) {
    return found.pages().stream()
        .map(page -> page.page() == 0 ? "" + page.input() : page.input() + ":" + page.page())
        .collect(Collectors.joining(","));
  }

  /**
   * An answer with its media type where the client leaves no choice: negotiating it costs more than
   * finding a vector.
   */
  public Response.ResponseBuilder ok(Object entity) {
    String accept = header(HttpHeaders.ACCEPT);
    boolean json =
        accept == null || accept.equals("*/*") || accept.equals(MediaType.APPLICATION_JSON);
    Response.ResponseBuilder response = Response.ok(entity);
    return json ? response.type(MediaType.APPLICATION_JSON_TYPE) : response;
  }

  /** Leaves its bytes alone: the container closes its own stream. */
  @Override
  public void close() {}
}
