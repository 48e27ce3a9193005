// The operations by MLX's own: one graph for Metal, CUDA and, slowly, the CPU.
#pragma once

#include <memory>

#include "nn/ops.h"

namespace tkr::embed {

enum class Precision {
  kExact,  // f32 throughout
  // Products and attention of f16 operands with f32 accumulation; the residual
  // stream, norms, softmax and rotation in f32 (mlx_products.h).
  kFast,
};

// gpu: the default device is one.
std::unique_ptr<Ops> mlx_ops(Precision precision = Precision::kExact,
                             bool gpu = false);

}  // namespace tkr::embed
