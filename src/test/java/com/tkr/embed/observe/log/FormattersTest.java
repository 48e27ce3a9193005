package com.tkr.embed.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.auth.ClientAddress;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import java.io.IOException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class FormattersTest {
  private static final String FORGED =
      "ok\n2026-01-01T00:00:00.000Z ERROR [x] y: forged \u001b[2J\u2028";
  private final TextFormatter text = new TextFormatter();
  private final JsonFormatter json = new JsonFormatter();

  @Test
  void no_text_can_look_like_a_line() throws IOException {
    LogRecord record = record("some.logger", FORGED);
    assertThat(text.format(record).lines().skip(1)).hasSize(1).allMatch(l -> l.startsWith("    "));
    assertThat(text.format(record))
        .doesNotContain("\u001b", "\u2028")
        .contains("\\u001b", "\\u2028");
    assertThat(json.format(record).strip().lines()).hasSize(1);
    assertThat(read(json.format(record)).get("message").textValue()).isEqualTo(FORGED);
  }

  @Test
  void a_line_names_the_request_that_it_was_written_for() throws IOException {
    RequestContext context = context();
    StringBuilder lines = new StringBuilder();
    context.run(() -> lines.append(json.format(record("some.logger", "done"))));
    context.run(() -> lines.append(text.format(record("some.logger", "done"))));
    JsonNode line = read(lines.toString().lines().findFirst().orElseThrow());
    assertThat(line.get("request_id").textValue()).isEqualTo("request-1");
    assertThat(line.get("trace_id").textValue()).isEqualTo("a".repeat(32));
    assertThat(line.get("time").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z");
    assertThat(lines.toString().lines().skip(1))
        .allMatch(l -> l.endsWith("[request-1 " + "a".repeat(32) + "]"));
    assertThat(read(json.format(record("some.logger", "idle"))).has("request_id")).isFalse();
  }

  @Test
  void what_an_exception_says_for_a_request_is_not_told_but_where_it_came_from() {
    LogRecord record = record("com.tkr.embed.Thing", "failed");
    record.setThrown(
        new IllegalStateException("what the client sent", new IOException("and this")));
    StringBuilder lines = new StringBuilder();
    context().run(() -> lines.append(json.format(record)).append(text.format(record)));
    assertThat(lines)
        .contains("IllegalStateException", "caused by java.io.IOException", "FormattersTest")
        .doesNotContain("what the client sent", "and this");
    assertThat(text.format(record)).contains("what the client sent");
  }

  @Test
  void credentials_in_what_others_log_are_taken_out() {
    String line =
        text.format(
            record(
                "org.container",
                "GET /x?a=1&api_key=SECRET1&b=2 tkr_abcdefghijkl_SECRET2 Bearer SECRET3SECRET3"
                    + " X-API-Key: SECRET4"));
    assertThat(line).doesNotContain("SECRET").contains("/x?a=1&api_key=***&b=2");
  }

  @Test
  void an_access_line_has_fields_and_no_path() throws IOException {
    RequestContext context = context();
    context.caller(new Caller("key:abc", Caller.Kind.API_KEY, Set.of(), null));
    context.usage(new RequestUsage(3, 70, 2));
    AccessLine line = AccessLine.now(context, "/keys/{id}", 200, 1_234_567);
    JsonNode fields = read(json.format(new AccessRecord(line)));
    assertThat(fields.get("logger").textValue()).isEqualTo("com.tkr.embed.access");
    assertThat(fields.get("route").textValue()).isEqualTo("/keys/{id}");
    assertThat(fields.get("status").intValue()).isEqualTo(200);
    assertThat(fields.get("duration_ms").doubleValue()).isEqualTo(1.234);
    assertThat(fields.get("items").intValue()).isEqualTo(3);
    assertThat(fields.get("tokens").intValue()).isEqualTo(70);
    assertThat(fields.get("cache_hits").intValue()).isEqualTo(2);
    assertThat(fields.get("caller").textValue()).isEqualTo("key:abc");
    assertThat(text.format(new AccessRecord(line)))
        .contains("POST /keys/{id} 200 1.234 ms items=3 tokens=70 hits=2 by key:abc [request-1 ")
        .doesNotContain("/keys/k1");
  }

  private static LogRecord record(String logger, String message) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName(logger);
    return record;
  }

  private static RequestContext context() {
    Trace trace = new Trace("a".repeat(32), "b".repeat(16), "00");
    return new RequestContext(
        new RequestHead("request-1", trace, "POST", "/keys/k1"),
        new ClientAddress("1.1.1.1", false, false),
        Credentials.NONE,
        (name, value) -> {});
  }

  private static JsonNode read(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }
}
