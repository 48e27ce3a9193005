// What a pass over the model needs, told before it runs: MLX's CPU allocator
// does not survive a failed allocation.
#pragma once

#include <cstdint>
#include <span>

#include "checkpoint/config.h"
#include "nn/segment.h"

namespace tkr::embed {

// One pass. stock: with MLX's own operations, which write attention scores out
// and take rows in padded numbers (row_buckets.h).
struct PassShape {
  std::span<const ImageInput> images;
  std::span<const Segment> segments;
  bool stock = false;
};

// Bytes of activations at the pass's peak, estimated from above.
int64_t estimate_pass_bytes(const PassShape& pass, const ModelConfig& config);

// Of a token's keys and values, kept in f32 for every layer.
int64_t key_value_bytes(const TextConfig& config);

// Throws std::length_error when bytes exceed what is available.
void check_memory(int64_t bytes, int64_t available);

}  // namespace tkr::embed
