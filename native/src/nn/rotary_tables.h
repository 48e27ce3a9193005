// cos and sin of the rotary embeddings, computed once a batch.
#pragma once

#include <vector>

#include "nn/ops.h"
#include "nn/positions.h"

namespace tkr::embed {

// Text: frequency j takes the position of the axis whose mrope_section it lies
// in. Qwen2-VL, section 2.1 (arXiv 2409.12191).
RotaryTable text_rotary(const std::vector<Position>& positions,
                        const TextConfig& config);

// Vision: the first half of the frequencies takes the row, the second the
// column; theta 10000.
RotaryTable vision_rotary(const std::vector<Position>& positions,
                          const VisionConfig& config);

}  // namespace tkr::embed
