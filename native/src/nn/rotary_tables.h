// cos and sin of the rotary embeddings, computed once a pass.
#pragma once

#include <array>
#include <vector>

#include "nn/ops.h"
#include "nn/positions.h"

namespace tkr::embed {

// Multimodal rotary positions (M-RoPE): frequency j, theta^(-j / frequencies),
// takes the position of axes[j].
struct MultimodalRotary {
  double theta = 0;
  std::vector<int32_t Position::*> axes;  // head_dim / 2
};

// The first section[0] frequencies take the temporal position, the next
// section[1] the height, the last section[2] the width: Qwen2-VL, section 2.1
// (arXiv 2409.12191).
std::vector<int32_t Position::*> contiguous_axes(
    const std::array<int32_t, 3>& section);

// frequencies dealt out in turn: the i-th takes the height where i mod 3 is 1
// and i < 3 section[1], the width where it is 2 and i < 3 section[2], otherwise
// the temporal position. Qwen3VLTextRotaryEmbedding of transformers.
std::vector<int32_t Position::*> interleaved_axes(
    const std::array<int32_t, 3>& section, int32_t frequencies);

RotaryTable text_rotary(const std::vector<Position>& positions,
                        const MultimodalRotary& rotary);

// Vision: the first half of the frequencies takes the row, the second the
// column; theta 10000. head_dim is a multiple of 4.
RotaryTable vision_rotary(const std::vector<Position>& positions,
                          int32_t head_dim);

}  // namespace tkr::embed
