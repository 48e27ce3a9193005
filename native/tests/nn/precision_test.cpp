// What f16 operands cost a decoder of some depth, with and without the outlier
// channels that trained models have.
#include <gtest/gtest.h>
#include <mlx/ops.h>
#include <mlx/random.h>

#include <cmath>
#include <iostream>
#include <memory>
#include <vector>

#include "batch_inputs.h"
#include "nn/mlx_ops.h"
#include "nn/rotary_tables.h"
#include "nn/text_decoder.h"
#include "runtime/segments.h"

namespace tkr::embed::test {
namespace {

namespace mx = mlx::core;

constexpr int kWidth = 384;
constexpr int kInner = 1152;
constexpr int kLayers = 8;
constexpr int kVocabulary = 64;
// Channels of the residual stream that are as much larger than the others.
constexpr int kOutliers[] = {5, 200, 301};

const TextConfig kConfig = {.hidden_size = kWidth,
                            .intermediate_size = kInner,
                            .num_hidden_layers = kLayers,
                            .num_attention_heads = 6,
                            .num_key_value_heads = 2,
                            .head_dim = 64,
                            .vocab_size = kVocabulary,
                            .max_position_embeddings = 128,
                            .rms_norm_eps = 1e-6f};

// The rows of the outlier channels by this factor.
mx::array plant(const mx::array& rows, float factor) {
  std::vector<float> factors(static_cast<size_t>(rows.shape(0)), 1);
  for (int channel : kOutliers) factors[static_cast<size_t>(channel)] = factor;
  return mx::multiply(rows, mx::array(factors.data(), {rows.shape(0), 1}));
}

class RandomDecoder {
 public:
  // What the first layer's MLP puts into the outlier channels is factor times
  // what it puts into others, so that later layers' rows have them too.
  explicit RandomDecoder(float factor) {
    add("model.embed_tokens", kVocabulary, kWidth);
    norm("model.norm");
    for (int i = 0; i < kLayers; ++i) {
      std::string path = "model.layers." + std::to_string(i) + ".";
      norm(path + "input_layernorm");
      add(path + "self_attn.q_proj", kWidth, kWidth);
      add(path + "self_attn.k_proj", 128, kWidth);
      add(path + "self_attn.v_proj", 128, kWidth);
      add(path + "self_attn.o_proj", kWidth, kWidth);
      norm(path + "post_attention_layernorm");
      add(path + "mlp.gate_proj", kInner, kWidth);
      add(path + "mlp.up_proj", kInner, kWidth);
      add(path + "mlp.down_proj", kWidth, kInner);
    }
    mx::array& down =
        weights_.linears.at("model.layers.0.mlp.down_proj").weight;
    down = plant(down, factor);
  }

  std::vector<float> run(Precision precision) const {
    auto ops = mlx_ops(precision);
    Weights weights = weights_;
    for (auto& [path, layer] : weights.linears) {
      if (path != "model.embed_tokens") layer = ops->prepared(layer);
    }
    TextDecoder decoder(kConfig, weights, *ops, true);
    std::vector<int32_t> ids(48);
    for (size_t i = 0; i < ids.size(); ++i) ids[i] = i * 7 % kVocabulary;
    std::vector<SequenceInput> sequences = {{ids, 0, {}}};
    auto segments = plan_segments(sequences, nullptr);
    TokenRows rows = token_rows(segments, kVocabulary, PositionMode::kMrope);
    decoder.pad(rows);
    MultimodalRotary rotary{10000, contiguous_axes({16, 8, 8})};
    mx::array result =
        decoder.last_hidden_states({decoder.embed(rows, {}),
                                    text_rotary(rows.positions, rotary),
                                    segments,
                                    {}});
    result.eval();
    return {result.data<float>(), result.data<float>() + result.size()};
  }

 private:
  void add(const std::string& path, int rows, int columns) {
    float deviation = 1 / std::sqrt(static_cast<float>(columns));
    mx::array weight = mx::random::normal({rows, columns}, mx::float32, 0,
                                          deviation, mx::random::key(key_++));
    weights_.linears.emplace(
        path, Linear{mx::astype(weight, mx::bfloat16), {}, {}, {}, {}});
  }
  void norm(const std::string& path) {
    weights_.norms.emplace(path, Norm{mx::ones({kWidth}), std::nullopt});
  }

  Weights weights_;
  uint64_t key_ = 1;
};

double loss(float outliers) {
  RandomDecoder decoder(outliers);
  auto exact = decoder.run(Precision::kExact);
  auto fast = decoder.run(Precision::kFast);
  double lost = 1 - cosine(exact.data(), fast.data(), kWidth);
  std::cout << "outliers by " << outliers << ": 1 - cosine " << lost << '\n';
  return lost;
}

// Rounding at random of eight layers' products: a few times (2^-11)^2.
TEST(Precision, fast_costs_a_few_millionths) { EXPECT_LT(loss(1), 1e-5); }

TEST(Precision, and_no_more_with_outlier_channels) {
  EXPECT_LT(loss(1e3f), 1e-5);
  EXPECT_LT(loss(1e4f), 1e-5);
}

}  // namespace
}  // namespace tkr::embed::test
