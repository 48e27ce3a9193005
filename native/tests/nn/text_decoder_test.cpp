// What the decoder does for some architectures and not for others.
#include "nn/text_decoder.h"

#include <gtest/gtest.h>
#include <mlx/ops.h>
#include <mlx/random.h>

#include <cmath>

#include "nn/rotary_tables.h"
#include "runtime/segments.h"

namespace tkr::embed::test {
namespace {

namespace mx = mlx::core;

constexpr int kWidth = 8;
constexpr int kHeadDim = 4;
constexpr float kDeviation = 0.5f;

// Two layers of the same weights in every run; those of identity put out what
// they take in.
struct TinyDecoder {
  explicit TinyDecoder(std::vector<bool> identity) {
    config = {.hidden_size = kWidth,
              .intermediate_size = 16,
              .num_hidden_layers = 2,
              .num_attention_heads = 2,
              .num_key_value_heads = 1,
              .head_dim = kHeadDim,
              .vocab_size = 10,
              .max_position_embeddings = 32,
              .rms_norm_eps = 1e-6f};
    weights.linears.emplace("model.embed_tokens", linear(10, kWidth));
    weights.norms.emplace("model.norm", norm(kWidth));
    for (size_t i = 0; i < identity.size(); ++i) add_layer(i, identity[i]);
  }

  void add_layer(size_t index, bool identity) {
    std::string path = "model.layers." + std::to_string(index) + ".";
    auto add = [&](const char* name, int rows, int columns) {
      weights.linears.emplace(path + name, linear(rows, columns));
    };
    add("self_attn.q_proj", kWidth, kWidth);
    add("self_attn.k_proj", kHeadDim, kWidth);
    add("self_attn.v_proj", kHeadDim, kWidth);
    add("self_attn.o_proj", kWidth, kWidth);
    add("mlp.gate_proj", 16, kWidth);
    add("mlp.up_proj", 16, kWidth);
    add("mlp.down_proj", kWidth, 16);
    weights.norms.emplace(path + "input_layernorm", norm(kWidth));
    weights.norms.emplace(path + "post_attention_layernorm", norm(kWidth));
    if (!identity) return;
    scale(path + "self_attn.o_proj", 0);
    scale(path + "mlp.down_proj", 0);
  }

  void scale(const std::string& path, float factor) {
    mx::array& weight = weights.linears.at(path).weight;
    weight = mx::multiply(weight, mx::array(factor));
  }

  // Small enough that no attention settles on one token, where nothing else
  // would show.
  Linear linear(int rows, int columns) {
    mx::array key = mx::random::key(next_key++);
    return {
        mx::random::normal({rows, columns}, mx::float32, 0, kDeviation, key),
        {},
        {},
        {},
        {}};
  }
  static Norm norm(int width) { return {mx::ones({width}), std::nullopt}; }

  // Of one sequence of three tokens.
  std::vector<float> run(const std::vector<mx::array>& additions,
                         bool pooled_last_layer = true) const {
    auto ops = mlx_ops();
    TextDecoder decoder(config, weights, *ops, pooled_last_layer);
    SequenceInput sequence;
    sequence.input_ids = kIds;
    std::vector<SequenceInput> sequences = {sequence};
    auto segments = plan_segments(sequences, nullptr);
    TokenRows rows = token_rows(segments, 9, PositionMode::kMrope);
    MultimodalRotary rotary{10000, contiguous_axes({1, 1, 0})};
    mx::array result = decoder.last_hidden_states(
        {decoder.embed(rows, {}), text_rotary(rows.positions, rotary), segments,
         additions});
    result.eval();
    return {result.data<float>(), result.data<float>() + result.size()};
  }

  static constexpr int32_t kIds[] = {1, 2, 3};
  uint64_t next_key = 0;
  TextConfig config;
  Weights weights;
};

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::pow(a[i] - b[i], 2);
  return std::sqrt(sum);
}

// Zeros but for one row.
mx::array one_row(int row) {
  std::vector<float> values(3 * kWidth);
  for (int i = 0; i < kWidth; ++i) values[row * kWidth + i] = 1.0f + i;
  return mx::array(values.data(), {3, kWidth});
}

TEST(TextDecoder, norms_of_queries_and_keys_take_their_length_away) {
  TinyDecoder decoder({false, false});
  auto plain = decoder.run({});
  TinyDecoder longer = decoder;
  longer.scale("model.layers.0.self_attn.q_proj", 5);
  EXPECT_GT(distance(longer.run({}), plain), 1e-3);
  for (TinyDecoder* each : {&decoder, &longer}) {
    for (const char* name : {"q_norm", "k_norm"}) {
      each->weights.norms.emplace(
          std::string("model.layers.0.self_attn.") + name,
          TinyDecoder::norm(kHeadDim));
    }
  }
  EXPECT_LT(distance(longer.run({}), decoder.run({})), 1e-4);
  EXPECT_GT(distance(decoder.run({}), plain), 1e-3);
}

TEST(TextDecoder, an_addition_comes_after_its_layer) {
  TinyDecoder last_is_identity({false, true});
  auto plain = last_is_identity.run({});
  EXPECT_LT(distance(last_is_identity.run({one_row(0)}), plain), 1e-6);
  EXPECT_GT(distance(last_is_identity.run({one_row(2)}), plain), 1e-3);
  TinyDecoder both({false, false});
  EXPECT_GT(distance(both.run({one_row(0)}), both.run({})), 1e-3);
}

TEST(TextDecoder, additions_meet_the_pooled_row_alone_too) {
  TinyDecoder decoder({false, false});
  std::vector<mx::array> additions = {one_row(1), one_row(2)};
  EXPECT_LT(
      distance(decoder.run(additions, true), decoder.run(additions, false)),
      1e-5);
  EXPECT_GT(distance(decoder.run(additions), decoder.run({one_row(1)})), 1e-3);
}

}  // namespace
}  // namespace tkr::embed::test
