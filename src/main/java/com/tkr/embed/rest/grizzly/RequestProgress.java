package com.tkr.embed.rest.grizzly;

import com.tkr.embed.observe.log.ClientGone;
import jakarta.servlet.ServletRequest;
import java.util.concurrent.CompletableFuture;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/**
 * How far a request came behind the {@link PreServletHandler}: once our filters have it, it may be
 * answered on any thread, and the container's objects belong to whoever answers. Kept on the
 * request, read when the container returns.
 */
public final class RequestProgress {
  static final String ATTRIBUTE = RequestProgress.class.getName();

  private volatile boolean received;
  private volatile boolean mustUpgrade;
  private volatile boolean left;
  private final @Nullable HttpRequestPacket request;
  private final @Nullable WaitingClients clients;
  private Runnable afterwards = () -> {};
  private Runnable cancellation = () -> {};
  private boolean cancelled;

  RequestProgress(@Nullable HttpRequestPacket request, @Nullable WaitingClients clients) {
    this.request = request;
    this.clients = clients;
  }

  /**
   * The progress of a request; one that nobody watches where nothing stands before the container.
   */
  public static RequestProgress of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestProgress progress
        ? progress
        : new RequestProgress(null, null);
  }

  /**
   * Fails what is computed for this request with {@link ClientGone} when its client goes before it
   * is done. To be called before the request is answered.
   */
  public void await(CompletableFuture<?> work) {
    await(work, false);
  }

  /** The same for a body that the container still reads. */
  void awaitBody(CompletableFuture<?> body) {
    await(body, true);
  }

  private void await(CompletableFuture<?> work, boolean read) {
    if (clients != null && request != null && !work.isDone()) {
      clients.add(new WaitingClient(this, request, work, read));
    }
  }

  /** Whether the client went before it was answered. */
  public boolean left() {
    return left;
  }

  /** The client has gone. */
  void leave() {
    left = true;
  }

  /** Our filters have the request. */
  public static void receive(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestProgress progress) {
      progress.received = true;
    }
  }

  /** The request was refused on this thread because it did not come by TLS. */
  public static void mustUpgrade(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestProgress progress) {
      progress.mustUpgrade = true;
    }
  }

  /** Does something on this thread when the container has let go of the request. */
  static void afterwards(ServletRequest request, Runnable work) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestProgress progress) {
      progress.afterwards = work;
    } else {
      work.run();
    }
  }

  /** The container has let go of the request. */
  void end() {
    afterwards.run();
  }

  /**
   * Does something, once, when the container gives the request up because its connection was
   * closed: it then tells nobody that the request is complete.
   */
  public void whenCancelled(Runnable action) {
    boolean now;
    synchronized (this) {
      cancellation = action;
      now = cancelled;
    }
    if (now) {
      action.run();
    }
  }

  /** The container has given the request up. */
  void cancel() {
    leave();
    Runnable action;
    synchronized (this) {
      cancelled = true;
      action = cancellation;
    }
    action.run();
  }

  boolean received() {
    return received;
  }

  boolean mustUpgrade() {
    return mustUpgrade;
  }
}
