package com.tkr.embed.model.mlx;

import com.tkr.embed.model.DeviceProbe;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;

/** The native model behind the port: packs, calls, unpacks. */
final class MlxEmbeddingModel implements EmbeddingModel {
  private final TkrEmbed.NativeModel model;
  private final ModelInfo info;

  MlxEmbeddingModel(String name, TkrEmbed.NativeModel model) {
    this.model = model;
    this.info =
        new ModelInfo(
            name,
            model.row_size(),
            model.vocab_size(),
            model.max_position_embeddings(),
            model.max_shared_tokens(),
            model.image_factor(),
            model.spatial_merge_size(),
            model.device(),
            model.kernels(),
            model.activations(),
            model.quantization(),
            model.weight_bytes(),
            "MLX",
            TkrEmbed.NativeModel.mlx_version(),
            probe(model));
  }

  private static Optional<DeviceProbe> probe(TkrEmbed.NativeModel model) {
    return Optional.of(model.probe())
        .filter(line -> !line.isEmpty())
        .map(
            line ->
                new DeviceProbe(
                    line,
                    model.probe_error(),
                    model.probe_dense_gflops(),
                    model.probe_quantized_gflops()));
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public String damage() {
    return model.damage();
  }

  @Override
  public ModelOutput embed(List<ModelInput> inputs) {
    long floats = Math.multiplyExact((long) inputs.size(), info.embeddingDim());
    try (Packing packing = new Packing(inputs);
        FloatPointer rows = new FloatPointer(floats)) {
      model.embed(packing.batch(), false, rows);
      return new ModelOutput(rows(rows, inputs.size()), model.vision_nanos(), model.text_nanos());
    } catch (RuntimeException e) {
      throw new InferenceFailed(e);
    }
  }

  private List<float[]> rows(FloatPointer rows, int count) {
    List<float[]> vectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] vector = new float[info.embeddingDim()];
      rows.position((long) i * vector.length).get(vector);
      vectors.add(vector);
    }
    rows.position(0);
    return vectors;
  }

  @Override
  public void forget() {
    model.forget();
  }

  @Override
  public void close() {
    model.close();
  }
}
