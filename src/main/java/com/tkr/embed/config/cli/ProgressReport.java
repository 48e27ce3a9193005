package com.tkr.embed.config.cli;

import com.tkr.embed.model.DownloadProgress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Progress for a program that reads the error stream: an object of JSON in each line. */
final class ProgressReport {
  /** Set to {@code json} by who reads it so. */
  static final String FORM = "tkr.embed.progress";

  private ProgressReport() {}

  /** Whether the error stream is read by a program. */
  static boolean isWanted() {
    return "json".equals(System.getProperty(FORM));
  }

  /** Of a download, or of other work on files; bytes and seconds. */
  static String line(DownloadProgress now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("stage", now.stage().word());
    fields.put("bytes", now.bytes());
    fields.put("total_bytes", now.totalBytes());
    fields.put("bytes_per_second", now.bytesPerSecond());
    now.secondsLeft().ifPresent(seconds -> fields.put("seconds_left", seconds));
    if (!now.note().isEmpty()) {
      fields.put("note", now.note());
    }
    return JsonText.line(Map.of("progress", fields));
  }
}
