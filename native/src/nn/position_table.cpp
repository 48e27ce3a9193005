#include "nn/position_table.h"

#include <mlx/ops.h>

#include <algorithm>
#include <cmath>

#include "nn/positions.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// Two places of one axis of the table, and what the second counts.
struct AxisTaps {
  int32_t first = 0;
  int32_t second = 0;
  float weight = 0;
};

// index: of size patches on the axis; in f32, as torch computes it.
AxisTaps axis_taps(int32_t index, int32_t size, int32_t side) {
  float place = static_cast<float>(index) * static_cast<float>(side - 1) /
                static_cast<float>(std::max(size - 1, 1));
  float floor = std::floor(place);
  auto first = std::min(static_cast<int32_t>(floor), side - 1);
  return {first, std::min(first + 1, side - 1), place - floor};
}

void append(GridTaps& taps, const AxisTaps& down, const AxisTaps& across,
            int32_t side) {
  const std::array<int32_t, 2> rows = {down.first, down.second};
  const std::array<int32_t, 2> columns = {across.first, across.second};
  const std::array<float, 2> by_row = {1 - down.weight, down.weight};
  const std::array<float, 2> by_column = {1 - across.weight, across.weight};
  for (size_t i = 0; i < 4; ++i) {
    taps.rows[i].push_back(rows[i / 2] * side + columns[i % 2]);
    taps.weights[i].push_back(by_row[i / 2] * by_column[i % 2]);
  }
}

mx::array as_array(const std::vector<int32_t>& values) {
  return mx::array(values.data(), {static_cast<int>(values.size())});
}

mx::array as_column(const std::vector<float>& values) {
  return mx::array(values.data(), {static_cast<int>(values.size()), 1});
}

}  // namespace

GridTaps grid_taps(std::span<const ImageInput> images, int32_t side,
                   int32_t spatial_merge_size) {
  GridTaps taps;
  for (const ImageInput& image : images) {
    int32_t height = image.rows * spatial_merge_size;
    int32_t width = image.columns * spatial_merge_size;
    for (const Position& at : patch_positions(image, spatial_merge_size)) {
      append(taps, axis_taps(at.height, height, side),
             axis_taps(at.width, width, side), side);
    }
  }
  return taps;
}

mx::array PositionTable::rows(std::span<const ImageInput> images,
                              int32_t spatial_merge_size) const {
  GridTaps taps = grid_taps(images, side_, spatial_merge_size);
  auto weighted = [&](size_t i) {
    return mx::multiply(ops_.embedding(as_array(taps.rows[i]), table_),
                        as_column(taps.weights[i]));
  };
  array sum = weighted(0);
  for (size_t i = 1; i < taps.rows.size(); ++i) sum = mx::add(sum, weighted(i));
  return sum;
}

}  // namespace tkr::embed
