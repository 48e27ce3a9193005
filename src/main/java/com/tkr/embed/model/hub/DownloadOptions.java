package com.tkr.embed.model.hub;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a download behaves.
 *
 * @param atOnce files that are fetched at the same time
 * @param attempts to make before giving up, where none of them brings anything
 * @param pause before the second attempt, doubled before each further one
 * @param answer how long the hub may take to begin its answer
 * @param stall how long a body may bring next to nothing
 * @param machine what it stands on
 */
record DownloadOptions(
    int atOnce, int attempts, Duration pause, Duration answer, Duration stall, Machine machine) {

  /** Disk and clock. */
  interface Machine {
    /** Bytes that may still be written into a folder. */
    long freeBytes(Path folder);

    /** Waits. */
    void sleep(Duration time) throws InterruptedException;
  }

  /** The ones of the command line and the server. */
  static DownloadOptions standard() {
    return new DownloadOptions(
        4,
        5,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        new ThisMachine());
  }

  /** The one that runs this. */
  static final class ThisMachine implements Machine {
    @Override
    public long freeBytes(Path folder) {
      return folder.toFile().getUsableSpace();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time.toMillis());
    }
  }
}
