// Throughput of short texts in packed batches of several sizes.
#pragma once

#include <string>

#include "tkr_embed/embedding_model.h"

namespace tkr::embed::bench {

struct BatchPlan {
  std::string sizes;  // texts of a batch, comma-separated; the first is 1
  int texts = 64;     // embedded at each size, at least
  int repeat = 3;     // rounds over all sizes; the best of each counts
};

// Prints a line a size: wall and processor time of a batch, texts/s, tokens/s
// and the ratios to the first size; then the lines a + b tokens through the
// times.
void measure_batches(EmbeddingModel& model, const BatchPlan& plan);

}  // namespace tkr::embed::bench
