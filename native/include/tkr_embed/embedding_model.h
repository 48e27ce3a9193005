// The whole public surface of the native library: one Qwen2-VL embedding model
// in one class. No MLX type crosses it. Everything that is tensor mathematics
// lies below this header; prompts, tokens and image decoding lie above it.
//
// Errors are std::exceptions whose message names the tensor, the file and the
// expected and found shape. Threads: every member except load_progress() and
// cancel() must be called on the one thread that constructed the object (MLX
// streams are thread-local).
#pragma once

#include <cstdint>
#include <string>

#define TKR_EMBED_API __attribute__((visibility("default")))

namespace tkr::embed {

// How a checkpoint is loaded and run.
struct LoadOptions {
  std::string device = "auto";        // auto | cpu | gpu
  std::string kernels = "auto";       // auto | mlx | own (own: CPU only)
  std::string quantization = "auto";  // auto | none | q4 | q8, on load
  int32_t group_size = 64;            // 32 | 64 | 128, of that quantisation
  // auto | exact | fast, of MLX's kernels: f32 throughout; or f16 operands of
  // products and attention, with f32 accumulation, norms and residual stream.
  // auto: fast on a GPU. Our own kernels are exact.
  std::string precision = "auto";
  // mrope | 1d: which positions the tokens of pictures take in the text
  // decoder, those of their grid or, as every other token, the next one.
  std::string positions = "mrope";
  // exact | int8: what activations are rounded to before products with
  // quantised weights on a CPU (own kernels): 16 bits or nothing, or 8 bits of
  // a row and group's greatest, up to twice as fast. Dense weights, and
  // products of fewer than 512 columns, are taken alike in both.
  std::string activations = "exact";
  // Ids of the two answers of a reranker. With them a row is no vector but one
  // float: the logit of yes less that of no after the last position, which
  // takes these two rows of the model's head. Both, or neither: -1.
  int32_t yes_token = -1;
  int32_t no_token = -1;
  bool prefix_reuse = true;       // keep K/V of a batch's shared prefixes
  bool pooled_last_layer = true;  // last layer: the pooled row only
  int32_t max_prefixes = 16;      // prefixes kept, least recently used out
  int32_t threads = 0;            // CPU kernels; 0: the process's cores
  // Every value was found finite before: none is looked at. Weights that are
  // used from the mapped file are then read as inputs meet them.
  bool checked = false;
};

// Several inputs, packed without padding. Pointers are borrowed for the call.
struct PackedBatch {
  const int32_t* input_ids = nullptr;  // [tokens], every sequence in turn
  const int32_t* sequence_lengths = nullptr;  // [sequences], sum = tokens
  // [sequences]: the first prefix_lengths[i] ids of sequence i are the same for
  // every input of its instruction, and their keys and values may be kept.
  const int32_t* prefix_lengths = nullptr;
  // [sequences], or nullptr: the first shared_lengths[i] ids of sequence i,
  // with the images in them, may come again in others, until forget(). 0, or at
  // least the prefix's length; the last id and parts of an image are not
  // shared. One of more than max_shared_tokens() serves its batch alone.
  const int32_t* shared_lengths = nullptr;
  int64_t tokens = 0;
  int64_t sequences = 0;

  const uint8_t* pixels = nullptr;  // RGB, row-major [height, width, 3] a image
  const int32_t* image_sizes = nullptr;  // [images, 2]: height, width
  int64_t pixel_bytes = 0;               // sum of 3 * height * width
  int64_t images = 0;  // in the order of their <|image_pad|> runs in input_ids
};

class TKR_EMBED_API EmbeddingModel {
 public:
  // Reads config.json and every safetensors header of the folder and checks
  // all tensors' names, dtypes and shapes; reads no weight. Fast.
  EmbeddingModel(const std::string& folder, const LoadOptions& options);
  ~EmbeddingModel();
  EmbeddingModel(const EmbeddingModel&) = delete;
  EmbeddingModel& operator=(const EmbeddingModel&) = delete;

  // Throws where the weights, once loaded, would take more than four fifths of
  // this machine's or container's memory: with the figures and the way out.
  void check_fits() const;

  // Before load(), which it leaves possible: reads every weight and says which
  // are not finite, or nothing but zeros, a line each; empty when none is.
  std::string weight_faults() const;

  // Reads (and quantises) the weights, tensor by tensor. Once. Throws where a
  // weight that every input meets is not finite, and as check_fits() does.
  void load();
  // Share of the weights' bytes loaded or converted so far, 0 to 1. Any thread.
  double load_progress() const;

  // 4 or 8 where load() would quantise weights, else 0.
  int32_t bits_on_load() const;
  // Instead of load(), once: writes the quantised checkpoint into a folder that
  // exists and is empty, in the layout of MLX's converters (config.json,
  // safetensors files of at most 5 GiB, their index), bit for bit as
  // mx.quantize makes it, with one module in memory at a time. Forces nothing
  // to the disk. Refuses weights that are not finite.
  void convert(const std::string& folder);
  // Bytes of that folder's tensors.
  int64_t converted_bytes() const;
  // Ends a convert() that is under way by an error. Any thread.
  void cancel();

  // Writes one unit-norm row per sequence: embeddings [sequences, row_size],
  // float32. normalize false leaves the pooled hidden state as it is, and is
  // what scores ask for. A
  // sequence that has no vector, because it meets damaged weights or its values
  // leave float32's range, gets a row of NaN and changes no other row.
  void embed(const PackedBatch& batch, bool normalize, float* embeddings);
  // Lets go of the keys and values of shared beginnings, which embed() keeps.
  void forget();
  // Wall time of the last embed() that returned: the vision tower, from pixels
  // to image tokens' rows, 0 without images; and all the rest.
  int64_t vision_nanos() const;
  int64_t text_nanos() const;

  int32_t hidden_size() const;
  // Floats of a row of embed(): hidden_size, or 1 where it is a score.
  int32_t row_size() const;
  int32_t vocab_size() const;
  int32_t image_token_id() const;
  int32_t max_position_embeddings() const;
  // Of a shared beginning that is kept, so that further inputs need not compute
  // it: as many as a quarter of the memory that the weights leave holds the
  // keys and values of, max_position_embeddings at most; 0 without
  // prefix_reuse.
  int32_t max_shared_tokens() const;
  // patch_size * spatial_merge_size: image sides are multiples of it.
  int32_t image_factor() const;
  int32_t spatial_merge_size() const;
  // "gpu" or "cpu"; "own" or "mlx"; "exact", "int8" or "f16"; "none", "q4",
  // "q8" or "mixed" in force.
  std::string device() const;
  std::string kernels() const;
  std::string activations() const;
  std::string quantization() const;
  int64_t weight_bytes() const;   // resident, after quantisation
  int64_t active_memory() const;  // bytes MLX holds now
  // Once loaded on a GPU: how far its products were off the CPU's, by their
  // deviation, and how fast it multiplied 128 rows, 10^9 operations a second;
  // load() refuses one that multiplies wrongly. 0 on a CPU, and "".
  std::string probe() const;
  double probe_error() const;
  double probe_dense_gflops() const;
  double probe_quantized_gflops() const;
  // Once loaded: which weights that only some inputs meet are not finite, in
  // one line; empty when all are.
  std::string damage() const;

  static std::string mlx_version();
  // The instruction sets that this processor's kernels are chosen from, best
  // first, a space between two. Any thread.
  static std::string instruction_sets();
  // Bytes that this process may still take without swapping, in this machine
  // and its container; page cache counts as free. Any thread.
  static int64_t available_memory();

 private:
  struct State;
  State* state_;
};

}  // namespace tkr::embed
