package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.rest.codec.Invalid;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that the model's authors give for kinds of inputs: dialects whose clients say
 * what an input is for ({@code input_type}, {@code task}, {@code prompt_name}) ask for them by
 * name. Which one was taken is told in the answer's header {@value #HEADER}.
 */
@Dependent
public class NamedPrompts {
  /** Holds the prompt's name, and {@code default} where the model has none of that name. */
  public static final String HEADER = "X-Embedding-Prompt";

  @Inject private ModelLifecycle lifecycle;

  /**
   * The instruction for a kind of input; {@code null}, the model's default, where its authors give
   * none.
   *
   * @param name {@code query}, {@code document}, {@code classification}, {@code clustering} or
   *     {@code similarity}
   */
  public @Nullable String instruction(String name, RequestBody body) {
    String instruction = prompts().get(name);
    body.context().answerHeader(HEADER, instruction == null ? "default" : name);
    return instruction;
  }

  /**
   * The same where a request may have an instruction of its own, which goes before.
   *
   * @param own the request's; {@code null} for none
   * @param name {@code null} where the request does not say what its inputs are for
   */
  public @Nullable String instruction(
      @Nullable String own, @Nullable String name, RequestBody body) {
    return own != null || name == null ? own : instruction(name, body);
  }

  /**
   * The instruction that a request names.
   *
   * @param field what the request calls it
   * @throws com.tkr.embed.error.EmbeddingException 400 where the model has none of that name
   */
  public String required(String field, String name, RequestBody body) {
    String instruction = prompts().get(name);
    if (instruction == null) {
      throw Invalid.field(
          field,
          prompts().isEmpty()
              ? "is not known: this model has no prompts by name"
              : "must be one of " + String.join(", ", new TreeSet<>(prompts().keySet())));
    }
    body.context().answerHeader(HEADER, name);
    return instruction;
  }

  private Map<String, String> prompts() {
    return lifecycle.status().served().recipe().prompts();
  }
}
