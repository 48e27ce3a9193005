package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonValue;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code messages}, vLLM's form of one input: what the user says is embedded, what the system
 * says is the instruction, and the assistant has nothing to say.
 */
final class MessagesField {
  private static final int MOST = 16;

  private final EmbeddingsBody body;
  private final ContentReader contents;
  private @Nullable Content user;
  private @Nullable String system;

  MessagesField(EmbeddingsBody body, ContentReader contents) {
    this.body = body;
    this.contents = contents;
  }

  void read(JsonValue value) throws IOException {
    String name = value.name();
    body.from(name);
    value.each(MOST, this::message);
    Content said = user;
    if (said == null || said.isEmpty()) {
      throw Invalid.field(name, "must have a message of the user");
    }
    if (system != null) {
      said.instruction(system);
    }
    body.add(said);
  }

  private void message(JsonValue value) throws IOException {
    Content said = new Content(value.name());
    String[] role = {""};
    value.object(
        Map.of(
            "role", who -> role[0] = who.string(),
            "content", what -> contents.read(what, said)));
    switch (role[0]) {
      case "user" -> user(said);
      case "system", "developer" -> system(said);
      case "assistant" -> requireNone(said);
      default -> throw Invalid.field(said.name() + ".role", "must be system, user or assistant");
    }
  }

  private void user(Content said) {
    if (user != null) {
      throw Invalid.field(said.name(), "is a second message of the user: one is embedded");
    }
    user = said;
  }

  private void system(Content said) {
    if (system != null || said.images() > 0) {
      throw Invalid.field(said.name(), "must be the one instruction, a text");
    }
    system = said.text();
  }

  private static void requireNone(Content said) {
    if (said.images() > 0 || !said.text().isEmpty()) {
      throw Invalid.field(said.name(), "must be empty: what an assistant says is not embedded");
    }
  }
}
