package com.tkr.embed.observe.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines for programs: one JSON object each, its names fixed. */
final class JsonFormatter extends LineFormatter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  String line(Line line) {
    StringWriter out = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("time", TIME.format(line.record().getInstant()));
      json.writeStringField("level", line.level());
      json.writeStringField("logger", String.valueOf(line.record().getLoggerName()));
      json.writeStringField("thread", line.thread());
      json.writeStringField("message", line.message());
      if (line.context() != null) {
        request(line.context(), json);
      }
      if (line.access() != null) {
        access(line.access(), json);
      }
      if (!line.thrown().isEmpty()) {
        json.writeStringField("exception", line.thrown());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }

  private static void request(LogContext context, JsonGenerator json) throws IOException {
    json.writeStringField("request_id", context.requestId());
    json.writeStringField("trace_id", context.traceId());
  }

  private static void access(AccessLine line, JsonGenerator json) throws IOException {
    RequestUsage usage = line.context().usage();
    json.writeStringField("method", line.context().method());
    json.writeStringField("route", line.route());
    json.writeNumberField("status", line.status());
    json.writeNumberField("duration_ms", line.durationMillis());
    json.writeNumberField("items", usage.items());
    json.writeNumberField("tokens", usage.tokens());
    json.writeNumberField("cache_hits", usage.hits());
    json.writeStringField("caller", line.context().callerId());
  }
}
