#include "nn/positions.h"

#include <gtest/gtest.h>

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 9;

std::vector<int32_t> axis(const std::vector<Position>& positions,
                          int32_t Position::*member) {
  std::vector<int32_t> values;
  for (const Position& position : positions) values.push_back(position.*member);
  return values;
}

// Two images of 2x3 and 2x2 tokens between ordinary ones.
TEST(Positions, images_cost_their_larger_side) {
  std::vector<int32_t> ids = {0, 0, 1, 9, 9, 9, 9, 9, 9,
                              2, 1, 9, 9, 9, 9, 2, 0};
  SequenceInput sequence;
  sequence.input_ids = ids;
  sequence.images = {{nullptr, 56, 84, 2, 3}, {nullptr, 56, 56, 2, 2}};
  auto positions = position_ids(sequence, kImage, PositionMode::kMrope);
  EXPECT_EQ(axis(positions, &Position::temporal),
            (std::vector<int32_t>{0, 1, 2, 3, 3, 3, 3, 3, 3, 6, 7, 8, 8, 8, 8,
                                  10, 11}));
  EXPECT_EQ(axis(positions, &Position::height),
            (std::vector<int32_t>{0, 1, 2, 3, 3, 3, 4, 4, 4, 6, 7, 8, 8, 9, 9,
                                  10, 11}));
  EXPECT_EQ(axis(positions, &Position::width),
            (std::vector<int32_t>{0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7, 8, 9, 8, 9,
                                  10, 11}));
}

TEST(Positions, text_counts_up_on_all_axes) {
  std::vector<int32_t> ids = {4, 5, 6};
  SequenceInput sequence;
  sequence.input_ids = ids;
  EXPECT_EQ(position_ids(sequence, kImage, PositionMode::kMrope),
            (std::vector<Position>{{0, 0, 0}, {1, 1, 1}, {2, 2, 2}}));
}

TEST(Positions, one_dimensional_ones_count_images_as_text) {
  std::vector<int32_t> ids = {0, 1, 9, 9, 9, 9, 2, 1, 9, 2};
  SequenceInput sequence;
  sequence.input_ids = ids;
  sequence.images = {{nullptr, 56, 56, 2, 2}, {nullptr, 28, 28, 1, 1}};
  auto positions =
      position_ids(sequence, kImage, PositionMode::kOneDimensional);
  ASSERT_EQ(positions.size(), ids.size());
  for (int32_t i = 0; i < 10; ++i) {
    EXPECT_EQ(positions[i], (Position{i, i, i})) << i;
  }
}

TEST(Positions, patches_stand_in_merge_blocks) {
  ImageInput image{nullptr, 28, 56, 1, 2};
  EXPECT_EQ(patch_positions(image, 2), (std::vector<Position>{{0, 0, 0},
                                                              {0, 0, 1},
                                                              {0, 1, 0},
                                                              {0, 1, 1},
                                                              {0, 0, 2},
                                                              {0, 0, 3},
                                                              {0, 1, 2},
                                                              {0, 1, 3}}));
}

}  // namespace
}  // namespace tkr::embed::test
