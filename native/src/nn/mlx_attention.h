// Attention by MLX's fused operation, in few calls of few shapes.
#pragma once

#include <mlx/array.h>

#include "nn/mlx_products.h"
#include "nn/ops.h"

namespace tkr::embed {

class MlxAttention {
 public:
  using array = mlx::core::array;

  // products: what operands are. fused: MLX has a kernel that writes no scores
  // out, so that a call takes all queries; else they come in blocks.
  MlxAttention(const MlxProducts& products, bool fused)
      : products_(products), fused_(fused) {}

  // As Ops', f32.
  array attention(const AttentionInput& input) const;
  array segment_attention(const SegmentAttentionInput& input) const;

 private:
  // Queries [B, T, heads, D], keys and values [B, S, key_value_heads, D].
  // Without a mask and causal: query i sees keys 0 to S - T + i.
  struct Batch {
    array queries;
    array keys;
    array values;
    bool causal = false;
    std::optional<array> mask;  // [B, 1, T, S], bool: which keys it sees
  };

  array run(const Batch& batch) const;
  array attend(const Batch& batch) const;
  int32_t block_size(const Batch& batch) const;

  const MlxProducts& products_;
  bool fused_;
};

}  // namespace tkr::embed
