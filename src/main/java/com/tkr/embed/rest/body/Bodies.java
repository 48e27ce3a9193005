package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.filter.CurrentRequest;
import com.tkr.embed.rest.grizzly.ArrivingBody;
import com.tkr.embed.rest.grizzly.MinimumRate;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has requests answered whose bodies are whole, without ever waiting for a client: at once when all
 * of a body is there, else when all of it will be. What a body holds is released when its answer is
 * there, whatever it is.
 */
@Dependent
public class Bodies {
  private final RequestLimits limits;
  private final ByteBudget budget;
  private final MinimumRate minimumRate;

  @Inject
  public Bodies(RequestLimits limits, ByteBudget budget, MinimumRate minimumRate) {
    this.limits = limits;
    this.budget = budget;
    this.minimumRate = minimumRate;
  }

  /** Answers a request, given its body to read. */
  public interface Resource<T> {
    CompletionStage<T> answer(RequestBody body);
  }

  /**
   * Answers a body of JSON under the limit of those.
   *
   * @throws com.tkr.embed.error.EmbeddingException 413 or 415 for one that is declared otherwise
   */
  public <T> CompletionStage<T> json(RequestBody body, Resource<T> resource) {
    return json(body, limits.jsonBytes(), resource);
  }

  /** The same under another limit in bytes. */
  public <T> CompletionStage<T> json(RequestBody body, int limit, Resource<T> resource) {
    body.requireReadable(limit);
    body.requireUtf8();
    return whole(body, limit, resource);
  }

  /** Answers a multipart body under the limit of those. */
  public <T> CompletionStage<T> form(RequestBody body, Resource<T> resource) {
    body.requireReadable(limits.multipartBytes());
    return whole(body, limits.multipartBytes(), resource);
  }

  private <T> CompletionStage<T> whole(RequestBody body, int limit, Resource<T> resource) {
    try {
      return body.isThere()
          ? answer(body.open(body.stream(), limit, budget), resource)
          : arriving(body, limit, resource);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> CompletionStage<T> answer(RequestBody body, Resource<T> resource) {
    return CompletableFuture.completedFuture(body)
        .thenCompose(resource::answer)
        .whenComplete((answer, failure) -> body.release());
  }

  /**
   * What follows the body runs on behalf of its request. Until it is parsed, it is in memory as it
   * arrived as well.
   */
  private <T> CompletionStage<T> arriving(RequestBody body, int limit, Resource<T> resource)
      throws IOException {
    ArrivingBody arriving = ArrivingBody.of(CurrentRequest.get(), minimumRate, limit, budget::take);
    return arriving
        .whole()
        .whenCompleteAsync((in, failure) -> {}, body.context()::run)
        .thenApply(in -> answer(body.open(in, limit, budget), resource))
        .whenComplete((answer, failure) -> budget.giveBack(arriving.bytes()))
        .thenCompose(answer -> answer);
  }
}
