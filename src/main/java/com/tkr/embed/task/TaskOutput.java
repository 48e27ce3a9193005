package com.tkr.embed.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.task.TaskState.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a task's process writes: progress line by line, its result at the end. */
final class TaskOutput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final int MOST_MESSAGES = 50;
  private static final int MESSAGE_CHARACTERS = 2000;

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final Deque<String> messages = new ArrayDeque<>();
  private Map<String, Object> progress = Map.of();
  private Map<String, Object> result = Map.of();

  /** What was told so far. */
  synchronized Report report() {
    return new Report(progress, List.copyOf(rows), List.copyOf(messages), result);
  }

  /** Reads the error stream to its end. */
  void follow(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      take(line);
    }
  }

  /** An object of JSON is for programs, any other line for people. */
  @SuppressWarnings("unchecked")
  synchronized void take(String line) {
    Optional<Map<String, Object>> object = line.startsWith("{") ? parsed(line) : Optional.empty();
    if (object.isEmpty()) {
      message(line);
    } else if (object.get().get("progress") instanceof Map<?, ?> now) {
      progress = (Map<String, Object>) now;
    } else if (object.get().get("row") instanceof Map<?, ?> row) {
      rows.add((Map<String, Object>) row);
    }
  }

  private void message(String line) {
    if (messages.size() == MOST_MESSAGES) {
      messages.removeFirst();
    }
    messages.add(line.substring(0, Math.min(line.length(), MESSAGE_CHARACTERS)));
  }

  /** Reads what the process has written for programs; nothing where that is no object. */
  synchronized void conclude(Path file) throws IOException {
    result = parsed(Files.readString(file, StandardCharsets.UTF_8)).orElse(Map.of());
  }

  private static Optional<Map<String, Object>> parsed(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, OBJECT));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
