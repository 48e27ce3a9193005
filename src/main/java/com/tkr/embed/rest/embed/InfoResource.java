package com.tkr.embed.rest.embed;

import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.Embedder;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.embedding.ServedModel;
import com.tkr.embed.embedding.quantization.Scales;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.model.Task;
import com.tkr.embed.observe.health.ProcessStats;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.auth.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reports what is being served. */
@Path("info")
@ApplicationScoped
public class InfoResource {
  private static final String DEMONSTRATION_NOTE =
      "This is the small demonstration model: it knows simple drawn shapes and nothing else."
          + " Set EMBEDDING_MODEL_PATH to serve a real one.";

  @Inject private ModelLifecycle lifecycle;
  @Inject private Settings settings;

  @GET
  @Open
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] info() {
    Map<String, Object> body = body(lifecycle.status());
    body.put("quantized_vectors", quantized(lifecycle.use(InfoResource::scales).join()));
    body.put("api_key_required", settings.get(SecuritySettings.REQUIRE_API_KEY));
    return JsonDocument.bytes(body);
  }

  private static CompletableFuture<Scales> scales(Embedder embedder) {
    return CompletableFuture.completedFuture(embedder.scales());
  }

  /** What 127 stands for in bytes of whole vectors, and how that is known. */
  private static Map<String, Object> quantized(Scales scales) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("scale", scales.byDimensions().lastEntry().getValue());
    body.put("told_by", scales.told());
    return body;
  }

  /** What clients of TEI look for, by its names. */
  private static Map<String, Object> modelType(ServedModel served) {
    return served.recipe().task() == Task.EMBED
        ? Map.of("embedding", Map.of("pooling", "last_token"))
        : Map.of("reranker", Map.of());
  }

  private static Map<String, Object> tei(ModelInfo info, ServedModel served) {
    Map<String, Object> tei = new LinkedHashMap<>();
    tei.put("model_id", shown(served.path()));
    tei.put("model_dtype", info.quantization());
    tei.put("served_model_name", info.name());
    tei.put("model_type", modelType(served));
    tei.put("max_input_length", maxTokens(info, served));
    tei.put("auto_truncate", true);
    return tei;
  }

  private static int maxTokens(ModelInfo info, ServedModel served) {
    return Math.min(info.maxPositionEmbeddings(), served.recipe().maxLength());
  }

  /** A hub name as it is; of a folder its name alone, since anybody may ask. */
  private static String shown(String path) {
    java.nio.file.Path folder = java.nio.file.Path.of(path);
    return folder.isAbsolute() ? String.valueOf(folder.getFileName()) : path;
  }

  private static Map<String, Object> body(ModelStatus model) {
    ModelState.Ready ready = model.ready();
    ServedModel served = model.served();
    ModelInfo info = ready.info();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model_path", shown(served.path()));
    body.put("model", info.name());
    body.put("recipe", served.recipe().name());
    body.put("recipe_assumed", served.recipe().assumed());
    body.put("framework", info.framework());
    body.put("mlx_version", info.frameworkVersion());
    body.put("device", info.device());
    body.put("kernels", info.kernels());
    body.put("activations", info.activations());
    body.put("quantization", info.quantization());
    info.probe().ifPresent(probe -> body.put("device_probe", probe.fields()));
    body.put("tasks", List.of(served.recipe().task().word()));
    if (served.recipe().task() == Task.EMBED) {
      body.put("embedding_dim", info.embeddingDim());
      body.put("dimensions", served.recipe().matryoshka() ? "trained" : "not trained for");
    }
    body.put("max_tokens", maxTokens(info, served));
    body.put("supported_modalities", List.of("text", "image", "multimodal"));
    body.put("load_time", ready.loadTime().toMillis() / 1e3);
    ProcessStats process = ProcessStats.now(info.weightBytes());
    body.put("memory_usage_gb", process.residentGigabytes());
    body.put("memory_private_gb", process.privateGigabytes());
    body.putAll(tei(info, served));
    body.put("demonstration", served.demonstration());
    if (served.demonstration()) {
      body.put("note", DEMONSTRATION_NOTE);
    }
    return body;
  }
}
