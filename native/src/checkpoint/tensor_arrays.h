// MLX arrays over the tensors of a mapped file.
#pragma once

#include <mlx/array.h>

#include "checkpoint/checkpoint.h"

namespace tkr::embed {

// The tensor as an array of the given shape (its element count must match).
// Uses the mapped bytes themselves where MLX's allocator and the alignment
// allow, a copy otherwise. The array keeps the mapping alive. Evaluated.
mlx::core::array tensor_array(const StoredTensor& tensor,
                              const mlx::core::Shape& shape);
mlx::core::array tensor_array(const StoredTensor& tensor);

}  // namespace tkr::embed
