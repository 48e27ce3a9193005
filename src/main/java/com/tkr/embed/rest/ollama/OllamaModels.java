package com.tkr.embed.rest.ollama;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.model.ModelInfo;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes the one model that is served, once for each of its names, as Ollama describes its. */
@Dependent
public class OllamaModels {
  /** Nothing ends it. */
  private static final String NEVER = "9999-12-31T23:59:59Z";

  private static final List<String> CAPABILITIES = List.of("embedding", "vision");

  @Inject private ModelLifecycle lifecycle;
  @Inject private OllamaNames names;

  /** {@code /api/tags}. */
  Map<String, Object> tags() {
    ModelStatus status = lifecycle.status();
    return Map.of("models", names.all().stream().map(name -> listed(name, status)));
  }

  /** {@code /api/ps}. */
  Map<String, Object> running() {
    ModelStatus status = lifecycle.status();
    return Map.of("models", names.all().stream().map(name -> running(name, status)));
  }

  /** {@code /api/show}. */
  Map<String, Object> shown() {
    ModelStatus status = lifecycle.status();
    ModelInfo info = status.ready().info();
    String family = family(status);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("parameters", "");
    shown.put("template", "");
    shown.put("details", details(status));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("general.architecture", family);
    model.put("general.basename", info.name());
    model.put(family + ".context_length", contextLength(status));
    model.put(family + ".embedding_length", info.embeddingDim());
    shown.put("model_info", model);
    shown.put("capabilities", CAPABILITIES);
    shown.put("modified_at", since());
    return shown;
  }

  private static Map<String, Object> listed(String name, ModelStatus status) {
    Map<String, Object> listed = named(name, status);
    listed.put("modified_at", since());
    listed.put("capabilities", CAPABILITIES);
    return listed;
  }

  private static Map<String, Object> running(String name, ModelStatus status) {
    ModelInfo info = status.ready().info();
    Map<String, Object> running = named(name, status);
    running.put("expires_at", NEVER);
    running.put("size_vram", info.device().equals("gpu") ? info.weightBytes() : 0L);
    running.put("context_length", contextLength(status));
    return running;
  }

  private static Map<String, Object> named(String name, ModelStatus status) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", name);
    named.put("model", name);
    named.put("size", status.ready().info().weightBytes());
    named.put("digest", digest(status.ready().info()));
    named.put("details", details(status));
    return named;
  }

  private static Map<String, Object> details(ModelStatus status) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("parent_model", "");
    details.put("format", "safetensors");
    details.put("family", family(status));
    details.put("families", List.of(family(status)));
    details.put("parameter_size", "");
    details.put("quantization_level", status.ready().info().quantization());
    details.put("context_length", contextLength(status));
    details.put("embedding_length", status.ready().info().embeddingDim());
    return details;
  }

  private static String family(ModelStatus status) {
    return status.served().recipe().name().toLowerCase(Locale.ROOT);
  }

  private static int contextLength(ModelStatus status) {
    return Math.min(
        status.ready().info().maxPositionEmbeddings(), status.served().recipe().maxLength());
  }

  /** Nothing here knows when the files were made; the model is served since the process began. */
  private static String since() {
    return ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH).toString();
  }

  /** 64 digits, which clients cut: of what tells one model from another, not of its files. */
  private static String digest(ModelInfo info) {
    String model = info.name() + "\n" + info.quantization() + "\n" + info.weightBytes();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(model.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
