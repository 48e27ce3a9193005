package com.tkr.embed.config.cli;

import com.tkr.embed.model.hub.ModelVerification.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code model verify} found in one folder. */
record VerifiedFolder(Path folder, Verdict verdict) {
  private static final int MOST_TOLD = 20;

  boolean isInOrder() {
    return verdict.problems().isEmpty();
  }

  /** Its problems for people: of a folder in which everything is wrong, the first. */
  Stream<String> told() {
    int more = verdict.problems().size() - MOST_TOLD;
    Stream<String> first = verdict.problems().stream().limit(MOST_TOLD);
    return more > 0 ? Stream.concat(first, Stream.of("... and " + more + " more")) : first;
  }

  /** For people. */
  String line() {
    String outcome = isInOrder() ? "in order" : verdict.problems().size() + " problems";
    String unknown =
        verdict.checked() > 0
            ? ""
            : "; no checksums are known of this folder, so that a changed weight would not be found";
    return "%s: %s; %d files, %d of them by their checksums, %d tensors%s"
        .formatted(folder, outcome, verdict.files(), verdict.checked(), verdict.tensors(), unknown);
  }

  /** For programs. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("folder", folder.toString());
    row.put("files", verdict.files());
    row.put("checksums", verdict.checked());
    row.put("tensors", verdict.tensors());
    row.put("problems", verdict.problems());
    return row;
  }
}
