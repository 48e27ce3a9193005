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

KeptPrefixes room_for_four() {
  return {PrefixCache(4, 100), PrefixCache(4, 100)};
}

PrefixKey key_of(int32_t id) { return {{id}, {}, {}}; }

TEST(PrefixCache, the_least_recently_used_goes_first) {
  PrefixCache cache(2, 10);
  auto one = prefix_of(1);
  cache.keep(key_of(1), one);
  cache.keep(key_of(2), prefix_of(1));
  EXPECT_EQ(cache.find(key_of(1)), one);
  cache.keep(key_of(3), prefix_of(1));
  EXPECT_EQ(cache.find(key_of(2)), nullptr);
  EXPECT_EQ(cache.find(key_of(1)), one);
  EXPECT_EQ(cache.size(), 2u);
}

TEST(PrefixCache, is_bounded_in_tokens_too) {
  PrefixCache cache(16, 4);
  cache.keep(key_of(1), prefix_of(3));
  cache.keep(key_of(2), prefix_of(3));
  EXPECT_EQ(cache.find(key_of(1)), nullptr);
  EXPECT_NE(cache.find(key_of(2)), nullptr);
  cache.keep(key_of(3), prefix_of(5));
  EXPECT_EQ(cache.find(key_of(3)), nullptr);
}

// 224 KiB a token of Qwen3-VL's 2B, on a machine of 4 GB at q4 and of 16.
TEST(PrefixCache, tokens_are_those_that_a_share_of_what_weights_leave_holds) {
  int64_t token_bytes = int64_t{224} << 10;
  KeptPrefixes small = kept_prefixes(16, int64_t{2200} << 20, token_bytes);
  EXPECT_EQ(small.shared.max_tokens(), 2514);
  EXPECT_EQ(small.fixed.max_tokens(), 1257);
  KeptPrefixes large = kept_prefixes(16, int64_t{13} << 30, token_bytes);
  EXPECT_GT(large.shared.max_tokens(), 10245);
  EXPECT_EQ(large.fixed.max_tokens(), 4096);
  EXPECT_EQ(kept_prefixes(16, -1, token_bytes).shared.max_tokens(), 0);
  EXPECT_EQ(kept_prefixes(0, int64_t{13} << 30, token_bytes).fixed.max_tokens(),
            0);
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
  KeptPrefixes cache = room_for_four();
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

// Two tokens of a prefix, an image of two, one of the query, two of a document.
struct Pair {
  explicit Pair(int32_t document, uint8_t shade = 1)
      : ids{1, 2, kImage, kImage, 5, document, 9}, pixels(3 * 28 * 56, shade) {}

  SequenceInput sequence() const {
    SequenceInput sequence = sequence_of(ids, 2);
    sequence.shared_length = 5;
    sequence.images = {{pixels.data(), 28, 56, 1, 2, 2}};
    return sequence;
  }

  static constexpr int32_t kImage = 319;
  std::vector<int32_t> ids;
  std::vector<uint8_t> pixels;
};

TEST(Segments, a_query_is_read_behind_the_prefix_and_with_its_image_once) {
  Pair a(6), b(7), other(6, 2);
  std::vector<SequenceInput> sequences = {a.sequence(), b.sequence(),
                                          other.sequence()};
  KeptPrefixes kept = room_for_four();
  auto first = plan_segments(sequences, &kept);
  ASSERT_EQ(first.size(), 6u);
  EXPECT_EQ(first[0].record->length, 2);
  for (size_t query : {1, 2}) {
    EXPECT_EQ(first[query].prefix, first[0].record);
    EXPECT_EQ(first[query].record->length, 5);
    EXPECT_EQ(first[query].skipped, 2);
    EXPECT_EQ(first[query].length, 3);
  }
  EXPECT_EQ(first[3].prefix, first[1].record);
  EXPECT_EQ(first[4].prefix, first[1].record);
  EXPECT_EQ(first[5].prefix, first[2].record);
  EXPECT_EQ(first[5].length, 2);
  EXPECT_EQ(end_of(first), 2 + 2 * 3 + 3 * 2);
  auto images = images_of(first);
  ASSERT_EQ(images.size(), 2u);
  EXPECT_EQ(images[0].pixels, a.pixels.data());
  EXPECT_EQ(images[1].pixels, other.pixels.data());
  keep_prefixes(first, kept);
  EXPECT_EQ(kept.fixed.size(), 1u);
  EXPECT_EQ(kept.shared.size(), 2u);
  auto second = plan_segments(sequences, &kept);
  EXPECT_EQ(second.size(), 3u);
  EXPECT_TRUE(images_of(second).empty());
  kept.shared.clear();
  EXPECT_EQ(plan_segments(sequences, &kept).size(), 5u);
}

TEST(Segments, whole_steps_of_a_query_cut_no_image) {
  Pair pair(6);
  std::vector<SequenceInput> sequences = {pair.sequence()};
  KeptPrefixes kept = room_for_four();
  auto within = plan_segments(sequences, &kept, 3);  // of 5: 3, so none
  ASSERT_EQ(within.size(), 1u);
  EXPECT_EQ(images_of(within).size(), 1u);
  auto behind = plan_segments(sequences, &kept, 4);
  ASSERT_EQ(behind.size(), 2u);
  EXPECT_EQ(behind[0].record->length, 4);
  EXPECT_EQ(behind[1].skipped, 4);
  EXPECT_EQ(images_of(behind).size(), 1u);
}

}  // namespace
}  // namespace tkr::embed::test
