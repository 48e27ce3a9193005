// How many shapes a server of any lengths leaves to MLX.
#include "nn/row_buckets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "nn/segment_groups.h"

namespace tkr::embed::test {
namespace {

TEST(RowBuckets, are_few_and_never_below_the_rows) {
  std::set<int32_t> buckets;
  for (int32_t rows = 1; rows <= 8192; ++rows) {
    int32_t bucket = row_bucket(rows);
    EXPECT_GE(bucket, rows);
    EXPECT_EQ(row_bucket(bucket), bucket);
    buckets.insert(bucket);
  }
  EXPECT_EQ(buckets.size(), 81u);
  EXPECT_EQ(row_bucket(33), 64);
  EXPECT_EQ(row_bucket(513), 640);
}

TEST(SegmentGroups, take_like_segments_together_and_pad_with_their_own_rows) {
  std::vector<Segment> segments = {{0, 3, 0, nullptr, nullptr, nullptr},
                                   {3, 33, 0, nullptr, nullptr, nullptr},
                                   {36, 4, 0, nullptr, nullptr, nullptr},
                                   {40, 4, 0, nullptr, nullptr, nullptr}};
  auto groups = segment_groups(segments, false);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].length, 4);
  EXPECT_EQ(groups[0].size(), 4) << "three, and the first again";
  EXPECT_EQ(groups[0].numbers, (std::vector<int32_t>{0, 2, 3}));
  EXPECT_EQ(groups[0].rows(),
            (std::vector<int32_t>{0, 1, 2, 2, 36, 37, 38, 39, 40, 41, 42, 43, 0,
                                  1, 2, 2}));
  EXPECT_EQ(groups[1].length, 64);
}

TEST(SegmentGroups, are_no_larger_once_they_are_padded) {
  for (int32_t length : {96, 768, 3000}) {
    std::vector<Segment> segments;
    for (int32_t i = 0; i < 45; ++i)
      segments.push_back({i * length, length, 0, nullptr, nullptr, nullptr});
    for (const SegmentGroup& group : segment_groups(segments, false))
      EXPECT_LE(group.size() * group.length, std::max(group.length, 4096))
          << length;
  }
}

}  // namespace
}  // namespace tkr::embed::test
