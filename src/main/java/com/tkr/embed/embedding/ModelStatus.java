package com.tkr.embed.embedding;

import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import java.util.Optional;

/**
 * Where the models of this server stand, at one moment.
 *
 * @param served which model answers
 * @param state where it stands
 * @param retryAfterSeconds when to come again while it does not answer, 1 to 600
 * @param beside the one that is made ready to take its place
 * @param lastFailure why the last such one did not; empty after one that did
 * @param changing whether a reload or a switch is under way, whose last part is to close the one
 *     before
 */
public record ModelStatus(
    ServedModel served,
    ModelState state,
    long retryAfterSeconds,
    Optional<ModelStatus> beside,
    Optional<LoadFailure> lastFailure,
    boolean changing) {

  static ModelStatus of(LifeState life) {
    return new ModelStatus(
        life.served(),
        life.shown(),
        life.retryAfterSeconds(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  ModelStatus with(Optional<LifeState> other, Optional<LoadFailure> failure, boolean change) {
    return new ModelStatus(
        served, state, retryAfterSeconds, other.map(ModelStatus::of), failure, change);
  }

  /**
   * The model that answers.
   *
   * @throws ModelNotReady when none does
   */
  public ModelState.Ready ready() {
    if (state instanceof ModelState.Ready ready) {
      return ready;
    }
    throw new ModelNotReady(retryAfterSeconds);
  }

  /** What is under way beside what answers, or was in vain, in one line; empty for nothing. */
  public Optional<String> note() {
    return beside
        .map(other -> other.served().name() + " is being made ready to take its place")
        .or(
            () ->
                lastFailure.map(
                    failure -> failure.model() + " did not take its place: " + failure.reason()));
  }
}
