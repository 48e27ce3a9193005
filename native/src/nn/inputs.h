// What the caller gave, checked: pictures and sequences. Borrowed memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tkr::embed {

// One resized picture: RGB, row-major [height, width, 3].
struct ImageInput {
  const uint8_t* pixels = nullptr;
  int32_t height = 0;
  int32_t width = 0;
  int32_t rows = 0;     // of image tokens: height / image_factor
  int32_t columns = 0;  // width / image_factor
  int32_t begin = 0;    // of its tokens, in its sequence

  int32_t tokens() const { return rows * columns; }
};

// One sequence, with the images whose token runs it holds.
struct SequenceInput {
  std::span<const int32_t> input_ids;
  // Both at most length - 1: the last token is pooled.
  int32_t prefix_length = 0;
  int32_t shared_length = 0;  // 0, or at least prefix_length; cuts no image
  std::vector<ImageInput> images;
};

}  // namespace tkr::embed
