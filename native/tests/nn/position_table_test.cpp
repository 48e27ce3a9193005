#include "nn/position_table.h"

#include <gtest/gtest.h>

namespace tkr::embed::test {
namespace {

// A picture of rows x columns image tokens, two patches a side each.
ImageInput picture(int32_t rows, int32_t columns) {
  return {nullptr, 32 * rows, 32 * columns, rows, columns};
}

float weight_sum(const GridTaps& taps, size_t patch) {
  float sum = 0;
  for (const auto& weights : taps.weights) sum += weights[patch];
  return sum;
}

// Where the patch stands in the table, by its taps.
float mean_row(const GridTaps& taps, size_t patch, int32_t side) {
  float mean = 0;
  for (size_t i = 0; i < 4; ++i) {
    mean +=
        taps.weights[i][patch] * static_cast<float>(taps.rows[i][patch] / side);
  }
  return mean;
}

TEST(PositionTable, a_grid_of_its_own_size_takes_its_own_rows) {
  std::vector<ImageInput> images = {picture(2, 2)};
  GridTaps taps = grid_taps(images, 4, 2);
  // Merge blocks in turn: the second holds columns 2 and 3.
  std::vector<int32_t> expected = {0, 1, 4,  5,  2,  3,  6,  7,
                                   8, 9, 12, 13, 10, 11, 14, 15};
  EXPECT_EQ(taps.rows[0], expected);
  EXPECT_EQ(taps.weights[0], std::vector<float>(16, 1.0f));
}

TEST(PositionTable, the_ends_of_an_axis_are_those_of_the_table) {
  for (int32_t rows : {1, 2, 5, 40}) {
    std::vector<ImageInput> images = {picture(rows, 1)};
    GridTaps taps = grid_taps(images, 7, 2);
    size_t last = taps.rows[0].size() - 1;
    EXPECT_EQ(mean_row(taps, 0, 7), 0) << rows;
    EXPECT_EQ(mean_row(taps, last, 7), 6) << rows;
    for (size_t i = 0; i <= last; ++i) {
      EXPECT_NEAR(weight_sum(taps, i), 1, 1e-6) << rows;
    }
  }
}

// Patches 0 to 3 of a column on a table of 3: 0, 2/3, 4/3, 2.
TEST(PositionTable, places_between_are_interpolated) {
  std::vector<ImageInput> images = {picture(2, 1)};
  GridTaps taps = grid_taps(images, 3, 2);
  EXPECT_NEAR(mean_row(taps, 2, 3), 2.0 / 3, 1e-6);
  EXPECT_NEAR(mean_row(taps, 4, 3), 4.0 / 3, 1e-6);
}

TEST(PositionTable, a_table_of_one_row_is_everywhere_that_row) {
  std::vector<ImageInput> images = {picture(1, 2), picture(1, 1)};
  GridTaps taps = grid_taps(images, 1, 2);
  EXPECT_EQ(taps.rows[3], std::vector<int32_t>(12, 0));
  EXPECT_EQ(weight_sum(taps, 11), 1);
}

}  // namespace
}  // namespace tkr::embed::test
