// Learned positions of a square grid, resampled to the grid of an image's
// patches.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "nn/inputs.h"
#include "nn/ops.h"

namespace tkr::embed {

// For every patch of some images, in the row order of the patches (patches.h),
// the four rows of the table around it and what each counts.
struct GridTaps {
  std::array<std::vector<int32_t>, 4> rows;
  std::array<std::vector<float>, 4> weights;
};

// side: the table's grid has side * side rows, row by row. The first patch of
// an axis takes the table's first place there and the last its last; those
// between are interpolated linearly (align_corners of torch).
GridTaps grid_taps(std::span<const ImageInput> images, int32_t side,
                   int32_t spatial_merge_size);

class PositionTable {
 public:
  using array = mlx::core::array;

  // table [at least side * side, width]; ops must outlive this.
  PositionTable(const Linear& table, int32_t side, const Ops& ops)
      : table_(table), side_(side), ops_(ops) {}

  // [patches, width], f32, of all images in turn.
  array rows(std::span<const ImageInput> images,
             int32_t spatial_merge_size) const;

 private:
  Linear table_;
  int32_t side_;
  const Ops& ops_;
};

}  // namespace tkr::embed
