#include "inputs.h"

#include <sstream>
#include <stdexcept>

namespace tkr::embed::bench {

void Inputs::add_text(int tokens) {
  for (int i = 0; i < tokens; ++i) ids_.push_back(10 + i * 7 % 200);
  lengths_.push_back(tokens);
}

void Inputs::add_image(int height, int width) {
  const int factor = model_.image_factor();
  const int tokens = height / factor * (width / factor);
  ids_.insert(ids_.end(), 2, 10);
  ids_.insert(ids_.end(), tokens, model_.image_token_id());
  ids_.insert(ids_.end(), 2, 11);
  lengths_.push_back(tokens + 4);
  sizes_.insert(sizes_.end(), {height, width});
  for (int i = 0; i < 3 * height * width; ++i)
    pixels_.push_back(static_cast<uint8_t>(i * 31 + i / 97));
}

PackedBatch Inputs::batch() const {
  PackedBatch batch;
  batch.input_ids = ids_.data();
  batch.sequence_lengths = lengths_.data();
  batch.tokens = tokens();
  batch.sequences = static_cast<int64_t>(lengths_.size());
  batch.pixels = pixels_.data();
  batch.image_sizes = sizes_.data();
  batch.pixel_bytes = static_cast<int64_t>(pixels_.size());
  batch.images = static_cast<int64_t>(sizes_.size() / 2);
  return batch;
}

Inputs inputs_of(const EmbeddingModel& model, const std::string& line) {
  Inputs inputs(model);
  std::istringstream words(line);
  std::string kind;
  int first = 0, second = 0;
  words >> kind >> first >> second;
  if (kind == "text" && first > 0) {
    inputs.add_text(first);
  } else if (kind == "image" && first > 0 && second > 0) {
    inputs.add_image(first, second);
  } else if (kind == "mixed") {
    for (int i = 0; i < 8; ++i) inputs.add_text(10 + i);
    inputs.add_text(256);
    inputs.add_image(448, 448);
  } else if (kind == "large") {
    inputs.add_text(764);
    inputs.add_image(896, 1120);
  } else {
    throw std::invalid_argument("unknown input: " + line);
  }
  return inputs;
}

}  // namespace tkr::embed::bench
