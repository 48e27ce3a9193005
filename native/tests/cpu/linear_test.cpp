#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuLinear : public CpuTest {};
TKR_ALL_SETTINGS(CpuLinear);

// Many rows are rounded to 16 bits in integers where that is faster.
double tolerance(int rows) {
  return rows >= kDenseRows && kernels().dense ? 9e-4 : 5e-6;
}

const std::vector<int> kRowCounts = {1, 2, 3, 4, 5, 7, 8, 16, 33, 64, 257};
const std::vector<mx::Dtype> kTypes = {mx::float32, mx::float16, mx::bfloat16};

TEST_P(CpuLinear, MatchesADoubleReferenceForAnyShapeAndType) {
  const std::vector<std::pair<int, int>> shapes = {
      {1, 1},    {3, 2},     {7, 5},    {16, 64},
      {33, 588}, {20, 1176}, {65, 257}, {130, 640}};
  for (auto dtype : kTypes)
    for (auto [n, k] : shapes)
      for (int m : kRowCounts) {
        const array x = normal({m, k}, m + k);
        const array w = mx::astype(normal({n, k}, n), dtype);
        const auto expected = product(doubles(x), doubles(w), {}, k);
        EXPECT_LT(error(doubles(linear(x, w)), expected), tolerance(m))
            << dtype << " " << m << "x" << n << "x" << k;
      }
}

TEST_P(CpuLinear, AddsABiasOfAnyType) {
  for (auto dtype : kTypes)
    for (int m : {1, 9}) {
      const array x = normal({m, 96}, 1), w = normal({37, 96}, 2);
      const array bias = mx::astype(normal({37}, 3, 10.0f), dtype);
      const auto expected = product(doubles(x), doubles(w), doubles(bias), 96);
      EXPECT_LT(error(doubles(linear(x, w, bias)), expected), 5e-6);
    }
}

TEST_P(CpuLinear, MatchesTheStockOperation) {
  for (auto dtype : kTypes)
    for (int m : {1, 6, 70}) {
      const array x = normal({m, 588}, 4);
      const array w = mx::astype(normal({48, 588}, 5), dtype);
      const array stock =
          mx::matmul(x, mx::transpose(mx::astype(w, mx::float32)));
      EXPECT_LT(error(doubles(linear(x, w)), doubles(stock)), tolerance(m));
    }
}

TEST_P(CpuLinear, IsExactOnSmallIntegers) {
  for (auto dtype : kTypes)
    for (int m : {1, 4, 5, 40}) {
      const array x = mx::round(normal({m, 300}, 6, 3.0f));
      const array w = mx::astype(mx::round(normal({50, 300}, 7, 3.0f)), dtype);
      EXPECT_EQ(doubles(linear(x, w)),
                product(doubles(x), doubles(w), {}, 300));
    }
}

TEST_P(CpuLinear, TakesHalfPrecisionExtremes) {
  // subnormal, least normal, greatest, negative zero
  const array w = mx::astype(
      array({6e-8f, 6.1e-5f, 65504.0f, -0.0f, 3e-6f, -65504.0f}, {1, 6}),
      mx::float16);
  const array x = array({1.0f, 1.0f, 1e-3f, 5.0f, 1.0f, 2e-3f}, {1, 6});
  EXPECT_LT(
      error(doubles(linear(x, w)), product(doubles(x), doubles(w), {}, 6)),
      1e-6);
  const array rows = mx::broadcast_to(x, {9, 6});
  EXPECT_LT(error(doubles(linear(rows, w)),
                  product(doubles(rows), doubles(w), {}, 6)),
            1e-6);
}

TEST_P(CpuLinear, CopiesInputsThatAreNotRowContiguous) {
  const array x = normal({128, 10}, 8), w = normal({128, 30}, 9);
  const array y = linear(mx::transpose(x), mx::transpose(w));
  const auto expected =
      product(doubles(mx::transpose(x)), doubles(mx::transpose(w)), {}, 128);
  EXPECT_LT(error(doubles(y), expected), 5e-6);
  const array part = mx::slice(x, {3, 2}, {67, 9});
  EXPECT_LT(error(doubles(linear(part, part)),
                  product(doubles(part), doubles(part), {}, 7)),
            tolerance(64));
}

TEST_P(CpuLinear, GivesARowTheSameResultInAnyBatch) {
  const array x = normal({64, 1000}, 10), w = normal({200, 1000}, 11);
  const auto batch = doubles(linear(x, w));
  for (int i : {0, 13, 63}) {
    const auto alone = doubles(linear(mx::slice(x, {i, 0}, {i + 1, 1000}), w));
    double dot = 0, a = 0, b = 0;
    for (int j = 0; j < 200; ++j) {
      dot += alone[j] * batch[i * 200 + j];
      a += alone[j] * alone[j];
      b += batch[i * 200 + j] * batch[i * 200 + j];
    }
    EXPECT_GT(dot / std::sqrt(a * b), 1 - (tolerance(64) > 1e-5 ? 1e-7 : 1e-9));
  }
}

TEST_P(CpuLinear, TakesMoreRowsThanItPacksAtOnce) {
  const array x = normal({401, 9001}, 14);
  const array w = mx::astype(normal({18, 9001}, 15), mx::bfloat16);
  EXPECT_LT(
      error(doubles(linear(x, w)), product(doubles(x), doubles(w), {}, 9001)),
      tolerance(401));
}

TEST_P(CpuLinear, KeepsPrecisionOverLongRowsWithAMean) {
  const array x = normal({7, 18944}, 12, 1.0f, 0.5f);
  const array w =
      mx::astype(normal({20, 18944}, 13, 1.0f, 0.25f), mx::bfloat16);
  const auto expected = product(doubles(x), doubles(w), {}, 18944);
  EXPECT_LT(error(doubles(linear(x, w)), expected), 1e-5);
  const array one = mx::slice(x, {0, 0}, {1, 18944});
  EXPECT_LT(error(doubles(linear(one, w)),
                  product(doubles(one), doubles(w), {}, 18944)),
            1e-5);
}

}  // namespace
}  // namespace tkr::embed::cpu
