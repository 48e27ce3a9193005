package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.embedding.LifeState.Closed;
import com.tkr.embed.embedding.LifeState.Draining;
import com.tkr.embed.embedding.LifeState.Failed;
import com.tkr.embed.embedding.LifeState.Loading;
import com.tkr.embed.embedding.LifeState.Ready;
import com.tkr.embed.embedding.LifeState.Stuck;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.DownloadProgress.Stage;
import com.tkr.embed.model.LoadStage;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.testing.EchoModel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeStateTest {
  private static final ServedModel SERVED = ServedModel.askedFor("path", "name", false);
  private static final VectorCache CACHE = VectorCache.keepingNothing();
  private static final ModelState.Ready MODEL =
      new ModelState.Ready(
          new EchoModel().info(), Instant.EPOCH, Duration.ofSeconds(1), Optional.empty());
  private static final Embedder EMBEDDER = new Embedder(MODEL.info(), null, CACHE, null);
  private static final Wait REST = Wait.begin(Duration.ofSeconds(7));
  private static final Ready READY = new Ready(SERVED, MODEL, EMBEDDER, CACHE);

  private static final Map<String, LifeState> STATES = states();

  private static final Map<String, UnaryOperator<LifeState>> EVENTS =
      Map.of(
          "progress", state -> state.progress(LoadStage.LOADING, 0.5),
          "ready", state -> state.ready(MODEL, EMBEDDER, CACHE),
          "stuck", state -> state.stuck("why"),
          "recovered", LifeState::recovered,
          "drain", LifeState::drain,
          "failed", state -> state.failed("reason"),
          "closed", LifeState::closed,
          "loading", state -> state.loading(SERVED));

  private static Map<String, LifeState> states() {
    Map<String, LifeState> states = new LinkedHashMap<>();
    for (LifeState state :
        List.of(
            new Loading(SERVED, LoadProgress.begin()),
            READY,
            new Stuck(READY, "why", REST),
            new Draining(SERVED, CACHE, REST),
            new Failed(SERVED, "reason", REST),
            new Closed(SERVED, REST))) {
      states.put(state.getClass().getSimpleName(), state);
    }
    return states;
  }

  @Test
  void aLoadBeginsWhenItDoesAndNotWithTheFirstOne() {
    assertThat(LifeState.beginning()).matches(LifeState::isBeginning);
    long now = System.nanoTime();
    Loading later = (Loading) LifeState.beginning();

    assertThat(later.progress().rest().since()).isGreaterThanOrEqualTo(now);
    assertThat(later.loading(SERVED)).matches(state -> !state.isBeginning());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # in     , loading, progress, ready   , stuck   , recovered, drain   , failed, closed
          Loading  , Loading, Loading , Ready   , Loading , Loading  , Draining, Failed, Closed
          Ready    , Loading, Ready   , Ready   , Stuck   , Ready    , Draining, Failed, Closed
          Stuck    , Loading, Stuck   , Stuck   , Stuck   , Ready    , Draining, Failed, Closed
          Draining , Draining, Draining, Draining, Draining, Draining, Draining, Closed, Closed
          Failed   , Failed , Failed  , Failed  , Failed  , Failed   , Closed  , Failed, Closed
          Closed   , Closed , Closed  , Closed  , Closed  , Closed   , Closed  , Closed, Closed
          """)
  void what_may_not_happen_leaves_a_state_as_it_is(
      String in,
      String loading,
      String progress,
      String ready,
      String stuck,
      String recovered,
      String drain,
      String failed,
      String closed) {
    assertThat(after(in))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "loading", loading,
                "progress", progress,
                "ready", ready,
                "stuck", stuck,
                "recovered", recovered,
                "drain", drain,
                "failed", failed,
                "closed", closed));
  }

  private static Map<String, String> after(String in) {
    Map<String, String> after = new LinkedHashMap<>();
    EVENTS.forEach(
        (event, next) -> after.put(event, next.apply(STATES.get(in)).getClass().getSimpleName()));
    return after;
  }

  @ParameterizedTest
  @CsvSource({
    "Loading, Loading, false", "Ready, Ready, true", "Stuck, Failed, true",
    "Draining, Closed, false", "Failed, Failed, false", "Closed, Closed, false"
  })
  void the_server_is_told_one_of_four_and_embeds_in_two(String in, String shown, boolean embeds) {
    LifeState state = STATES.get(in);
    assertThat(state.shown().getClass().getSimpleName()).isEqualTo(shown);
    assertThat(state.served()).isEqualTo(SERVED);
    if (embeds) {
      assertThat(state.embedder()).isSameAs(EMBEDDER);
    } else {
      assertThatThrownBy(state::embedder)
          .isInstanceOfSatisfying(
              ModelNotReady.class,
              refused ->
                  assertThat(refused.details())
                      .containsEntry("retry_after_seconds", state.retryAfterSeconds()));
    }
  }

  @ParameterizedTest
  @CsvSource({"Ready, 1", "Draining, 7", "Failed, 7", "Closed, 7"})
  void when_to_come_again_is_what_the_next_load_takes(String in, long seconds) {
    assertThat(STATES.get(in).retryAfterSeconds()).isBetween(1L, seconds);
    assertThat(STATES.get(in).drain().retryAfterSeconds()).isBetween(1L, seconds);
  }

  @Test
  void what_a_text_takes_is_known_after_the_model_was_ready() {
    Duration took = Duration.ofMillis(1200);
    STATES.forEach(
        (name, state) ->
            assertThat(state.measured(took).getClass().getSimpleName()).isEqualTo(name));
    ModelState known =
        new ModelState.Ready(MODEL.info(), MODEL.since(), MODEL.loadTime(), Optional.of(took));
    assertThat(READY.measured(took).shown()).isEqualTo(known);
    assertThat(READY.stuck("why").measured(took).recovered().shown()).isEqualTo(known);
  }

  @Test
  void who_recovers_is_as_ready_as_before() {
    assertThat(READY.stuck("why").shown()).isEqualTo(new ModelState.Failed("why"));
    assertThat(READY.stuck("why").stuck("again").recovered()).isSameAs(READY);
  }

  @Test
  void how_far_a_download_is_is_asked_whenever_it_is_shown() {
    AtomicLong bytes = new AtomicLong(25);
    Supplier<DownloadProgress> download = () -> download(bytes.get());
    LifeState fetching = STATES.get("Loading").fetching(download);
    assertThat(fetching.shown())
        .isEqualTo(
            new ModelState.Loading(
                LoadStage.DOWNLOADING, 0.25, OptionalLong.of(15), Optional.of(download.get())));
    bytes.set(50);
    assertThat(((ModelState.Loading) fetching.shown()).progress()).isEqualTo(0.5);
    assertThat(fetching.located(Optional.empty()).shown())
        .isEqualTo(
            new ModelState.Loading(LoadStage.LOADING, 0, OptionalLong.empty(), Optional.empty()));
  }

  @Test
  void nothing_is_fetched_but_while_loading() {
    STATES.forEach(
        (name, state) ->
            assertThat(state.fetching(() -> download(0)) == state)
                .as(name)
                .isEqualTo(!name.equals("Loading")));
  }

  private static DownloadProgress download(long bytes) {
    return new DownloadProgress(Stage.DOWNLOADING, bytes, 100, 5, OptionalLong.of(15), "");
  }
}
