package com.tkr.embed.model.mlx;

import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.conversion.CheckpointConverter;
import com.tkr.embed.model.conversion.ConversionFailed;
import com.tkr.embed.model.conversion.ConversionFailed.Reason;
import java.nio.file.Path;
import java.util.Optional;

/** The native library's quantiser of one checkpoint. */
public final class MlxConverter implements CheckpointConverter, AutoCloseable {
  private final TkrEmbed.NativeModel model;
  private final int groupSize;
  private final boolean head;

  MlxConverter(TkrEmbed.NativeModel model, int groupSize, boolean head) {
    this.model = model;
    this.groupSize = groupSize;
    this.head = head;
  }

  /**
   * Reads the headers of a checkpoint. The calling thread owns the converter.
   *
   * @param quantization {@code q4} or {@code q8}
   * @param groupSize 32, 64 or 128
   * @param answers of a reranker, whose head is kept, whatever they are
   * @throws ModelLoadFailed when the folder holds no checkpoint that can be served
   */
  public static MlxConverter open(
      Path folder, String quantization, int groupSize, Optional<AnswerTokens> answers) {
    return NativeModels.told(
        () -> {
          try (TkrEmbed.LoadOptions options = new TkrEmbed.LoadOptions()) {
            options.device("cpu").quantization(quantization).group_size(groupSize);
            NativeModels.answer(options, answers);
            return new MlxConverter(
                new TkrEmbed.NativeModel(folder.toString(), options),
                groupSize,
                answers.isPresent());
          }
        });
  }

  /** Whether there is anything to convert. */
  public boolean quantizes() {
    return model.bits_on_load() > 0;
  }

  @Override
  public String quantization() {
    return "q" + model.bits_on_load();
  }

  @Override
  public int groupSize() {
    return groupSize;
  }

  @Override
  public boolean keepsHead() {
    return head;
  }

  @Override
  public long bytes() {
    return model.converted_bytes();
  }

  @Override
  public double progress() {
    return model.load_progress();
  }

  @Override
  public void convert(Path folder) throws ConversionFailed {
    try {
      model.convert(folder.toString());
    } catch (RuntimeException e) {
      String line = String.valueOf(e.getMessage());
      boolean writing = line.startsWith(folder.toString());
      throw new ConversionFailed(writing ? Reason.UNWRITABLE : Reason.SOURCE, line);
    }
  }

  @Override
  public void cancel() {
    model.cancel();
  }

  @Override
  public void close() {
    model.close();
  }
}
