// Products of rows and weights by MLX's operations.
#pragma once

#include <mlx/array.h>

#include "nn/fused.h"
#include "nn/mlx_ops.h"
#include "nn/ops.h"

namespace tkr::embed {

// Exact: f32 operands; weights are f32 once prepared, and a quantised layer's
// scales and biases.
//
// Fast: f16 operands, f32 accumulation, an f16 result. Nothing in it can leave
// f16's range: a prepared weight is divided by a power of two so that its
// largest value is below 1, and every row of x is scaled so that its largest is
// limit(columns), whatever it was; columns * limit * 1 is half of f16's
// largest. Both are undone in f32. A value that is small beside its row's
// largest keeps f16's 11 bits down to 1e-4 of it.
//
// On a CPU, whose f16 products MLX accumulates in f16, fast rounds the same
// values to f16 and holds and multiplies them as f32: it shows what the
// precision costs, not its speed.
class MlxProducts {
 public:
  using array = mlx::core::array;

  MlxProducts(Precision precision, bool gpu);

  Linear prepared(const Linear& layer) const;
  int32_t float_bytes() const;  // of a prepared layer

  // x [rows, columns] f32 to [rows, layer's rows] f32, with the bias.
  array linear(const array& x, const Linear& layer) const;

  // What an operand of attention is: f16 where fast, in the type that carries
  // it; f32 where exact.
  array operand(const array& x) const;

 private:
  array fast_linear(const array& x, const Linear& layer) const;
  array product(const array& x, const Linear& layer) const;
  array half(const array& x) const;

  Precision precision_;
  mlx::core::Dtype held_;  // of operands
  Fused scaled_rows_;
  Fused unscaled_;
  Fused unscaled_biased_;
};

}  // namespace tkr::embed
