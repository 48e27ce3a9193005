package com.tkr.embed.model.hub;

import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository at a revision.
 *
 * @param repository {@code org/name}
 * @param commit that the revision names, 40 hexadecimal digits
 * @param files their paths
 */
record Listing(String repository, String commit, List<String> files) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]{1,255}");

  /**
   * Reads what the hub says of a revision: {@code {"sha": .., "siblings": [{"rfilename": ..}]}}.
   *
   * @throws DownloadFailed when that names no commit, or a file that would lie elsewhere
   */
  static Listing read(RepositoryPart revision, byte[] json) throws IOException {
    Map<String, Object> fields = Json.object(json);
    String commit = String.valueOf(fields.get("sha"));
    List<String> files = names(fields.get("siblings"));
    if (!COMMIT.matcher(commit).matches() || !files.stream().allMatch(Listing::isPlain)) {
      String line = "the hub's description of %s at %s names no commit, or impossible files";
      throw new DownloadFailed(Reason.DAMAGED, line.formatted(revision.repository(), revision));
    }
    return new Listing(revision.repository(), commit, files);
  }

  private static List<String> names(@Nullable Object siblings) {
    return siblings instanceof List<?> list
        ? list.stream().map(each -> String.valueOf(Json.fields(each).get("rfilename"))).toList()
        : List.of();
  }

  /** Whether a path leads down from where it starts, and nowhere else. */
  static boolean isPlain(String path) {
    return List.of(path.split("/", -1)).stream().allMatch(SEGMENT.asMatchPredicate());
  }
}
