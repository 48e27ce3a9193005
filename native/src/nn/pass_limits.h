// Bounds on what one pass over the model holds in memory at a time.
#pragma once

#include <cstdint>

namespace tkr::embed {

// Rows of an MLP computed together: by our kernels, which take about as many at
// a time themselves, and by MLX's.
constexpr int kOwnMlpRows = 512;
constexpr int kStockMlpRows = 2048;
// Text rows of one pass (at least one sequence): larger batches are cut.
constexpr int64_t kMaxTextRows = 8192;
// Patches of one vision pass (at least one image).
constexpr int64_t kMaxPatchRows = 8192;
// Attention scores of one block of queries where a kernel writes them out.
constexpr int64_t kMaxScores = int64_t{32} << 20;

}  // namespace tkr::embed
