package com.tkr.embed.model.mlx;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.annotation.ByRef;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.MemberSetter;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.StdString;

/**
 * {@code native/include/tkr_embed/embedding_model.h}, member for member; nothing else crosses to
 * the native side. C++ exceptions arrive as {@link RuntimeException}.
 */
@Platform(include = "tkr_embed/embedding_model.h", link = "tkr_embed", compiler = "cpp17")
@Namespace("tkr::embed")
final class TkrEmbed {
  static {
    NativeLibrary.load("tkr_embed");
    Loader.load();
  }

  private TkrEmbed() {}

  /** Initialises this class, and with it the library, before a nested class's first native call. */
  private static void load() {}

  /**
   * {@code tkr::embed::EmbeddingModel}. The owner thread must {@link #close()} it: a collected one
   * would be freed on another thread.
   */
  @Name("EmbeddingModel")
  static final class NativeModel extends Pointer {
    static {
      TkrEmbed.load();
    }

    NativeModel(@StdString String folder, @Const @ByRef LoadOptions options) {
      allocate(folder, options);
    }

    private native void allocate(@StdString String folder, @Const @ByRef LoadOptions options);

    native void check_fits();

    native @StdString String weight_faults();

    native void load();

    native double load_progress();

    native int bits_on_load();

    native void convert(@StdString String folder);

    native @Cast("int64_t") long converted_bytes();

    native void cancel();

    native void embed(
        @Const @ByRef PackedBatch batch, @Cast("bool") boolean normalize, FloatPointer embeddings);

    native void forget();

    native @Cast("int64_t") long vision_nanos();

    native @Cast("int64_t") long text_nanos();

    native int hidden_size();

    native int row_size();

    native int vocab_size();

    native int image_token_id();

    native int max_position_embeddings();

    native int max_shared_tokens();

    native int image_factor();

    native int spatial_merge_size();

    native @StdString String device();

    native @StdString String kernels();

    native @StdString String activations();

    native @StdString String quantization();

    native @StdString String probe();

    native double probe_error();

    native double probe_dense_gflops();

    native double probe_quantized_gflops();

    native @Cast("int64_t") long weight_bytes();

    native @Cast("int64_t") long active_memory();

    native @StdString String damage();

    static native @StdString String mlx_version();

    static native @StdString String instruction_sets();

    static native @Cast("int64_t") long available_memory();
  }

  /** {@code tkr::embed::LoadOptions}. */
  static final class LoadOptions extends Pointer {
    static {
      TkrEmbed.load();
    }

    LoadOptions() {
      allocate();
    }

    private native void allocate();

    @MemberSetter
    native LoadOptions device(@StdString String device);

    @MemberSetter
    native LoadOptions kernels(@StdString String kernels);

    @MemberSetter
    native LoadOptions activations(@StdString String activations);

    @MemberSetter
    native LoadOptions precision(@StdString String precision);

    @MemberSetter
    native LoadOptions quantization(@StdString String quantization);

    @MemberSetter
    native LoadOptions group_size(int groupSize);

    @MemberSetter
    native LoadOptions threads(int threads);

    @MemberSetter
    native LoadOptions checked(@Cast("bool") boolean checked);

    @MemberSetter
    native LoadOptions positions(@StdString String positions);

    @MemberSetter
    native LoadOptions yes_token(int id);

    @MemberSetter
    native LoadOptions no_token(int id);
  }

  /**
   * {@code tkr::embed::PackedBatch}: borrowed pointers into buffers that the caller keeps alive.
   */
  static final class PackedBatch extends Pointer {
    static {
      TkrEmbed.load();
    }

    PackedBatch() {
      allocate();
    }

    private native void allocate();

    @MemberSetter
    native PackedBatch input_ids(@Const IntPointer input_ids);

    @MemberSetter
    native PackedBatch sequence_lengths(@Const IntPointer sequence_lengths);

    @MemberSetter
    native PackedBatch prefix_lengths(@Const IntPointer prefix_lengths);

    @MemberSetter
    native PackedBatch shared_lengths(@Const IntPointer shared_lengths);

    @MemberSetter
    native PackedBatch tokens(@Cast("int64_t") long tokens);

    @MemberSetter
    native PackedBatch sequences(@Cast("int64_t") long sequences);

    @MemberSetter
    native PackedBatch pixels(@Cast("const uint8_t*") BytePointer pixels);

    @MemberSetter
    native PackedBatch image_sizes(@Const IntPointer image_sizes);

    @MemberSetter
    native PackedBatch pixel_bytes(@Cast("int64_t") long pixel_bytes);

    @MemberSetter
    native PackedBatch images(@Cast("int64_t") long images);
  }
}
