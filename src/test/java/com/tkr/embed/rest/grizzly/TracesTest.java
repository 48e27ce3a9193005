package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.auth.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  @ParameterizedTest
  @CsvSource({
    "00-" + ID + "-" + PARENT + "-01,01",
    "00-" + ID + "-" + PARENT + "-00,00",
    "00-" + ID + "-" + PARENT + "-ff,03",
    "cc-" + ID + "-" + PARENT + "-01-more,01",
    "01-" + ID + "-" + PARENT + "-01,01"
  })
  void a_valid_trace_goes_on_under_a_span_of_ours(String header, String flags) {
    Trace trace = Traces.of(header);
    assertThat(trace.traceId()).isEqualTo(ID);
    assertThat(trace.parentId()).matches("[0-9a-f]{16}").isNotEqualTo(PARENT);
    assertThat(trace.flags()).isEqualTo(flags);
    assertThat(trace.traceparent()).isEqualTo("00-" + ID + "-" + trace.parentId() + "-" + flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + ID + "-" + PARENT + "-01",
        "00-" + ID + "-" + PARENT + "-01-more",
        "00-" + ID + "-" + PARENT + "-1",
        "00-" + ID + "-" + PARENT + "-0g",
        "0x-" + ID + "-" + PARENT + "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
        "00-00000000000000000000000000000000-" + PARENT + "-01",
        "00-" + ID + "-0000000000000000-01",
        "00_" + ID + "_" + PARENT + "_01",
        "cc-" + ID + "-" + PARENT + "-01.more"
      })
  void an_invalid_one_is_replaced(String header) {
    Trace trace = Traces.of(header);
    assertThat(trace.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(ID);
    assertThat(trace.flags()).isEqualTo("00");
  }

  @Test
  void every_request_without_one_begins_its_own() {
    assertThat(Traces.of(null).traceId()).isNotEqualTo(Traces.of(null).traceId());
  }
}
