// What a caller may not pack: refused before anything native sees it.
#include "runtime/batch.h"

#include <gtest/gtest.h>

#include "batch_inputs.h"
#include "expect_error.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 319;

const ModelConfig& config() {
  static const ModelConfig config =
      parse_config(tiny_checkpoint().config, "config.json");
  return config;
}

Image image_of(int32_t height, int32_t width) {
  return {height, width,
          std::vector<uint8_t>(static_cast<size_t>(3 * height * width))};
}

// Two sequences, the second with an image of two tokens.
OwnedBatch valid_batch() {
  return OwnedBatch(
      {{{1, 2, 3}, 2, {}}, {{1, 2, kImage, kImage, 5}, 2, {image_of(28, 56)}}});
}

template <typename Change>
void expect_refused(Change change, std::initializer_list<const char*> parts) {
  OwnedBatch owned = valid_batch();
  PackedBatch batch = owned.packed();
  change(owned, batch);
  expect_error<std::invalid_argument>([&] { check_batch(batch, config()); },
                                      parts);
}

TEST(Batch, a_valid_one_is_cut_into_sequences) {
  OwnedBatch owned = valid_batch();
  auto sequences = check_batch(owned.packed(), config());
  ASSERT_EQ(sequences.size(), 2u);
  EXPECT_EQ(sequences[0].input_ids.size(), 3u);
  EXPECT_EQ(sequences[0].prefix_length, 2);
  ASSERT_EQ(sequences[1].images.size(), 1u);
  EXPECT_EQ(sequences[1].images[0].tokens(), 2);
  EXPECT_EQ(sequences[1].images[0].pixels, owned.pixels.data());
}

TEST(Batch, the_last_token_is_never_part_of_the_prefix) {
  OwnedBatch owned({{{1, 2, 3}, 3, {}}, {{4}, 1, {}}});
  auto sequences = check_batch(owned.packed(), config());
  EXPECT_EQ(sequences[0].prefix_length, 2);
  EXPECT_EQ(sequences[1].prefix_length, 0);
}

TEST(Batch, images_may_follow_each_other_without_a_token_between) {
  OwnedBatch owned(
      {{{kImage, kImage, kImage, 5}, 0, {image_of(28, 28), image_of(56, 28)}}});
  auto sequences = check_batch(owned.packed(), config());
  EXPECT_EQ(sequences[0].images.size(), 2u);
}

TEST(Batch, an_empty_one_is_valid) {
  EXPECT_TRUE(check_batch(PackedBatch{}, config()).empty());
}

TEST(Batch, refuses_ids_out_of_the_vocabulary) {
  expect_refused([](auto& owned, auto&) { owned.input_ids[4] = 320; },
                 {"input_ids[4]", "319", "320"});
  expect_refused([](auto& owned, auto&) { owned.input_ids[0] = -1; },
                 {"input_ids[0]", "-1"});
}

TEST(Batch, refuses_lengths_that_do_not_add_up) {
  expect_refused([](auto& owned, auto&) { owned.sequence_lengths[0] = 0; },
                 {"sequence_lengths[0]", "0"});
  expect_refused([](auto& owned, auto&) { owned.sequence_lengths[0] = 513; },
                 {"sequence_lengths[0]", "512", "513"});
  expect_refused([](auto& owned, auto&) { owned.sequence_lengths[1] = 9; },
                 {"sequence_lengths", "exceeds", "8"});
  expect_refused([](auto& owned, auto&) { owned.sequence_lengths[0] = 2; },
                 {"token"});
  expect_refused([](auto&, auto& batch) { batch.tokens = -1; },
                 {"tokens", "-1"});
  expect_refused([](auto&, auto& batch) { batch.tokens = INT64_MAX; },
                 {"tokens"});
}

TEST(Batch, refuses_null_pointers) {
  expect_refused([](auto&, auto& batch) { batch.input_ids = nullptr; },
                 {"input_ids", "null"});
  expect_refused([](auto&, auto& batch) { batch.pixels = nullptr; },
                 {"pixels", "null"});
  expect_refused([](auto&, auto& batch) { batch.image_sizes = nullptr; },
                 {"image_sizes", "null"});
}

TEST(Batch, refuses_prefixes_longer_than_the_input_or_with_images) {
  expect_refused([](auto& owned, auto&) { owned.prefix_lengths[0] = 4; },
                 {"prefix_lengths[0]", "3", "4"});
  expect_refused([](auto& owned, auto&) { owned.prefix_lengths[0] = -1; },
                 {"prefix_lengths[0]", "-1"});
  expect_refused([](auto& owned, auto&) { owned.prefix_lengths[1] = 3; },
                 {"prefix_lengths[1]", "image token"});
}

TEST(Batch, refuses_to_share_less_than_the_prefix_the_last_id_or_half_images) {
  for (int32_t length : {0, 2, 4}) {
    OwnedBatch owned = valid_batch();
    owned.shared_lengths[1] = length;
    EXPECT_EQ(check_batch(owned.packed(), config())[1].shared_length, length);
  }
  expect_refused([](auto& owned, auto&) { owned.shared_lengths[0] = 1; },
                 {"shared_lengths[0]", "0 or 2 to 2", "1"});
  expect_refused([](auto& owned, auto&) { owned.shared_lengths[0] = 3; },
                 {"shared_lengths[0]", "0 or 2 to 2", "3"});
  expect_refused([](auto& owned, auto&) { owned.shared_lengths[0] = -1; },
                 {"shared_lengths[0]", "-1"});
  expect_refused([](auto& owned, auto&) { owned.shared_lengths[1] = 3; },
                 {"shared_lengths[1]", "3 lies within an image"});
}

TEST(Batch, refuses_image_sizes_off_the_grid) {
  expect_refused([](auto& owned, auto&) { owned.image_sizes[0] = 27; },
                 {"image_sizes[0]", "28", "27"});
  expect_refused([](auto& owned, auto&) { owned.image_sizes[1] = 0; },
                 {"image_sizes[1]", "0"});
  expect_refused([](auto& owned, auto&) { owned.image_sizes[1] = -28; },
                 {"image_sizes[1]", "-28"});
  expect_refused([](auto& owned, auto&) { owned.image_sizes[1] = 2147483644; },
                 {"image_sizes[1]", "2147483644"});
}

TEST(Batch, refuses_image_tokens_that_do_not_match_the_images) {
  expect_refused([](auto& owned, auto&) { owned.input_ids[6] = 7; },
                 {"image 0", "2 image tokens", "run of 1"});
  expect_refused([](auto& owned, auto&) { owned.input_ids[7] = kImage; },
                 {"image tokens", "1 images"});
  expect_refused(
      [](auto& owned, auto&) {
        owned.input_ids[5] = 7;
        owned.input_ids[6] = 7;
      },
      {"images", "1 given", "0"});
}

TEST(Batch, refuses_pixel_bytes_that_do_not_match_the_sizes) {
  expect_refused([](auto&, auto& batch) { batch.pixel_bytes -= 1; },
                 {"pixel_bytes", "4703"});
  expect_refused([](auto&, auto& batch) { batch.pixel_bytes += 1; },
                 {"pixel_bytes", "4705", "4704"});
  expect_refused([](auto&, auto& batch) { batch.images = 2; }, {"images"});
}

}  // namespace
}  // namespace tkr::embed::test
