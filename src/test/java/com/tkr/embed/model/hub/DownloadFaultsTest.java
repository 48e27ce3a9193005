package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong ends in the whole model or in one clear line, and never in a wrong file. */
class DownloadFaultsTest {
  private static final String LISTING = "/api/models/Org/Some-Model-7B/revision/main";

  @TempDir Path temporary;
  private HubFixture model;

  @BeforeEach
  void begin() throws IOException {
    model = new HubFixture(temporary.resolve("hub"));
  }

  @AfterEach
  void end() {
    model.close();
  }

  private AbstractThrowableAssert<?, ?> assertRefused(Reason reason) throws IOException {
    AbstractThrowableAssert<?, ?> failure =
        assertThatThrownBy(() -> model.fetch())
            .isInstanceOfSatisfying(
                DownloadFailed.class, e -> assertThat(e.reason()).isEqualTo(reason));
    model.assertNothingWrong();
    return failure;
  }

  private static Fault[] always(Fault fault) {
    Fault[] many = new Fault[20];
    Arrays.fill(many, fault);
    return many;
  }

  @Test
  void aConnectionThatIsCutAtAnyByteIsTakenUpThere() throws Exception {
    Random random = new Random(14);
    for (int run = 0; run < 60; run++) {
      try (HubFixture cut = new HubFixture(temporary.resolve("cut" + run))) {
        int first = random.nextInt(HubFixture.FIRST_BYTES);
        int more = random.nextInt(HubFixture.FIRST_BYTES);
        int second = random.nextInt(HubFixture.SECOND_BYTES);
        cut.hub
            .fault(HubFixture.FIRST, Fault.cut(first), Fault.cut(more))
            .fault(HubFixture.SECOND, Fault.cut(second))
            .fault("tokenizer.json", Fault.cut(random.nextInt(17)));
        cut.assertWhole(cut.fetch());
        assertThat(cut.meter.now().share()).as("run %d", run).isEqualTo(1);
      }
    }
  }

  @Test
  void whatHasComeBeforeTheDownloadGaveUpIsKept() throws Exception {
    model.hub.fault(HubFixture.FIRST, always(Fault.cut(1000)));
    assertRefused(Reason.UNREACHABLE).hasMessageStartingWith(HubFixture.FIRST + ": ");
    assertThat(model.partials()).isNotEmpty();
    try (HubFixture next = new HubFixture(model.cache)) {
      next.assertWhole(next.fetch());
      assertThat(next.hub.requests()).anyMatch(line -> line.matches(".*/lfs/.* bytes=[1-9]\\d*-"));
    }
  }

  @Test
  void theWholeFileInAnswerToARangeIsTakenFromItsBeginning() throws Exception {
    byte[] whole = HubFixture.random(1, HubFixture.FIRST_BYTES);
    model.hub.fault(HubFixture.FIRST, Fault.cut(123_456), Fault.wrong(whole));
    model.assertWhole(model.fetch());
    assertThat(model.meter.now().share()).isEqualTo(1);
  }

  @Test
  void aWrongSizeIsNeverTaken() throws Exception {
    model.hub.fault(HubFixture.FIRST, always(Fault.wrong(new byte[1000])));
    assertRefused(Reason.UNREACHABLE)
        .hasMessageContaining("bytes 0 to 999 of 1000 came of what has 300000 bytes");
  }

  @Test
  void anotherContentOfTheRightSizeIsNeverTaken() throws Exception {
    byte[] other = HubFixture.random(99, HubFixture.FIRST_BYTES);
    model.hub.fault(HubFixture.FIRST, always(Fault.wrong(other)));
    assertRefused(Reason.DAMAGED)
        .hasMessageContaining(HubFixture.FIRST)
        .hasMessageContaining("does not fit its ETag");
    assertThat(model.partials()).noneMatch(partial -> partial.toFile().length() == 300_000);
  }

  @Test
  void anotherContentIsFetchedOnceMore() throws Exception {
    byte[] other = HubFixture.random(99, HubFixture.FIRST_BYTES);
    model.hub.fault(HubFixture.FIRST, Fault.wrong(other));
    model.assertWhole(model.fetch());
    assertThat(model.meter.now().share()).isEqualTo(1);
  }

  @Test
  void aDamagedPartialFileIsFetchedAnew() throws Exception {
    Files.createDirectories(model.repository().blobs());
    String etag = StandInFile.hash("SHA-256", HubFixture.random(1, HubFixture.FIRST_BYTES));
    Files.write(model.repository().partial(etag), new byte[200_000]);
    model.assertWhole(model.fetch());
  }

  @Test
  void aPartialFileThatIsTooLongIsFetchedAnew() throws Exception {
    Files.createDirectories(model.repository().blobs());
    String etag = StandInFile.hash("SHA-256", HubFixture.random(1, HubFixture.FIRST_BYTES));
    Files.write(model.repository().partial(etag), new byte[HubFixture.FIRST_BYTES + 1]);
    model.assertWhole(model.fetch());
    assertThat(model.meter.now().share()).isEqualTo(1);
  }

  @Test
  void aPartialFileThatIsWholeIsNotAskedFor() throws Exception {
    Files.createDirectories(model.repository().blobs());
    byte[] whole = HubFixture.random(1, HubFixture.FIRST_BYTES);
    Files.write(model.repository().partial(StandInFile.hash("SHA-256", whole)), whole);
    model.assertWhole(model.fetch());
    assertThat(model.hub.requests())
        .noneMatch(line -> line.contains("GET /lfs/" + HubFixture.FIRST));
  }

  @Test
  void aPartThatDoesNotSayTheWholeSizeIsTaken() throws Exception {
    model.hub.fault(HubFixture.FIRST, Fault.cut(100_000), Fault.part(200_000, "*"));
    model.assertWhole(model.fetch());
    assertThat(model.hub.requests()).noneMatch(line -> line.contains("bytes=200"));
  }

  @Test
  void aPartThatEndsEarlyIsFollowedByTheNext() throws Exception {
    model.hub.fault(HubFixture.FIRST, Fault.cut(100_000), Fault.part(50_000, "300000"));
    model.assertWhole(model.fetch());
    assertThat(model.hub.requests())
        .filteredOn(line -> line.startsWith("GET /lfs/" + HubFixture.FIRST))
        .hasSize(3)
        .last()
        .asString()
        .matches(".* bytes=[1-9]\\d*-");
  }

  @Test
  void theWholeFileAsAPartIsTakenFromItsBeginning() throws Exception {
    byte[] whole = HubFixture.random(1, HubFixture.FIRST_BYTES);
    model.hub.fault(
        HubFixture.FIRST,
        Fault.cut(100_000),
        Fault.status(206, "Content-Range", "bytes 7-299999/300000"),
        Fault.wrong(whole));
    model.assertWhole(model.fetch());
  }

  @ParameterizedTest
  @ValueSource(strings = {"206", "416"})
  void whoeverHasNotTheMissingPartIsAskedForAll(int status) throws Exception {
    model.hub.fault(
        HubFixture.FIRST,
        Fault.cut(100_000),
        Fault.status(status, "Content-Range", "bytes */300000"));
    model.assertWhole(model.fetch());
    assertThat(
            model.hub.requests().stream()
                .filter(line -> line.matches(".*/lfs/.* bytes=[1-9]\\d*-")))
        .hasSize(1);
  }

  @Test
  void whatIsCompressedUnaskedIsTaken() throws Exception {
    model.hub.fault(LISTING, Fault.compressed()).fault("config.json", Fault.compressed());
    model.hub.fault(ModelFiles.INDEX, Fault.compressed(), Fault.cut(3), Fault.compressed());
    model.assertWhole(model.fetch());
    assertThat(model.meter.now().share()).isEqualTo(1);
  }

  @Test
  void aNameThatNobodyKnowsIsTold() throws Exception {
    model.endpoint = java.net.URI.create("http://no-such-hub.invalid");
    assertRefused(Reason.UNREACHABLE)
        .hasMessageContaining(
            "http://no-such-hub.invalid (HF_ENDPOINT): the host's name is not known");
  }

  @Test
  void theHubsOwnWordsAreTold() throws Exception {
    String why = "Forbidden: your token lacks\t\"Read access\"";
    model.token = Optional.of("hf_fine");
    model.hub.fault(LISTING, Fault.status(403, "X-Error-Message", why));
    assertRefused(Reason.DENIED)
        .hasMessageContaining("(Forbidden: your token lacks")
        .hasMessageContaining("\"Read access\")")
        .hasMessageNotContaining("\t");
    model.hub.fault(LISTING, Fault.status(451, "X-Error-Message", "Unavailable"));
    assertRefused(Reason.UNREACHABLE)
        .hasMessageStartingWith(StandInHub.REPOSITORY)
        .hasMessageEndingWith("status 451 (Unavailable)");
  }

  @Test
  void anUnknownTokenIsTold() throws Exception {
    model.token = Optional.of("hf_wrong");
    String why = "Invalid credentials in Authorization header";
    model.hub.fault(LISTING, Fault.status(401, "X-Error-Message", why));
    assertRefused(Reason.DENIED)
        .hasMessageContaining("does not know the token")
        .hasMessageNotContaining("hf_wrong");
  }

  @Test
  void theHubsRefusalsAreTold() throws Exception {
    model.hub.fault(LISTING, Fault.status(401), Fault.status(403), Fault.status(404));
    assertRefused(Reason.MISSING).hasMessageContaining("if it is private, set HF_TOKEN");
    assertRefused(Reason.DENIED).hasMessageContaining("does not let us read Org/Some-Model-7B");
    assertRefused(Reason.MISSING).hasMessageContaining("has no repository Org/Some-Model-7B");
  }

  @Test
  void aRefusalIsNotTriedAgain() throws Exception {
    model.hub.fault(LISTING, Fault.status(404));
    assertRefused(Reason.MISSING);
    assertThat(model.pauses).isEmpty();
  }

  @Test
  void tooManyRequestsWaitAsLongAsTheHubAsks() throws Exception {
    model.hub.fault(LISTING, Fault.status(429, "Retry-After", "7"));
    model.hub.fault(HubFixture.FIRST, Fault.status(429, "Retry-After", "9"));
    model.assertWhole(model.fetch());
    assertThat(model.pauses).contains(Duration.ofSeconds(7), Duration.ofSeconds(9));
  }

  @Test
  void aDateIsWaitedFor() throws Exception {
    model.hub.fault(LISTING, Fault.status(503, "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
    model.assertWhole(model.fetch());
    assertThat(model.pauses).containsExactly(Duration.ZERO);
  }

  @Test
  void aHubThatAsksToComeBackTomorrowIsNotWaitedFor() throws Exception {
    model.hub.fault(LISTING, Fault.status(429, "Retry-After", "86400"));
    assertRefused(Reason.UNREACHABLE).hasMessageContaining("status 429");
    assertThat(model.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatPassesIsTriedAgainWithLongerPauses(int status) throws Exception {
    model.hub.fault(LISTING, Fault.status(status), Fault.status(status), Fault.status(status));
    model.assertWhole(model.fetch());
    assertThat(model.pauses).hasSize(3);
    assertThat(model.pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(model.pauses.get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void whatDoesNotPassIsGivenUp() throws Exception {
    model.hub.fault(LISTING, always(Fault.status(500)));
    assertRefused(Reason.UNREACHABLE).hasMessageContaining("(HF_ENDPOINT) answers with status 500");
    assertThat(model.pauses).hasSize(4);
  }

  @Test
  void anExpiredAddressOfTheStorageIsAskedForAgain() throws Exception {
    model.hub.fault(HubFixture.FIRST, Fault.status(403));
    model.assertWhole(model.fetch());
  }

  @Test
  void aStalledConnectionIsTakenUpByAnother() throws Exception {
    model.hub.fault(HubFixture.FIRST, Fault.stall(50_000));
    model.assertWhole(model.fetch());
  }

  @Test
  void aHubThatDoesNotAnswerIsAskedAgain() throws Exception {
    model.answer = Duration.ofSeconds(1);
    model.hub.fault(LISTING, Fault.silence());
    model.hub.fault(HubFixture.FIRST, Fault.silence());
    model.assertWhole(model.fetch());
    model.hub.fault(LISTING, always(Fault.silence()));
    assertThatThrownBy(() -> model.fetch()).hasMessageContaining("(HF_ENDPOINT) does not answer");
  }

  @Test
  void aTrickleIsNoConnection() throws Exception {
    model.hub.fault(HubFixture.FIRST, Fault.trickle(50));
    model.assertWhole(model.fetch());
  }

  @Test
  void aHubThatIsNotThereIsTold() throws Exception {
    model.hub.close();
    assertRefused(Reason.UNREACHABLE)
        .hasMessageContaining(model.hub.endpoint() + " (HF_ENDPOINT): cannot be connected to");
    assertThat(model.pauses).hasSize(4);
  }

  @Test
  void aDescriptionThatIsNoJsonIsTriedAgain() throws Exception {
    Fault page = Fault.wrong("<html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
    model.hub.fault(LISTING, page);
    model.assertWhole(model.fetch());
    model.hub.fault(LISTING, Fault.wrong(new byte[] {(byte) 0xff}));
    model.assertWhole(model.fetch());
    model.hub.fault(LISTING, always(page));
    assertThatThrownBy(() -> model.fetch())
        .hasMessage(StandInHub.REPOSITORY + ": not a JSON object");
  }

  @Test
  void anIndexThatIsNoJsonIsTold() throws Exception {
    model.hub.fault(ModelFiles.INDEX, always(Fault.wrong(new byte[] {'x'})));
    assertRefused(Reason.UNREACHABLE).hasMessage(ModelFiles.INDEX + ": not a JSON object");
  }

  @Test
  void aRedirectFromHttpsIntoTheClearIsRefused() {
    HubAccess access =
        HubFixture.direct(java.net.URI.create("https://hub.example"), Optional.empty(), false);
    assertThat(access.mayRedirectTo(java.net.URI.create("https://cdn.example/x"))).isTrue();
    assertThat(access.mayRedirectTo(java.net.URI.create("http://cdn.example/x"))).isFalse();
    assertThat(access.mayRedirectTo(java.net.URI.create("file:///etc/passwd"))).isFalse();
  }

  @Test
  void aRedirectToAFileIsRefused() throws Exception {
    model.hub.fault(LISTING, always(Fault.status(302, "Location", "file:///etc/passwd")));
    assertRefused(Reason.UNREACHABLE).hasMessageContaining("redirects to where it may not");
  }

  @Test
  void aCircleOfRedirectsEnds() throws Exception {
    Fault[] circle = new Fault[100];
    Arrays.fill(circle, Fault.status(302, "Location", LISTING));
    model.hub.fault(LISTING, circle);
    assertRefused(Reason.UNREACHABLE).hasMessageContaining("in a circle");
  }
}
