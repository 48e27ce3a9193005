// What the operations refuse, and how they say it.
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

template <class F>
std::string refusal(F f) {
  try {
    f();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "accepted";
}

const array kX = mx::zeros({3, 64}), kW = mx::zeros({5, 64}),
            kHeads = mx::zeros({3, 4, 8});

TEST(CpuOperands, LinearNamesTheOperandAndShapes) {
  EXPECT_EQ(refusal([] { linear(kX, mx::zeros({5, 60})); }),
            "linear: x is [3, 64] float32, expected [3, 60]");
  EXPECT_EQ(refusal([] { linear(mx::astype(kX, mx::float16), kW); }),
            "linear: x is [3, 64] float16, expected float32");
  EXPECT_EQ(refusal([] { linear(kX, mx::astype(kW, mx::int32)); }),
            "linear: w is [5, 64] int32, expected float32, float16 or "
            "bfloat16");
  EXPECT_EQ(refusal([] { linear(kX, kW, mx::zeros({6})); }),
            "linear: bias is [6] float32, expected [5]");
  EXPECT_EQ(refusal([] { linear(mx::zeros({0, 64}), kW); }),
            "linear: x is [0, 64] float32, expected no dimension of 0");
  EXPECT_EQ(refusal([] { linear(mx::zeros({64}), kW); }),
            "linear: x is [64] float32, expected 2 dimensions");
}

std::string refused(const array& w, const array& scales, int group, int bits) {
  return refusal(
      [&] { quantized_linear(kX, w, scales, mx::zeros({5, 2}), group, bits); });
}

TEST(CpuOperands, QuantizedLinearNamesTheOperandAndShapes) {
  const array words = mx::zeros({5, 8}, mx::uint32), scales = mx::zeros({5, 2});
  EXPECT_EQ(refused(words, scales, 32, 4), "accepted");
  EXPECT_EQ(refused(words, scales, 32, 3),
            "quantized_linear: bits is 3, expected 4 or 8");
  EXPECT_EQ(refused(words, scales, 16, 4),
            "quantized_linear: group_size is 16, expected 32, 64 or 128");
  EXPECT_EQ(refused(words, scales, 128, 4),
            "quantized_linear: w is [5, 8] uint32, expected [N, K * 4 / 32] "
            "with K a multiple of 128");
  EXPECT_EQ(refused(words, mx::zeros({5, 3}), 32, 4),
            "quantized_linear: scales is [5, 3] float32, expected [5, 2]");
  EXPECT_EQ(refused(mx::zeros({5, 8}), scales, 32, 4),
            "quantized_linear: w is [5, 8] float32, expected uint32");
  EXPECT_EQ(refused(mx::zeros({5, 16}, mx::uint32), mx::zeros({5, 4}), 32, 4),
            "quantized_linear: biases is [5, 2] float32, expected [5, 4]");
  EXPECT_EQ(refusal([&] {
              quantized_linear(mx::zeros({3, 32}), words, scales, scales, 32,
                               4);
            }),
            "quantized_linear: x is [3, 32] float32, expected [3, 64]");
}

TEST(CpuOperands, AttentionNamesTheOperandAndShapes) {
  EXPECT_EQ(refusal([] {
              attention(kHeads, mx::zeros({3, 3, 8}), kHeads, 1.0f, false);
            }),
            "attention: k is [3, 3, 8] float32, expected [S, Hkv, D] with Hkv "
            "a divisor of q's 4 heads");
  EXPECT_EQ(refusal([] {
              attention(kHeads, mx::zeros({2, 4, 8}), mx::zeros({2, 4, 8}),
                        1.0f, true);
            }),
            "attention: k is [2, 4, 8] float32, expected at least q's 3 rows "
            "under a causal mask");
  EXPECT_EQ(refusal([] {
              attention(kHeads, kHeads, mx::zeros({3, 4, 9}), 1.0f, false);
            }),
            "attention: v is [3, 4, 9] float32, expected [3, 4, 8]");
}

TEST(CpuOperands, OtherOperationsNameTheOperandAndShapes) {
  EXPECT_EQ(refusal([] { silu_mul(kX, kW); }),
            "silu_mul: up is [5, 64] float32, expected gate's shape [3, 64]");
  EXPECT_EQ(refusal([] { gelu(mx::astype(kX, mx::bfloat16)); }),
            "gelu: x is [3, 64] bfloat16, expected float32");
  EXPECT_EQ(refusal([] { rms_norm(kX, mx::zeros({63}), 1e-6f); }),
            "rms_norm: weight is [63] float32, expected [64]");
  EXPECT_EQ(refusal([] {
              layer_norm(kX, mx::zeros({64}), mx::zeros({64, 1}), 1e-6f);
            }),
            "layer_norm: bias is [64, 1] float32, expected [64]");
  EXPECT_EQ(refusal([] {
              rotary(mx::zeros({3, 4, 7}), mx::zeros({3, 3}),
                     mx::zeros({3, 3}));
            }),
            "rotary: x is [3, 4, 7] float32, expected [T, H, D] with D even");
  EXPECT_EQ(
      refusal([] { rotary(kHeads, mx::zeros({3, 4}), mx::zeros({3, 8})); }),
      "rotary: sin is [3, 8] float32, expected [3, 4]");
  EXPECT_EQ(refusal([] { quantize(mx::zeros({2, 48}), 32, 4); }),
            "quantize: w is [2, 48] float32, expected [N, K] with K a multiple "
            "of 32");
}

}  // namespace
}  // namespace tkr::embed::cpu
