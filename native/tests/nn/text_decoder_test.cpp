// What the decoder does for some architectures and not for others.
#include "nn/text_decoder.h"

#include <gtest/gtest.h>
#include <mlx/memory.h>
#include <mlx/ops.h>
#include <mlx/random.h>

#include <cmath>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "nn/mlx_ops.h"
#include "nn/rotary_tables.h"
#include "nn/segment_groups.h"
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
    return run(*mlx_ops(), {kIds}, additions, pooled_last_layer);
  }

  std::vector<float> run(const Ops& ops,
                         const std::vector<std::span<const int32_t>>& ids,
                         const std::vector<mx::array>& additions = {},
                         bool pooled_last_layer = true) const {
    TextDecoder decoder(config, weights, ops, pooled_last_layer);
    std::vector<SequenceInput> sequences;
    for (auto each : ids) sequences.push_back({each, 0, {}});
    auto segments = plan_segments(sequences, nullptr);
    TokenRows rows = token_rows(segments, 9, PositionMode::kMrope);
    if (additions.empty()) decoder.pad(rows);
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

// MLX's operations, noting the shapes they are given.
class CountingOps final : public Ops {
 public:
  array linear(const array& x, const Linear& layer) const override {
    return ops_->linear(seen("linear", x), layer);
  }
  array embedding(const array& ids, const Linear& table) const override {
    return ops_->embedding(seen("embedding", ids), table);
  }
  array attention(const AttentionInput& input) const override {
    return ops_->attention(input);
  }
  array segment_attention(const SegmentAttentionInput& input) const override {
    for (const auto& group : segment_groups(input.segments, input.pooled)) {
      shapes_.insert("attention " + std::to_string(group.size()) + " of " +
                     std::to_string(group.length));
    }
    return ops_->segment_attention(input);
  }
  array rms_norm(const array& x, const Norm& norm, float eps) const override {
    return ops_->rms_norm(seen("rms_norm", x), norm, eps);
  }
  array layer_norm(const array& x, const Norm& norm, float eps) const override {
    return ops_->layer_norm(x, norm, eps);
  }
  array rotary(const array& x, const RotaryTable& table) const override {
    return ops_->rotary(seen("rotary", x), table);
  }
  array silu_mul(const array& gate, const array& up) const override {
    return ops_->silu_mul(seen("silu_mul", gate), up);
  }
  array quick_gelu(const array& x) const override {
    return ops_->quick_gelu(x);
  }
  array gelu(const array& x) const override { return ops_->gelu(x); }
  array gelu_tanh(const array& x) const override { return ops_->gelu_tanh(x); }
  Linear quantize(const array& weight,
                  const Quantization& quantization) const override {
    return ops_->quantize(weight, quantization);
  }
  int32_t padded_rows(int32_t rows) const override {
    return ops_->padded_rows(rows);
  }

  size_t shapes() const { return shapes_.size(); }

 private:
  const array& seen(const char* operation, const array& x) const {
    std::string shape = operation;
    for (int dim : x.shape()) shape += " " + std::to_string(dim);
    shapes_.insert(shape);
    return x;
  }

  std::unique_ptr<Ops> ops_ = mlx_ops();
  mutable std::set<std::string> shapes_;
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

TEST(TextDecoder, packed_and_padded_rows_are_those_of_single_sequences) {
  TinyDecoder decoder({false, false});
  auto ops = mlx_ops();
  std::vector<int32_t> ids(300);
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int32_t>(i % 9);
  std::vector<std::span<const int32_t>> sequences;
  for (size_t length : {1, 2, 3, 31, 33, 5, 170, 3}) {
    sequences.push_back(std::span(ids).subspan(length % 7, length));
  }
  for (bool pooled_last_layer : {true, false}) {
    auto packed = decoder.run(*ops, sequences, {}, pooled_last_layer);
    ASSERT_EQ(packed.size(), sequences.size() * kWidth);
    for (size_t i = 0; i < sequences.size(); ++i) {
      auto single = decoder.run(*ops, {sequences[i]}, {}, pooled_last_layer);
      std::vector<float> row(packed.begin() + i * kWidth,
                             packed.begin() + (i + 1) * kWidth);
      EXPECT_LT(distance(row, single), 1e-4) << sequences[i].size();
    }
  }
}

// On a GPU each shape costs plans, graphs and buffers that are kept.
TEST(TextDecoder, ten_thousand_lengths_leave_few_shapes_and_a_bounded_cache) {
  TinyDecoder decoder({false, false});
  CountingOps ops;
  std::vector<int32_t> ids(512, 3);
  std::mt19937 random(11);
  size_t limit = size_t{1} << 20;
  size_t before = mx::set_cache_limit(limit);
  std::vector<std::span<const int32_t>> sequences;
  for (int i = 0; i < 10000; ++i) {
    sequences.push_back(std::span(ids).first(1 + random() % 400));
    if (random() % 20 != 0) continue;
    decoder.run(ops, sequences);
    sequences.clear();
    ASSERT_LE(mx::get_cache_memory(), limit);
  }
  mx::set_cache_limit(before);
  // some eighty buckets of rows, in ten operations
  EXPECT_LT(ops.shapes(), 800u);
  std::cout << ops.shapes() << " shapes\n";
}

}  // namespace
}  // namespace tkr::embed::test
