package com.tkr.embed.observe.log;

import com.tkr.embed.security.auth.ClientAddress;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a line for a request costs: the thread that ends the request, and the one that writes.
 * Prints nanoseconds of processor time a line; run it by {@code ./deploy.sh bench measure access}.
 */
final class AccessMeasurement {
  private static final long SECONDS = 3;
  private static final int BATCH = 500;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private AccessMeasurement() {}

  public static void main(String[] arguments) {
    AccessQueue queue = new AccessQueue(lines -> {});
    RequestContext context = context();
    print(
        "added",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            queue.add(AccessLine.now(context, "/embed/text", 200, 61_000));
          }
          queue.flush();
        });
    List<AccessRecord> records =
        Collections.nCopies(
            BATCH, new AccessRecord(AccessLine.now(context, "/embed/text", 200, 61_000)));
    for (LineFormatter format : List.of(new TextFormatter(), new JsonFormatter())) {
      LogHandler handler = new LogHandler(format, null, OutputStream.nullOutputStream());
      print("written by " + format.getClass().getSimpleName(), () -> handler.publish(records));
    }
  }

  private static void print(String what, Runnable batch) {
    run(batch);
    long start = THREADS.getCurrentThreadCpuTime();
    long times = run(batch);
    long spent = THREADS.getCurrentThreadCpuTime() - start;
    System.out.printf("%s: %d ns%n", what, spent / times / BATCH);
  }

  private static long run(Runnable batch) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long times = 0;
    for (; System.nanoTime() < end; times++) {
      batch.run();
    }
    return times;
  }

  private static RequestContext context() {
    Trace trace = new Trace("a".repeat(32), "b".repeat(16), "00");
    return new RequestContext(
        new RequestHead("request-1-of-the-measurement", trace, "POST", "/embed/text"),
        new ClientAddress("1.1.1.1", false, false),
        Credentials.NONE,
        (name, value) -> {});
  }
}
