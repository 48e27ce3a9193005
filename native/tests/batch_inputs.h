// Batches for tests: what a caller of EmbeddingModel packs by hand.
#pragma once

#include <cstdint>
#include <vector>

#include "tkr_embed/embedding_model.h"

namespace tkr::embed::test {

struct Image {
  int32_t height = 0;
  int32_t width = 0;
  std::vector<uint8_t> rgb;
};

struct Input {
  std::vector<int32_t> input_ids;
  int32_t prefix_length = 0;
  std::vector<Image> images;
  int32_t shared_length = 0;
};

// Owns the memory a PackedBatch points to.
class OwnedBatch {
 public:
  explicit OwnedBatch(const std::vector<Input>& inputs);
  PackedBatch packed() const;

  std::vector<int32_t> input_ids;
  std::vector<int32_t> sequence_lengths;
  std::vector<int32_t> prefix_lengths;
  std::vector<int32_t> shared_lengths;
  std::vector<uint8_t> pixels;
  std::vector<int32_t> image_sizes;
};

// Unit-norm rows, [inputs * hidden_size].
std::vector<float> embed(EmbeddingModel& model,
                         const std::vector<Input>& inputs);

// Bytes that MLX took beyond what it held, at the peak of embedding these.
int64_t peak_bytes(EmbeddingModel& model, const std::vector<Input>& inputs);

double cosine(const float* a, const float* b, int64_t width);

}  // namespace tkr::embed::test
