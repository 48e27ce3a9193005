#include "nn/positions.h"

#include <algorithm>

namespace tkr::embed {
namespace {

void append_image(std::vector<Position>& positions, const ImageInput& image,
                  int32_t start) {
  for (int32_t row = 0; row < image.rows; ++row) {
    for (int32_t column = 0; column < image.columns; ++column) {
      positions.push_back({start, start + row, start + column});
    }
  }
}

}  // namespace

PositionMode position_mode(std::string_view name) {
  return name == "1d" ? PositionMode::kOneDimensional : PositionMode::kMrope;
}

std::vector<Position> position_ids(const SequenceInput& sequence,
                                   int32_t image_token_id, PositionMode mode) {
  std::vector<Position> positions;
  positions.reserve(sequence.input_ids.size());
  auto image = sequence.images.begin();
  int32_t next = 0;
  while (positions.size() < sequence.input_ids.size()) {
    bool image_token = sequence.input_ids[positions.size()] == image_token_id;
    if (image_token && mode == PositionMode::kMrope) {
      append_image(positions, *image, next);
      next += std::max(image->rows, image->columns);
      ++image;
    } else {
      positions.push_back({next, next, next});
      ++next;
    }
  }
  return positions;
}

std::vector<Position> patch_positions(const ImageInput& image,
                                      int32_t spatial_merge_size) {
  int32_t merge = spatial_merge_size;
  std::vector<Position> positions;
  positions.reserve(static_cast<size_t>(image.tokens()) * merge * merge);
  for (int32_t token = 0; token < image.tokens(); ++token) {
    int32_t top = token / image.columns * merge;
    int32_t left = token % image.columns * merge;
    for (int32_t i = 0; i < merge * merge; ++i) {
      positions.push_back({0, top + i / merge, left + i % merge});
    }
  }
  return positions;
}

}  // namespace tkr::embed
