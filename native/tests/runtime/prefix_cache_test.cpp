#include "runtime/prefix_cache.h"

#include <gtest/gtest.h>

#include "runtime/segments.h"

namespace tkr::embed::test {
namespace {

std::shared_ptr<PrefixKeyValues> prefix_of(int32_t length) {
  auto prefix = std::make_shared<PrefixKeyValues>();
  prefix->length = length;
  return prefix;
}

TEST(PrefixCache, the_least_recently_used_goes_first) {
  PrefixCache cache(2);
  auto one = prefix_of(1);
  cache.keep({1}, one);
  cache.keep({2}, prefix_of(1));
  EXPECT_EQ(cache.find({1}), one);
  cache.keep({3}, prefix_of(1));
  EXPECT_EQ(cache.find({2}), nullptr);
  EXPECT_EQ(cache.find({1}), one);
  EXPECT_EQ(cache.size(), 2u);
}

TEST(PrefixCache, is_bounded_in_tokens_too) {
  PrefixCache cache(16);
  cache.keep({1}, prefix_of(3000));
  cache.keep({2}, prefix_of(3000));
  EXPECT_EQ(cache.find({1}), nullptr);
  EXPECT_NE(cache.find({2}), nullptr);
  cache.keep({3}, prefix_of(5000));
  EXPECT_EQ(cache.find({3}), nullptr);
}

SequenceInput sequence_of(const std::vector<int32_t>& ids, int32_t prefix) {
  SequenceInput sequence;
  sequence.input_ids = ids;
  sequence.prefix_length = prefix;
  return sequence;
}

int32_t end_of(const std::vector<Segment>& segments) {
  return segments.back().begin + segments.back().length;
}

TEST(Segments, a_shared_prefix_is_computed_once_and_then_kept) {
  std::vector<int32_t> a = {1, 2, 3, 4};
  std::vector<int32_t> b = {1, 2, 5};
  std::vector<int32_t> c = {9, 8};
  std::vector<SequenceInput> sequences = {sequence_of(a, 2), sequence_of(b, 2),
                                          sequence_of(c, 0)};
  PrefixCache cache(4);
  auto first = plan_segments(sequences, &cache);
  ASSERT_EQ(first.size(), 4u);
  EXPECT_NE(first[0].record, nullptr);
  EXPECT_EQ(first[0].length, 2);
  EXPECT_EQ(first[1].prefix, first[0].record);
  EXPECT_EQ(first[2].prefix, first[0].record);
  EXPECT_EQ(first[2].begin, 4);
  EXPECT_EQ(first[3].prefix, nullptr);
  EXPECT_EQ(end_of(first), 7);
  keep_prefixes(first, cache);
  auto second = plan_segments(sequences, &cache);
  EXPECT_EQ(second.size(), 3u);
  EXPECT_EQ(end_of(second), 5);
  EXPECT_EQ(second[0].prefix, first[0].record);
}

}  // namespace
}  // namespace tkr::embed::test
