package com.tkr.embed.config.cli;

import com.tkr.embed.model.hub.ModelVerification.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code model verify} found in one folder. */
record VerifiedFolder(Path folder, Verdict verdict) {
  boolean isInOrder() {
    return verdict.problems().isEmpty();
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
