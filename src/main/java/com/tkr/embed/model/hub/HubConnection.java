package com.tkr.embed.model.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the hub over HTTP. Redirects are followed here: to another host the token does not go, and
 * none leads from https to anything else.
 */
final class HubConnection {
  private static final int MOST_REDIRECTS = 10;
  static final int OK = 200;
  static final int PARTIAL_CONTENT = 206;
  private static final int MULTIPLE_CHOICES = 300;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_MODIFIED = 304;
  static final int RANGE_NOT_SATISFIABLE = 416;

  private final HubAccess access;
  private final DownloadOptions options;
  private final HttpClient client;

  HubConnection(HubAccess access, DownloadOptions options) {
    this.access = access;
    this.options = options;
    // of its own for each file: one connection for all would carry them no faster than one
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .proxy(access.proxies())
            .connectTimeout(options.answer())
            .build();
  }

  /**
   * What is asked for.
   *
   * @param what it is, in the operator's words
   * @param method GET or HEAD
   * @param from the first byte that is wanted
   */
  private record Question(RepositoryPart what, String method, long from) {}

  /** A file, by the hub's own headers where it sends elsewhere for the bytes. */
  RemoteFile head(RepositoryPart what) throws IOException, InterruptedException {
    HttpResponse<BodyChunks> answer = follow(new Question(what, "HEAD", 0));
    answer.body().close();
    return RemoteFile.of(what, answer);
  }

  /** All of a short document. */
  byte[] read(RepositoryPart what, int most) throws IOException, InterruptedException {
    try (BodyChunks body = follow(new Question(what, "GET", 0)).body()) {
      return body.all(most);
    }
  }

  /**
   * A file from a byte on.
   *
   * @return status 206 where it begins there, 200 where it begins at its first byte, 416 where it
   *     has nothing from there on
   */
  HttpResponse<BodyChunks> open(RepositoryPart what, long from)
      throws IOException, InterruptedException {
    return follow(new Question(what, "GET", from));
  }

  private HttpResponse<BodyChunks> follow(Question question)
      throws IOException, InterruptedException {
    URI address = question.what().address();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<BodyChunks> answer = ask(question, address);
      if (!isRedirect(answer.statusCode())) {
        return checked(answer, question);
      }
      URI next = target(answer);
      if (question.method().equals("HEAD") && (RemoteFile.isIn(answer) || !access.isHere(next))) {
        return answer;
      }
      answer.body().close();
      address = next;
    }
    throw new TransientFailure("the hub redirects in a circle");
  }

  private HttpResponse<BodyChunks> ask(Question question, URI address)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(question.method(), BodyPublishers.noBody())
            .header("User-Agent", "tkr-embed")
            .header("Accept-Encoding", "identity");
    if (question.from() > 0) {
      request.header("Range", "bytes=" + question.from() + "-");
    }
    access
        .token()
        .filter(token -> access.isHere(address))
        .ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return answered(
        client.sendAsync(request.build(), head -> new BodyChunks(options.stall(), head)), address);
  }

  /** Once its head is here; a request's own timeout would, from Java 26 on, end its body too. */
  private HttpResponse<BodyChunks> answered(
      CompletableFuture<HttpResponse<BodyChunks>> sent, URI address)
      throws IOException, InterruptedException {
    try {
      return sent.get(options.answer().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TransientFailure(access.place(address) + " does not answer");
    } catch (ExecutionException e) {
      throw ConnectionFailure.of(access, address, e).failure();
    } finally {
      sent.cancel(true);
    }
  }

  private static boolean isRedirect(int status) {
    return status >= MULTIPLE_CHOICES && status < BAD_REQUEST && status != NOT_MODIFIED;
  }

  private URI target(HttpResponse<BodyChunks> answer) throws TransientFailure {
    Optional<String> location = answer.headers().firstValue("Location");
    try {
      URI target = answer.uri().resolve(location.orElse(""));
      if (location.isPresent() && access.mayRedirectTo(target)) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new TransientFailure("the hub redirects to where it may not");
  }

  private HttpResponse<BodyChunks> checked(HttpResponse<BodyChunks> answer, Question question)
      throws IOException {
    int status = answer.statusCode();
    boolean noSuchRange = status == RANGE_NOT_SATISFIABLE && question.from() > 0;
    if (status == OK || status == PARTIAL_CONTENT || noSuchRange) {
      return answer;
    }
    answer.body().close();
    throw new Refusal(answer, question.what(), access).failure();
  }
}
