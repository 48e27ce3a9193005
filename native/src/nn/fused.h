// Element-wise functions as one kernel each where MLX compiles them.
#pragma once

#include <mlx/array.h>

#include <functional>
#include <vector>

namespace tkr::embed {

using Elementwise =
    std::vector<mlx::core::array> (*)(const std::vector<mlx::core::array>&);
using Fused = std::function<std::vector<mlx::core::array>(
    const std::vector<mlx::core::array>&)>;

// On a GPU one kernel, whatever the shapes: MLX keeps one trace a function. On
// a CPU the function itself: there MLX would call a compiler.
Fused fused(Elementwise function, bool gpu);

}  // namespace tkr::embed
