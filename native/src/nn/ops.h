// The operations that models are made of, behind one seam: stock MLX operations
// or the library's own CPU kernels. The model code is written once.
#pragma once

#include <mlx/array.h>

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "checkpoint/config.h"
#include "nn/pass_limits.h"
#include "nn/segment.h"

namespace tkr::embed {

// A linear layer or an embedding table: weight [rows, columns] in bf16, f16 or
// f32; or quantised, weight [rows, columns * bits / 32] u32 with scales and
// biases [rows, columns / group_size].
struct Linear {
  mlx::core::array weight;
  std::optional<mlx::core::array> scales;
  std::optional<mlx::core::array> biases;
  std::optional<mlx::core::array> bias;  // [rows], f32
  Quantization quantization;
  float scale = 1;  // the layer's weight is this times what is stored here
  // The taller layer whose rows, from whole_row on, these are, sharing its
  // memory; nullptr: none (stacked_linears.h).
  std::shared_ptr<const Linear> whole = nullptr;
  int32_t whole_row = 0;

  bool quantized() const { return scales.has_value(); }
};

// Weight and bias [width], f32; RMSNorm has no bias.
struct Norm {
  mlx::core::array weight;
  std::optional<mlx::core::array> bias;
};

// cos and sin [tokens, head_dim / 2], f32.
struct RotaryTable {
  mlx::core::array cos;
  mlx::core::array sin;
};

// Rows [tokens, width], f32; where a norm is given, their RMSNorm.
struct Rows {
  mlx::core::array x;
  const Norm* norm = nullptr;
  float eps = 0;
};

// Queries [T, heads, D], keys and values [S, key_value_heads, D], f32. Causal:
// query i sees keys 0 to S - T + i.
struct AttentionInput {
  mlx::core::array queries;
  mlx::core::array keys;
  mlx::core::array values;
  bool causal = false;
};

// The rows of a pass, each to be attended within its segment and behind the
// prefix that its segment reads: queries, keys and values [rows, heads, D].
// Pooled: queries are the last rows of the pooled segments, in order.
struct SegmentAttentionInput {
  mlx::core::array queries;
  mlx::core::array keys;
  mlx::core::array values;
  const std::vector<Segment>& segments;
  size_t layer = 0;  // whose keys and values of the prefixes
  bool pooled = false;
};

// Activations between operations are f32, [tokens, width], on every device:
// bf16 ones cost more accuracy (cosine 0.94 to 0.996 on random checkpoints)
// than the model's users can spare.
class Ops {
 public:
  using array = mlx::core::array;

  virtual ~Ops() = default;
  virtual array linear(const array& x, const Linear& layer) const = 0;
  // Each layer's product with the same rows. These three are made of the
  // operations below where they are not overridden, and then no faster.
  virtual std::vector<array> linears(const Rows& rows,
                                     std::span<const Linear> layers) const;
  // linear() + residual.
  virtual array linear_add(const array& x, const Linear& layer,
                           const array& residual) const;
  // silu_mul() of two layers' products with the same rows.
  virtual array gated_linear(const Rows& rows, const Linear& gate,
                             const Linear& up) const;
  // Rows of the table, [ids], f32; ids is i32.
  virtual array embedding(const array& ids, const Linear& table) const = 0;
  // [T, heads, D], scaled by D^-1/2.
  virtual array attention(const AttentionInput& input) const = 0;
  // [queries' rows, heads, D], for each query its segment's. Rows that are of
  // no segment may hold anything finite.
  virtual array segment_attention(const SegmentAttentionInput& input) const;
  virtual array rms_norm(const array& x, const Norm& norm, float eps) const = 0;
  virtual array layer_norm(const array& x, const Norm& norm,
                           float eps) const = 0;
  // Half-split rotation of x [T, heads, D].
  virtual array rotary(const array& x, const RotaryTable& table) const = 0;
  virtual array silu_mul(const array& gate, const array& up) const = 0;
  virtual array quick_gelu(const array& x) const = 0;
  virtual array gelu(const array& x) const = 0;       // exact, by erf
  virtual array gelu_tanh(const array& x) const = 0;  // its tanh form
  // MLX's affine quantisation of weight [rows, columns]; scales and biases are
  // of its dtype.
  virtual Linear quantize(const array& weight,
                          const Quantization& quantization) const = 0;

  // The layer in the types in which it is multiplied, made once while loading,
  // so that no pass converts it. Evaluated.
  virtual Linear prepared(const Linear& layer) const { return layer; }
  // Whether layers that multiply the same x are to lie on top of each other.
  virtual bool stacks() const { return false; }
  // Bytes of each float of a prepared layer; 0: those of the stored type.
  virtual int32_t float_bytes() const { return 0; }
  // The rows to which so many are to be padded, so that few shapes are met.
  virtual int32_t padded_rows(int32_t rows) const { return rows; }
  // Rows of an MLP that are computed together, at most.
  virtual int32_t mlp_rows() const { return kStockMlpRows; }
  // Prefixes are kept in multiples of so many tokens.
  virtual int32_t prefix_step() const { return 1; }
};

struct OwnOptions {
  int32_t threads = 0;  // 0: the process's cores
  bool int8 = false;    // products take activations as int8, else exactly
};
std::unique_ptr<Ops> own_ops(const OwnOptions& options);  // CPU only

}  // namespace tkr::embed
