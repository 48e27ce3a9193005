// The scores of every golden reranker, with both kernels and with int8
// activations, with and without the two savings, one pair at a time and packed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <tuple>

#include "golden_cases.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

namespace fs = std::filesystem;

// A score is the product of two vectors: the hidden state and the difference of
// two rows of the head. Where the hidden state is off by an angle, it is off by
// that times the product of their lengths at most: by 4.5e-3 of it at a cosine
// of 0.99999, by 4.5e-2 at 0.999. What is measured, and held to, is less: our
// kernels take dense operands as 16 bits. A GPU is held to the angle itself.
struct Mode {
  const char* name;
  const char* kernels;
  const char* activations;
  double most;  // of the product of the lengths
};

constexpr Mode kModes[] = {{"mlx", "mlx", "exact", 1e-5},
                           {"own", "own", "exact", 5e-4},
                           {"int8", "own", "int8", 1e-2}};

LoadOptions rerank_options(const fs::path& folder) {
  Json answers = read_golden(folder, kPairs).at("answers");
  LoadOptions options;
  options.quantization = "none";
  options.precision = "exact";
  options.device = "cpu";
  options.yes_token = answers.at(0);
  options.no_token = answers.at(1);
  return options;
}

std::vector<float> scores(EmbeddingModel& model,
                          const std::vector<Input>& inputs) {
  OwnedBatch batch(inputs);
  std::vector<float> rows(inputs.size());
  model.embed(batch.packed(), false, rows.data());
  return rows;
}

// The greatest difference in parts of the product of the lengths.
double farthest(const std::vector<float>& found, const GoldenCase& golden) {
  double most = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    double off = std::abs(double{found[i]} - golden.rows[2 * i]);
    most = std::max(most, off / golden.rows[2 * i + 1]);
    if (!std::isfinite(found[i])) return INFINITY;
  }
  return most;
}

// The same, of which about half may come again, with the images in it.
std::vector<Input> half_shared(std::vector<Input> inputs, int32_t image_id) {
  for (Input& input : inputs) {
    auto& ids = input.input_ids;
    size_t half = (static_cast<size_t>(input.prefix_length) + ids.size()) / 2;
    while (ids[half] == image_id) ++half;
    input.shared_length = static_cast<int32_t>(half);
  }
  return inputs;
}

using Parameters = std::tuple<std::string, Mode, bool, bool>;

class RerankGoldenTest : public testing::TestWithParam<Parameters> {
 protected:
  static fs::path folder() { return golden_folder() / std::get<0>(GetParam()); }
  static const Mode& mode() { return std::get<1>(GetParam()); }

  static double allowed() {
    bool gpu = options().device == "gpu";
    return gpu ? 4.5e-3 : mode().most;
  }

  static LoadOptions options() {
    LoadOptions options = rerank_options(folder());
    options.kernels = mode().kernels;
    options.activations = mode().activations;
    if (options.kernels == "mlx") options.device = gpu_or_cpu();
    options.prefix_reuse = std::get<2>(GetParam());
    options.pooled_last_layer = std::get<3>(GetParam());
    return options;
  }
};

TEST_P(RerankGoldenTest, equals_transformers) {
  EmbeddingModel model(folder().string(), options());
  model.load();
  ASSERT_EQ(model.row_size(), 1);
  GoldenCase all;
  double greatest = 0;
  for (const GoldenCase& golden : golden_cases(folder(), kPairs)) {
    std::vector<float> single;
    for (const Input& input : golden.inputs) {
      single.push_back(scores(model, {input})[0]);
    }
    double off = std::max(farthest(scores(model, golden.inputs), golden),
                          farthest(single, golden));
    for (int round = 0; round < 2; ++round) {  // computed, and kept
      auto shared = half_shared(golden.inputs, model.image_token_id());
      off = std::max(off, farthest(scores(model, shared), golden));
    }
    EXPECT_LE(off, allowed()) << golden.name;
    greatest = std::max(greatest, off);
    all.inputs.insert(all.inputs.end(), golden.inputs.begin(),
                      golden.inputs.end());
    all.rows.insert(all.rows.end(), golden.rows.begin(), golden.rows.end());
  }
  ASSERT_FALSE(all.inputs.empty());
  double mixed = farthest(scores(model, all.inputs), all);
  EXPECT_LE(mixed, allowed()) << "all cases in one batch";
  std::cout << "greatest difference: " << std::max(greatest, mixed) << '\n';
}

std::string parameter_name(const testing::TestParamInfo<Parameters>& info) {
  auto [folder, mode, reuse, pooled] = info.param;
  std::string name = folder + "_" + mode.name + (reuse ? "_reuse" : "_whole") +
                     (pooled ? "_pooled" : "_full");
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Checkpoints, RerankGoldenTest,
    testing::Combine(testing::ValuesIn(golden_checkpoints(kPairs)),
                     testing::ValuesIn(kModes), testing::Bool(),
                     testing::Bool()),
    parameter_name);

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RerankGoldenTest);

class ConvertedRerankerTest : public testing::TestWithParam<std::string> {};

// A converted checkpoint keeps the head as it was stored, so that it scores as
// one that is quantised in memory does.
TEST_P(ConvertedRerankerTest, scores_as_one_quantised_in_memory) {
  fs::path folder = golden_folder() / GetParam();
  LoadOptions options = rerank_options(folder);
  options.quantization = "q8";
  options.group_size = 32;
  EmbeddingModel memory(folder.string(), options);
  if (memory.bits_on_load() == 0) GTEST_SKIP() << "quantised as stored";
  TemporaryFolder target;
  EmbeddingModel(folder.string(), options).convert(target.string());
  options.quantization = "none";
  EmbeddingModel converted(target.string(), options);
  memory.load();
  converted.load();
  EXPECT_EQ(converted.quantization(), memory.quantization());
  for (const GoldenCase& golden : golden_cases(folder, kPairs)) {
    EXPECT_EQ(scores(memory, golden.inputs), scores(converted, golden.inputs))
        << golden.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Checkpoints, ConvertedRerankerTest,
                         testing::ValuesIn(golden_checkpoints(kPairs)));

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ConvertedRerankerTest);

TEST(RerankGoldens, are_there) {
  EXPECT_GE(golden_checkpoints(kPairs).size(), 4u);
}

TEST(RerankGoldens, a_score_is_no_vector) {
  fs::path folder = golden_folder() / "qwen3-reranker";
  EmbeddingModel model(folder.string(), rerank_options(folder));
  model.load();
  OwnedBatch batch({{{1, 2, 3}, 0, {}}});
  float row = 0;
  EXPECT_THROW(model.embed(batch.packed(), true, &row), std::invalid_argument);
}

TEST(RerankGoldens, answers_are_two_known_tokens) {
  fs::path folder = golden_folder() / "qwen3-reranker";
  for (auto [yes, no] : {std::pair(7, -1), {-1, 7}, {7, 7}, {322, 7}}) {
    LoadOptions options = rerank_options(folder);
    options.yes_token = yes;
    options.no_token = no;
    EXPECT_THROW(EmbeddingModel(folder.string(), options),
                 std::invalid_argument);
  }
}

TEST(RerankGoldens, a_checkpoint_without_a_head_is_refused) {
  fs::path folder = golden_folder() / "qwen3-reranker";
  TemporaryFolder copy;
  fs::copy(folder / "model.safetensors", copy.path() / "model.safetensors");
  Json config = read_golden(folder, "config.json");
  config["tie_word_embeddings"] = false;
  copy.write("config.json", config);
  try {
    EmbeddingModel(copy.string(), rerank_options(folder));
    FAIL() << "it was taken";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("lm_head.weight: no such tensor"),
              std::string::npos)
        << e.what();
  }
}

}  // namespace
}  // namespace tkr::embed::test
