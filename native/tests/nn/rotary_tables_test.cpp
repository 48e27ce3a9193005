#include "nn/rotary_tables.h"

#include <gtest/gtest.h>

namespace tkr::embed::test {
namespace {

std::string letters(const std::vector<int32_t Position::*>& axes) {
  std::string text;
  for (auto axis : axes) {
    text += axis == &Position::temporal ? 't'
            : axis == &Position::height ? 'h'
                                        : 'w';
  }
  return text;
}

TEST(RotaryTables, contiguous_sections_stand_one_after_the_other) {
  EXPECT_EQ(letters(contiguous_axes({2, 3, 1})), "tthhhw");
}

TEST(RotaryTables, interleaved_sections_are_dealt_out_in_turn) {
  EXPECT_EQ(letters(interleaved_axes({4, 2, 2}, 8)), "thwthwtt");
  EXPECT_EQ(letters(interleaved_axes({5, 1, 2}, 8)), "thwttwtt");
  std::string published = letters(interleaved_axes({24, 20, 20}, 64));
  EXPECT_EQ(published.substr(57), "thwtttt");
}

// The sections of a wider head leave nothing to spare.
TEST(RotaryTables, interleaved_sections_end_with_the_frequencies) {
  EXPECT_EQ(letters(interleaved_axes({24, 20, 20}, 8)), "thwthwth");
}

}  // namespace
}  // namespace tkr::embed::test
