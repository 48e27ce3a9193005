// Weight matrices as MLX arrays.
#pragma once

#include <utility>

#include "matmul.h"
#include "mlx/array.h"

namespace tkr::embed::cpu {

using mlx::core::array;

// Of evaluated, row-contiguous arrays: w, or w, scales and biases in turn.
Weights dense_weights(const array& w);
Weights quantized_weights(Weights shape, const array* arrays);

// All but the pointers and the scales' type.
Weights quantized_shape(int64_t n, int64_t k, int group_size, int bits);

// Scales and biases as they are, or both as float32 if their types differ.
std::pair<array, array> same_type(const array& scales, const array& biases);

}  // namespace tkr::embed::cpu
