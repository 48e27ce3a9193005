package com.tkr.embed.input.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up, once for each connection, and hands out addresses to connect to only where all
 * of them may be reached: what was checked is what is connected to, whatever the name's server says
 * the next time.
 */
final class CheckedResolver implements DnsResolver, AutoCloseable {
  /** The system's resolver takes as long as it likes: a thread that waits for it is given up. */
  private static final int MOST_LOOKUPS = 64;

  private final ThreadPoolExecutor threads;
  private final Lookup lookup;
  private final Predicate<InetAddress> reachable;

  /** All addresses of a name or a literal. */
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  CheckedResolver(Lookup lookup, Predicate<InetAddress> reachable) {
    this.lookup = lookup;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            CheckedResolver::thread);
    this.reachable = reachable;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = all(host);
    if (addresses.length == 0 || !Arrays.stream(addresses).allMatch(reachable)) {
      throw new UnknownHostException("not reachable");
    }
    return addresses;
  }

  /** Waits for a lookup until this thread is interrupted. */
  private InetAddress[] all(String host) throws UnknownHostException {
    try {
      return threads.submit(() -> lookup.all(host)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("looked up for too long");
    } catch (ExecutionException | RejectedExecutionException e) {
      throw new UnknownHostException("not looked up");
    }
  }

  private static Thread thread(Runnable lookup) {
    Thread thread = new Thread(lookup, "picture lookup");
    thread.setDaemon(true);
    return thread;
  }

  /** Nobody needs it: a name's other name proves nothing. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
