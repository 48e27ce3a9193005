package com.tkr.embed.embedding.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inputs of a batch by what they begin with. */
final class SharedBeginnings {
  private SharedBeginnings() {}

  /**
   * Puts inputs that begin alike behind the first of them, else leaves them in their order: the
   * engine keeps little of what they share, and takes a batch in several passes, each of which
   * would compute again what another request's inputs have driven out.
   */
  static List<PendingInput> together(List<PendingInput> batch) {
    List<List<PendingInput>> groups = new ArrayList<>();
    for (PendingInput pending : batch) {
      groupOf(pending, groups)
          .orElseGet(
              () -> {
                groups.add(new ArrayList<>());
                return groups.get(groups.size() - 1);
              })
          .add(pending);
    }
    return groups.stream().flatMap(List::stream).toList();
  }

  private static Optional<List<PendingInput>> groupOf(
      PendingInput pending, List<List<PendingInput>> groups) {
    return groups.stream()
        .filter(group -> pending.input().sharesWith(group.get(0).input()))
        .findFirst();
  }
}
