package com.tkr.embed.config.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Is told how far a self-test is. */
interface SelfTestWatch {
  /**
   * A path is being computed.
   *
   * @param done paths before it
   * @param total paths of this processor, and a GPU's
   */
  void begins(SelfTestPath path, int done, int total);

  /** What came of a path of this machine. */
  void ended(Map<String, Object> row);

  /** Tells people, or the program that reads the error stream. */
  static SelfTestWatch on(PrintStream err) {
    return ProgressReport.isWanted() ? new Report(err) : new Lines(err);
  }

  /** For people: a line when a path begins. */
  record Lines(PrintStream err) implements SelfTestWatch {
    @Override
    public void begins(SelfTestPath path, int done, int total) {
      err.println(path + " ...");
    }

    @Override
    public void ended(Map<String, Object> row) {
      // the table has it
    }
  }

  /** For programs: an object of JSON in each line. */
  record Report(PrintStream err) implements SelfTestWatch {
    @Override
    public void begins(SelfTestPath path, int done, int total) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("stage", "computing");
      fields.put("path", path.toString());
      fields.put("done", done);
      fields.put("total", total);
      err.println(JsonText.line(Map.of("progress", fields)));
    }

    @Override
    public void ended(Map<String, Object> row) {
      err.println(JsonText.line(Map.of("row", row)));
    }
  }
}
