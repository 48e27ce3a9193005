// Pairs of one query: scored behind the query's keys and values, which are
// computed once, as they are scored one by one with all that stands before.
#include <gtest/gtest.h>

#include <cmath>

#include "golden_cases.h"

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 320;
constexpr int32_t kFixed = 40;

Image picture(int32_t height, int32_t width, int32_t seed) {
  Image image{height, width, {}};
  for (int32_t i = 0; i < 3 * height * width; ++i) {
    image.rgb.push_back(static_cast<uint8_t>(i * 37 + i / 91 + 50 * seed));
  }
  return image;
}

void append_text(Input& input, int32_t tokens, int32_t seed) {
  for (int32_t i = 0; i < tokens; ++i) {
    input.input_ids.push_back(20 + (seed * 31 + i * 7) % 250);
  }
}

void append_picture(Input& input, Image image) {
  input.input_ids.insert(input.input_ids.end(),
                         image.height / 32 * (image.width / 32), kImage);
  input.images.push_back(std::move(image));
}

// The fixed beginning, the query's picture if it has one, and its text.
Input query(bool with_picture, int32_t seed) {
  Input input{{}, kFixed, {}};
  append_text(input, kFixed, 1);
  if (with_picture) append_picture(input, picture(96, 160, seed));
  append_text(input, 35, seed);
  input.shared_length = static_cast<int32_t>(input.input_ids.size());
  return input;
}

// Texts, pictures and both, of many lengths.
std::vector<Input> pairs(const Input& query, int32_t count) {
  std::vector<Input> pairs;
  for (int32_t i = 0; i < count; ++i) {
    Input pair = query;
    if (i % 3 != 0) append_picture(pair, picture(64, 32 + 32 * (i % 2), i));
    append_text(pair, 1 + i * 5 % 60, i);
    pairs.push_back(pair);
  }
  return pairs;
}

std::unique_ptr<EmbeddingModel> load(const char* kernels, bool reuse) {
  std::filesystem::path folder = golden_folder() / "qwen3-reranker";
  Json answers = read_golden(folder, kPairs).at("answers");
  LoadOptions options;
  options.device = "cpu";
  options.precision = "exact";
  options.kernels = kernels;
  options.yes_token = answers.at(0);
  options.no_token = answers.at(1);
  options.prefix_reuse = reuse;
  auto model = std::make_unique<EmbeddingModel>(folder.string(), options);
  model->load();
  return model;
}

std::vector<float> scores(EmbeddingModel& model,
                          const std::vector<Input>& inputs) {
  OwnedBatch batch(inputs);
  std::vector<float> rows(inputs.size());
  model.embed(batch.packed(), false, rows.data());
  return rows;
}

// A score is the product of two vectors, here of lengths whose product is about
// this (rerank_golden_test.cpp, which holds either way to the reference).
constexpr float kLengths = 65;

class SharedPrefixTest
    : public testing::TestWithParam<std::tuple<const char*, bool>> {
 protected:
  std::unique_ptr<EmbeddingModel> plain = load(std::get<0>(GetParam()), false);
  std::unique_ptr<EmbeddingModel> sharing = load(std::get<0>(GetParam()), true);
  bool pictured = std::get<1>(GetParam());
  // Our kernels take dense operands as 16 bits where rows are many.
  float allowed =
      kLengths *
      (std::string_view(std::get<0>(GetParam())) == "own" ? 1e-4f : 1e-5f);

  void expect_alike(const std::vector<float>& found,
                    const std::vector<float>& expected) const {
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_NEAR(found[i], expected[i], allowed) << i;
    }
  }
};

TEST_P(SharedPrefixTest, scores_are_those_of_whole_prompts) {
  for (int32_t count : {1, 2, 100}) {
    auto inputs = pairs(query(pictured, 3), count);
    auto expected = scores(*plain, inputs);
    expect_alike(scores(*sharing, inputs), expected);
    expect_alike(scores(*sharing, inputs), expected);  // what was kept
  }
}

TEST_P(SharedPrefixTest, batches_of_one_query_are_scored_as_one) {
  auto inputs = pairs(query(pictured, 3), 7);
  auto expected = scores(*plain, inputs);
  for (size_t i = 0; i < inputs.size(); ++i) {
    expect_alike(scores(*sharing, {inputs[i]}), {expected[i]});
  }
}

TEST_P(SharedPrefixTest, queries_of_one_batch_are_told_apart) {
  std::vector<Input> mixed;
  for (int32_t seed = 0; seed < 6; ++seed) {
    auto inputs = pairs(query(pictured, seed), 3);
    mixed.insert(mixed.end(), inputs.begin(), inputs.end());
  }
  auto other = query(!pictured, 9);
  mixed.push_back(pairs(other, 2)[1]);
  auto expected = scores(*plain, mixed);
  expect_alike(scores(*sharing, mixed), expected);
  std::reverse(mixed.begin(), mixed.end());
  std::reverse(expected.begin(), expected.end());
  expect_alike(scores(*sharing, mixed), expected);
}

TEST_P(SharedPrefixTest, less_is_shared_where_a_document_begins_otherwise) {
  auto inputs = pairs(query(pictured, 3), 4);
  inputs[1].shared_length = 0;
  inputs[2].shared_length -= 1;
  inputs[3].prefix_length = 0;
  expect_alike(scores(*sharing, inputs), scores(*plain, inputs));
}

TEST_P(SharedPrefixTest, a_picture_is_seen_once_for_all_documents) {
  Input asked = query(true, 3);
  std::vector<Input> texts;
  for (int32_t i = 0; i < 3; ++i) {
    texts.push_back(asked);
    append_text(texts.back(), 10, i);
  }
  auto first = scores(*sharing, {texts[0]});
  EXPECT_GT(sharing->vision_nanos(), 0);
  scores(*sharing, texts);
  EXPECT_EQ(sharing->vision_nanos(), 0) << "its keys and values are kept";
  sharing->forget();
  expect_alike(scores(*sharing, {texts[0]}), first);
  EXPECT_GT(sharing->vision_nanos(), 0) << "and forgotten";
}

// Two pictures of the same tokens and bytes, lying and standing.
TEST_P(SharedPrefixTest, pictures_of_other_sides_are_others) {
  std::vector<Input> inputs;
  for (auto [height, width] : {std::pair(64, 96), {96, 64}}) {
    Input input{{}, kFixed, {}};
    append_text(input, kFixed, 1);
    append_picture(input, picture(height, width, 1));
    append_text(input, 30, 2);
    input.shared_length = static_cast<int32_t>(input.input_ids.size());
    append_text(input, 5, 3);
    inputs.push_back(input);
  }
  auto expected = scores(*plain, inputs);
  EXPECT_GT(std::abs(expected[0] - expected[1]), 3 * allowed);
  expect_alike(scores(*sharing, inputs), expected);
}

// Of the checkpoint's 3 layers, 2 key and value heads and 16 floats of each.
constexpr int64_t kTokenBytes = 3 * 2 * 2 * 16 * sizeof(float);

// What is kept is no matter of kernels, of which MLX's take long here.
class LongQueryTest : public SharedPrefixTest {};

TEST_P(LongQueryTest, is_kept_as_long_as_its_bytes_fit) {
  Input asked = query(pictured, 3);
  append_text(asked, 5000, 5);
  asked.shared_length = static_cast<int32_t>(asked.input_ids.size());
  EXPECT_GT(sharing->max_shared_tokens(), asked.shared_length);
  EXPECT_EQ(plain->max_shared_tokens(), 0);
  auto inputs = pairs(asked, 2);
  auto expected = scores(*plain, inputs);
  int64_t held = sharing->active_memory();
  expect_alike(scores(*sharing, inputs), expected);
  EXPECT_GE(sharing->active_memory() - held, 5000 * kTokenBytes);
  for (size_t i = 0; i < inputs.size(); ++i) {
    expect_alike(scores(*sharing, {inputs[i]}), {expected[i]});
  }
}

TEST_P(SharedPrefixTest, memory_is_given_back) {
  scores(*sharing, pairs(query(pictured, 0), 2));
  sharing->forget();
  int64_t held = sharing->active_memory();
  for (int32_t seed = 1; seed < 17; ++seed) {
    scores(*sharing, pairs(query(pictured, seed), 2));
  }
  int64_t kept = sharing->active_memory();
  EXPECT_GT(kept, held);
  for (int32_t seed = 17; seed < 33; ++seed) {
    scores(*sharing, pairs(query(pictured, seed), 2));
  }
  EXPECT_LT(sharing->active_memory() - held, (kept - held) * 3 / 2);
  sharing->forget();
  EXPECT_EQ(sharing->active_memory(), held);
}

std::string name_of(
    const testing::TestParamInfo<std::tuple<const char*, bool>>& info) {
  return std::string(std::get<0>(info.param)) +
         (std::get<1>(info.param) ? "_picture" : "_text");
}

INSTANTIATE_TEST_SUITE_P(Kernels, SharedPrefixTest,
                         testing::Combine(testing::Values("own", "mlx"),
                                          testing::Bool()),
                         name_of);

INSTANTIATE_TEST_SUITE_P(Kernels, LongQueryTest,
                         testing::Combine(testing::Values("own"),
                                          testing::Bool()),
                         name_of);

}  // namespace
}  // namespace tkr::embed::test
