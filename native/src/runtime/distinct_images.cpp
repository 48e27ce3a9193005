#include "runtime/distinct_images.h"

#include <algorithm>

namespace tkr::embed {
namespace {

bool is_same(const ImageInput& a, const ImageInput& b) {
  if (a.height != b.height || a.width != b.width) return false;
  int64_t bytes = int64_t{3} * a.height * a.width;
  return a.pixels == b.pixels ||
         std::equal(a.pixels, a.pixels + bytes, b.pixels);
}

}  // namespace

DistinctImages distinct_images(std::span<const ImageInput> images) {
  DistinctImages distinct;
  std::vector<int32_t> firsts;  // the row at which each begins
  int32_t end = 0;
  for (const ImageInput& image : images) {
    auto found =
        std::find_if(distinct.images.begin(), distinct.images.end(),
                     [&](const auto& other) { return is_same(image, other); });
    auto number = static_cast<size_t>(found - distinct.images.begin());
    if (found == distinct.images.end()) {
      distinct.images.push_back(image);
      firsts.push_back(end);
      end += image.tokens();
    }
    for (int32_t i = 0; i < image.tokens(); ++i) {
      distinct.rows.push_back(firsts[number] + i);
    }
  }
  return distinct;
}

}  // namespace tkr::embed
