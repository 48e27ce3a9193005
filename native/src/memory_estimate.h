// What a pass over the model needs, told before it runs: MLX's CPU allocator
// does not survive a failed allocation.
#pragma once

#include <cstdint>
#include <span>

#include "batch.h"
#include "config.h"
#include "segments.h"

namespace tkr::embed {

// Bytes of activations at the peak of a pass, from above.
// scores: the kernels write attention scores out (at most kMaxScores of them).
int64_t vision_pass_bytes(std::span<const ImageInput> images,
                          const VisionConfig& config, bool scores);
int64_t text_pass_bytes(const std::vector<Segment>& segments,
                        const TextConfig& config, bool scores);

// Bytes of one layer's temporary f32 copy of its widest dense weight, which
// stock MLX makes of bf16 and f16 ones.
int64_t widest_weight_bytes(const ModelConfig& config);

// Throws std::length_error when bytes exceed what is available.
void check_memory(int64_t bytes, int64_t available);

}  // namespace tkr::embed
