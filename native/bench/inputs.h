// Inputs of any size for measurements; what they say means nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tkr_embed/embedding_model.h"

namespace tkr::embed::bench {

// Texts and pictures of one batch.
class Inputs {
 public:
  explicit Inputs(const EmbeddingModel& model) : model_(model) {}

  void add_text(int tokens);
  // The picture's tokens and four more; sides in pixels, multiples of the
  // model's image_factor().
  void add_image(int height, int width);

  int64_t tokens() const { return static_cast<int64_t>(ids_.size()); }
  // Borrows what this object holds.
  PackedBatch batch() const;

 private:
  const EmbeddingModel& model_;
  std::vector<int32_t> ids_, lengths_, sizes_;
  std::vector<uint8_t> pixels_;
};

// "text N", "image HEIGHT WIDTH", "mixed": eight short texts, one of 256
// tokens and a picture of 448 x 448 pixels, or "large": 2,048 tokens, 1,280 of
// them a picture's. Throws std::invalid_argument.
Inputs inputs_of(const EmbeddingModel& model, const std::string& line);

}  // namespace tkr::embed::bench
