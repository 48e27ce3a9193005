// Dense weights in integers (cpu/dense.inl): what rounding must keep.
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuDenseLinear : public CpuTest {};
TKR_ALL_SETTINGS(CpuDenseLinear);

constexpr int kRows = 40;

double relative_error(const array& found, const std::vector<double>& expected) {
  const auto values = doubles(found);
  double difference = 0.0, square = 0.0;
  for (size_t i = 0; i < values.size(); ++i) {
    difference += (values[i] - expected[i]) * (values[i] - expected[i]);
    square += expected[i] * expected[i];
  }
  return std::sqrt(difference / square);
}

TEST_P(CpuDenseLinear, KeepsNearlyAllOfItsBits) {
  for (auto dtype : {mx::float32, mx::float16, mx::bfloat16})
    for (int k : {64, 1176, 1280, 4304}) {
      const array x = normal({kRows, k}, k, 3.0f);
      const array w = mx::astype(normal({70, k}, 2, 0.03f), dtype);
      EXPECT_LT(
          relative_error(linear(x, w), product(doubles(x), doubles(w), {}, k)),
          2e-4)
          << dtype << " " << k;
    }
}

TEST_P(CpuDenseLinear, Int8ActivationsTakeTheSameWay) {
  const array x = normal({kRows, 300}, 1), w = normal({70, 300}, 2);
  const array bias = normal({70}, 3);
  EXPECT_EQ(doubles(linear(x, w, bias, Activations::kInt8)),
            doubles(linear(x, w, bias)));
}

// A thousand times what the others are, as Qwen2's outliers.
TEST_P(CpuDenseLinear, OutliersLeaveTheOtherChannelsTheirBits) {
  const int k = 640;
  const auto input = doubles(normal({kRows, k}, 4));
  std::vector<float> values(input.begin(), input.end());
  for (int i = 0; i < kRows; ++i)
    for (int channel : {7, 300, 301}) values[i * k + channel] *= 1000.0f;
  const array x(values.begin(), {kRows, k}, mx::float32);
  // The outliers' weights are zero: the result is the others'.
  auto weights = doubles(normal({70, k}, 5));
  for (int i = 0; i < 70; ++i)
    for (int channel : {7, 300, 301}) weights[i * k + channel] = 0.0;
  const array w =
      mx::astype(array(weights.begin(), {70, k}, mx::float32), mx::bfloat16);
  const auto expected = product(doubles(x), doubles(w), {}, k);
  EXPECT_LT(relative_error(linear(x, w), expected), 2e-2);
  EXPECT_LT(relative_error(linear(x, w, {}, Activations::kInt8), expected),
            3e-2);
}

// All of one value: what Cauchy and Schwarz's bound is met by.
TEST_P(CpuDenseLinear, NoSumOfAGroupOverflows) {
  for (auto activations : {Activations::kExact, Activations::kInt8})
    for (float value : {1.0f, 1.4142f, 1.99999f, -1.9999f, 1e-15f, 3e12f})
      for (int k : {1, 100, 128, 300}) {
        const array x = mx::full({kRows, k}, value);
        const array w = mx::full({33, k}, std::abs(value));
        const double expected = 1.0 * value * std::abs(value) * k;
        for (double found : doubles(linear(x, w, {}, activations)))
          EXPECT_NEAR(found / expected, 1.0, 2e-2) << value << " " << k;
      }
}

TEST_P(CpuDenseLinear, OneRowsResultDependsOnNoOther) {
  const array x = normal({77, 600}, 6), w = normal({70, 600}, 7);
  for (auto activations : {Activations::kExact, Activations::kInt8}) {
    const auto all = doubles(linear(x, w, {}, activations));
    const auto some =
        doubles(linear(mx::slice(x, {20, 0}, {50, 600}), w, {}, activations));
    EXPECT_EQ(some, std::vector<double>(all.begin() + 20 * 70,
                                        all.begin() + 50 * 70));
  }
}

TEST_P(CpuDenseLinear, WhatIsNotFiniteStaysInItsRowAndColumn) {
  for (auto activations : {Activations::kExact, Activations::kInt8})
    for (float bad : {NAN, INFINITY, -INFINITY}) {
      std::vector<float> rows(kRows * 300, 1.0f), weights(50 * 300, 0.5f);
      rows[3 * 300 + 150] = bad;
      weights[20 * 300 + 299] = bad;
      const auto found = doubles(linear(
          array(rows.begin(), {kRows, 300}, mx::float32),
          array(weights.begin(), {50, 300}, mx::float32), {}, activations));
      for (int i = 0; i < kRows * 50; ++i)
        EXPECT_EQ(std::isfinite(found[i]), i / 50 != 3 && i % 50 != 20) << i;
    }
}

TEST_P(CpuDenseLinear, ZerosAndTheSmallestGiveNothing) {
  const array w = normal({40, 256}, 8);
  for (auto activations : {Activations::kExact, Activations::kInt8})
    for (float tiny : {0.0f, 1e-42f, 1e-35f})
      for (double value :
           doubles(linear(mx::full({kRows, 256}, tiny), w, {}, activations)))
        EXPECT_LT(std::abs(value), 1e-30);
}

}  // namespace
}  // namespace tkr::embed::cpu
