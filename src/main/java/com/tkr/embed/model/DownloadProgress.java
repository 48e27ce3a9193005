package com.tkr.embed.model;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Where a download, or other work on a model's files, stands.
 *
 * @param stage what is being done
 * @param bytes that are here, those of earlier downloads among them
 * @param totalBytes of all files; 0 while that is not known
 * @param bytesPerSecond of late
 * @param secondsLeft at that rate; empty while there is none
 * @param note what delays it, in one line; empty where nothing does
 */
public record DownloadProgress(
    Stage stage,
    long bytes,
    long totalBytes,
    long bytesPerSecond,
    OptionalLong secondsLeft,
    String note) {
  /** What is being done. */
  public enum Stage {
    LISTING,
    WAITING,
    DOWNLOADING,
    VERIFYING,
    CONVERTING;

    /** In lower case, as a status word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** 0 to 1. */
  public double share() {
    return totalBytes == 0 ? 0 : (double) bytes / totalBytes;
  }
}
