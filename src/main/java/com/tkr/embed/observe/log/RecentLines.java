package com.tkr.embed.observe.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.LogRecord;

/** The last lines about requests and about what administrators did, in memory. Thread-safe. */
public final class RecentLines {
  /** Lines at most. */
  static final int MOST = 500;

  static final String AUDIT = "com.tkr.embed.audit";

  /** Who reads them would find little else. */
  private static final String THEMSELVES = "/admin/logs";

  /** Its files, forty of them for each visitor. */
  private static final String CONSOLE = "/console/";

  private static final int BAD_REQUEST = 400;

  private final Deque<RecentLine> lines = new ArrayDeque<>(MOST);
  private long last;

  /** Those after a number, the oldest first; all after one that only an earlier server has told. */
  public synchronized List<RecentLine> after(long number) {
    long known = number > last ? 0 : number;
    return lines.stream().filter(line -> line.number() > known).toList();
  }

  /** Takes the records that are of one of both kinds. */
  synchronized void take(List<? extends LogRecord> records) {
    records.forEach(this::take);
  }

  private void take(LogRecord record) {
    if (record instanceof AccessRecord access) {
      if (isTold(access.line())) {
        add(RecentLine.access(++last, access.line()));
      }
    } else if (AUDIT.equals(record.getLoggerName())) {
      add(RecentLine.audit(++last, record.getMillis(), record.getMessage()));
    }
  }

  private static boolean isTold(AccessLine line) {
    boolean file = line.route().startsWith(CONSOLE) && line.status() < BAD_REQUEST;
    return !file && !line.route().equals(THEMSELVES);
  }

  private void add(RecentLine line) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }
}
