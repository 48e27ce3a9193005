#include "runtime/distinct_images.h"

#include <gtest/gtest.h>

namespace tkr::embed::test {
namespace {

// Of so many tokens in its rows and columns, of 28 pixels a side each.
ImageInput image_of(const std::vector<uint8_t>& pixels, int32_t rows,
                    int32_t columns) {
  return {pixels.data(), 28 * rows, 28 * columns, rows, columns, 0};
}

TEST(DistinctImages, the_same_pixels_are_one_image) {
  std::vector<uint8_t> a(3 * 28 * 56, 1);
  std::vector<uint8_t> copy = a;
  std::vector<uint8_t> b = a;
  b.back() = 2;
  std::vector<ImageInput> images = {image_of(a, 1, 2), image_of(b, 1, 2),
                                    image_of(copy, 1, 2), image_of(a, 2, 1),
                                    image_of(b, 1, 2)};
  DistinctImages distinct = distinct_images(images);
  ASSERT_EQ(distinct.images.size(), 3u);
  EXPECT_EQ(distinct.images[0].pixels, a.data());
  EXPECT_EQ(distinct.images[1].pixels, b.data());
  EXPECT_EQ(distinct.images[2].rows, 2) << "the same bytes in other sides";
  EXPECT_EQ(distinct.rows,
            (std::vector<int32_t>{0, 1, 2, 3, 0, 1, 4, 5, 2, 3}));
}

TEST(DistinctImages, none_are_none) {
  EXPECT_TRUE(distinct_images({}).images.empty());
}

}  // namespace
}  // namespace tkr::embed::test
