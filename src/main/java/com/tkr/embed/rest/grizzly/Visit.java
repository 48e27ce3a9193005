package com.tkr.embed.rest.grizzly;

import jakarta.servlet.ServletRequest;

/**
 * How far a request came behind the {@link FrontDoor}: once our filters have it, it may be answered
 * on any thread, and the container's objects belong to whoever answers. Kept on the request, read
 * when the container returns.
 */
public final class Visit {
  static final String ATTRIBUTE = Visit.class.getName();

  private volatile boolean received;
  private volatile boolean mustUpgrade;
  private Runnable afterwards = () -> {};

  Visit() {}

  /** Our filters have the request. */
  public static void receive(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Visit visit) {
      visit.received = true;
    }
  }

  /** The request was refused on this thread because it did not come by TLS. */
  public static void mustUpgrade(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Visit visit) {
      visit.mustUpgrade = true;
    }
  }

  /** Does something on this thread when the container has let go of the request. */
  static void afterwards(ServletRequest request, Runnable work) {
    if (request.getAttribute(ATTRIBUTE) instanceof Visit visit) {
      visit.afterwards = work;
    } else {
      work.run();
    }
  }

  /** The container has let go of the request. */
  void end() {
    afterwards.run();
  }

  boolean received() {
    return received;
  }

  boolean mustUpgrade() {
    return mustUpgrade;
  }
}
