// Small array operations that MLX spells at length.
#pragma once

#include <mlx/array.h>

#include <vector>

namespace tkr::embed {

// Rows [begin, begin + count) of the first axis; no copy.
mlx::core::array row_slice(const mlx::core::array& x, int begin, int count);

// The rows on top of each other; one part is returned as it is.
mlx::core::array stack_rows(const std::vector<mlx::core::array>& parts);

// Rows by index, [indices, ...]; indices must be in range.
mlx::core::array take_rows(const mlx::core::array& x,
                           const std::vector<int32_t>& indices);

// Runs the graph up to these arrays: at once on a CPU, so that a layer's
// intermediates are freed before the next layer; in the background on a GPU.
void evaluate_layer(std::vector<mlx::core::array> arrays);

}  // namespace tkr::embed
