// Which pictures of a pass are the same.
#pragma once

#include <span>
#include <vector>

#include "nn/inputs.h"

namespace tkr::embed {

struct DistinctImages {
  std::vector<ImageInput> images;  // each once, in the order of their first
  // Of every image token of the given images the row among the tokens of these.
  std::vector<int32_t> rows;
};

// By sides and pixels.
DistinctImages distinct_images(std::span<const ImageInput> images);

}  // namespace tkr::embed
