package com.tkr.embed.model.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Something of a repository that the hub is asked for.
 *
 * @param repository {@code org/name}
 * @param name what it is called: a file's path, or the revision whose files are listed
 * @param address where it is
 */
record RepositoryPart(String repository, String name, URI address) {
  /** The description of a revision, the names of its files in it. */
  static RepositoryPart revision(URI endpoint, String repository, String revision) {
    String path = "/api/models/" + repository + "/revision/" + encode(revision);
    return new RepositoryPart(repository, revision, URI.create(endpoint + path));
  }

  /** A file at a commit. */
  static RepositoryPart file(URI endpoint, Listing listing, String file) {
    String segments =
        Arrays.stream(file.split("/")).map(RepositoryPart::encode).collect(Collectors.joining("/"));
    String path = "/" + listing.repository() + "/resolve/" + listing.commit() + "/" + segments;
    return new RepositoryPart(listing.repository(), file, URI.create(endpoint + path));
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return name;
  }
}
