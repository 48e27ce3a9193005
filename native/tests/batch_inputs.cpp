#include "batch_inputs.h"

#include <mlx/memory.h>

#include <cmath>

namespace tkr::embed::test {

OwnedBatch::OwnedBatch(const std::vector<Input>& inputs) {
  for (const Input& input : inputs) {
    input_ids.insert(input_ids.end(), input.input_ids.begin(),
                     input.input_ids.end());
    sequence_lengths.push_back(static_cast<int32_t>(input.input_ids.size()));
    prefix_lengths.push_back(input.prefix_length);
    shared_lengths.push_back(input.shared_length);
    for (const Image& image : input.images) {
      pixels.insert(pixels.end(), image.rgb.begin(), image.rgb.end());
      image_sizes.insert(image_sizes.end(), {image.height, image.width});
    }
  }
}

PackedBatch OwnedBatch::packed() const {
  PackedBatch batch;
  batch.input_ids = input_ids.data();
  batch.sequence_lengths = sequence_lengths.data();
  batch.prefix_lengths = prefix_lengths.data();
  batch.shared_lengths = shared_lengths.data();
  batch.tokens = static_cast<int64_t>(input_ids.size());
  batch.sequences = static_cast<int64_t>(sequence_lengths.size());
  batch.pixels = pixels.data();
  batch.image_sizes = image_sizes.data();
  batch.pixel_bytes = static_cast<int64_t>(pixels.size());
  batch.images = static_cast<int64_t>(image_sizes.size() / 2);
  return batch;
}

std::vector<float> embed(EmbeddingModel& model,
                         const std::vector<Input>& inputs) {
  OwnedBatch batch(inputs);
  std::vector<float> rows(inputs.size() *
                          static_cast<size_t>(model.hidden_size()));
  model.embed(batch.packed(), true, rows.data());
  return rows;
}

int64_t peak_bytes(EmbeddingModel& model, const std::vector<Input>& inputs) {
  mlx::core::clear_cache();
  mlx::core::reset_peak_memory();
  size_t before = mlx::core::get_active_memory();
  embed(model, inputs);
  return static_cast<int64_t>(mlx::core::get_peak_memory() - before);
}

double cosine(const float* a, const float* b, int64_t width) {
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (int64_t i = 0; i < width; ++i) {
    ab += double{a[i]} * b[i];
    aa += double{a[i]} * a[i];
    bb += double{b[i]} * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace tkr::embed::test
