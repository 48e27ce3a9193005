#include <algorithm>

#include "cpu/quantized_matrix.h"
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuQuantizedLinear : public CpuTest {};
TKR_ALL_SETTINGS(CpuQuantizedLinear);

// Products in integers round the inputs to 16 bits of their group's greatest.
double tolerance() { return kernels().integers[0][0] ? 2e-4 : 5e-6; }

// The root mean square of sums of k products of normal values is sqrt(k); that
// of a single result would be no measure.
double greatest_difference(const std::vector<double>& found,
                           const std::vector<double>& expected) {
  double greatest = 0.0;
  for (size_t i = 0; i < expected.size(); ++i) {
    const double difference = std::abs(found.at(i) - expected[i]);
    if (!(difference <= greatest)) greatest = difference;
  }
  return greatest;
}

TEST_P(CpuQuantizedLinear, MatchesADoubleReferenceForAnyShapeAndGroup) {
  for (int bits : {4, 8})
    for (int group_size : {32, 64, 128})
      for (int groups : {1, 3, 5})
        for (int n : {1, 17, 40}) {
          const int k = group_size * groups;
          const Matrix w = matrix(n, k, group_size, bits);
          const auto values = unpack(w);
          for (int m : {1, 2, 3, 4, 5, 7, 8, 16, 33, 64, 257}) {
            const array x = normal({m, k}, m);
            const auto expected = product(doubles(x), values, {}, k);
            EXPECT_LT(greatest_difference(doubles(apply(x, w)), expected),
                      tolerance() * std::sqrt(k))
                << bits << " bits, group " << group_size << ", " << m << "x"
                << n << "x" << k;
          }
        }
}

TEST_P(CpuQuantizedLinear, TakesScalesOfAnyTypeAndABias) {
  const array bias = mx::astype(normal({70}, 1), mx::float16);
  for (int bits : {4, 8})
    for (auto dtype : {mx::float32, mx::float16, mx::bfloat16})
      for (int m : {1, 4, 9, 100}) {
        const Matrix w = matrix(70, 384, 64, bits).as(dtype);
        const array x = normal({m, 384}, m);
        const auto expected =
            product(doubles(x), unpack(w), doubles(bias), 384);
        EXPECT_LT(error(doubles(apply(x, w, bias)), expected), tolerance());
      }
}

TEST_P(CpuQuantizedLinear, TakesScalesAndBiasesOfDifferentTypes) {
  Matrix w = matrix(24, 128, 32, 4);
  w.scales = mx::astype(w.scales, mx::bfloat16);
  const array x = normal({6, 128}, 2);
  const auto expected = product(doubles(x), unpack(w), {}, 128);
  EXPECT_LT(error(doubles(apply(x, w)), expected), tolerance());
}

TEST_P(CpuQuantizedLinear, MatchesTheStockOperation) {
  for (int bits : {4, 8})
    for (int group_size : {32, 64, 128})
      for (int m : {1, 5, 40}) {
        const Matrix w = matrix(96, 640, group_size, bits);
        const array x = normal({m, 640}, m);
        const array stock = mx::quantized_matmul(x, w.w, w.scales, w.biases,
                                                 true, group_size, bits);
        EXPECT_LT(error(doubles(apply(x, w)), doubles(stock)), tolerance());
      }
}

TEST_P(CpuQuantizedLinear, KeepsPrecisionForInputsWithAMean) {
  for (int bits : {4, 8}) {
    const Matrix w = matrix(30, 18944, 64, bits);
    const array x = normal({6, 18944}, 3, 1.0f, 2.0f);
    const auto values = unpack(w);
    EXPECT_LT(
        error(doubles(apply(x, w)), product(doubles(x), values, {}, 18944)),
        std::max(1e-5, tolerance()));
  }
}

// In float32 only nearly, as sums of another order.
void expect_rows_are_the_same(int bits, int group_size, int k, double most) {
  const Matrix w = matrix(70, k, group_size, bits);
  const array x = normal({61, k}, 9);
  const auto all = doubles(apply(x, w));
  for (int rows : {1, 2, 3, 7, 8, 14, 15, 29}) {
    const auto few = doubles(apply(mx::slice(x, {0, 0}, {rows, k}), w));
    const std::vector<double> first(all.begin(), all.begin() + rows * 70);
    EXPECT_LT(error(first, few), most)
        << rows << " rows, " << bits << " bits, group " << group_size;
  }
}

TEST_P(CpuQuantizedLinear, OneRowsResultDoesNotDependOnTheOthers) {
  const bool same = kernels().integers[0][0] != nullptr;
  for (int bits : {4, 8}) {
    expect_rows_are_the_same(bits, 64, 640, same ? 1e-300 : 1e-6);
    // eleven groups, so that a row's end is no whole vector's
    if (same)
      for (int group_size : {32, 64, 128})
        expect_rows_are_the_same(bits, group_size, 11 * group_size, 1e-300);
  }
}

TEST_P(CpuQuantizedLinear, InputsThatAreNotFiniteGiveNoFiniteResult) {
  for (int bits : {4, 8})
    for (float bad : {NAN, INFINITY, -INFINITY}) {
      const Matrix w = matrix(40, 256, 64, bits);
      std::vector<float> values(5 * 256, 1.0f);
      values[2 * 256 + 70] = bad;
      const array x(values.begin(), {5, 256}, mx::float32);
      const auto found = doubles(apply(x, w));
      for (int i = 0; i < 5 * 40; ++i)
        EXPECT_EQ(std::isfinite(found[i]), i / 40 != 2) << i;
    }
}

TEST_P(CpuQuantizedLinear, ZerosAndTinyInputsGiveNothing) {
  const Matrix w = matrix(40, 256, 64, 4);
  for (float tiny : {0.0f, 1e-42f, 1e-35f}) {
    const auto found = doubles(apply(mx::full({5, 256}, tiny), w));
    for (double value : found) EXPECT_LT(std::abs(value), 1e-30);
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
