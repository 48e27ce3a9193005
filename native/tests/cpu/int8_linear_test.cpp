// quantized_linear() with inputs rounded to integers, against a double
// reference of the rounded inputs.
#include <algorithm>

#include "cpu/quantized_matrix.h"
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuInt8Linear : public CpuTest {};
TKR_ALL_SETTINGS(CpuInt8Linear);

constexpr auto kInt8 = Activations::kInt8;

const IntegerKernels* integers(Activations activations, int bits) {
  return kernels().integers[activations == kInt8][bits == 8];
}

// One group rounded to multiples of most's part of its greatest, in float32 as
// the kernels do it.
std::vector<float> rounded(const std::vector<float>& x, float most) {
  float greatest = 0.0f;
  for (float value : x) greatest = std::max(greatest, std::abs(value));
  const float factor = greatest > 0.0f ? most / greatest : 0.0f;
  std::vector<float> result;
  for (float value : x)
    result.push_back(greatest / most * std::nearbyint(value * factor));
  return result;
}

std::vector<double> rounded_group(const std::vector<float>& x, float most) {
  std::vector<float> first = rounded(x, most), rest;
  const float step = 2.5f / most;
  float greatest = 0.0f;
  for (float value : x) greatest = std::max(greatest, std::abs(value));
  const auto small = std::count_if(x.begin(), x.end(), [&](float value) {
    return std::abs(value) <= step * greatest;
  });
  std::vector<double> result(first.begin(), first.end());
  if (most > 127.0f || 2 * small <= static_cast<int64_t>(x.size()))
    return result;
  for (size_t i = 0; i < x.size(); ++i) rest.push_back(x[i] - first[i]);
  rest = rounded(rest, most);
  for (size_t i = 0; i < x.size(); ++i) result[i] += rest[i];
  return result;
}

// x as the kernels in force take it.
std::vector<double> taken(const array& x, int group_size,
                          const IntegerKernels& kernel) {
  const float most = kernel.terms == 4 ? 127.0f : 32767.0f;
  const auto values = doubles(x);
  std::vector<double> result;
  for (size_t at = 0; at < values.size(); at += group_size) {
    const auto group = rounded_group(
        {values.begin() + at, values.begin() + at + group_size}, most);
    result.insert(result.end(), group.begin(), group.end());
  }
  return result;
}

TEST_P(CpuInt8Linear, MatchesADoubleReferenceOfTheRoundedInputs) {
  for (auto activations : {Activations::kExact, kInt8})
    for (int bits : {4, 8}) {
      const IntegerKernels* kernel = integers(activations, bits);
      if (!kernel) continue;
      for (int group_size : {32, 64, 128})
        for (int groups : {1, 3, 5, 9})
          for (int n : {1, 17, 40}) {
            const int k = group_size * groups;
            const Matrix w = matrix(n, k, group_size, bits);
            const auto values = unpack(w);
            for (int m : {1, 2, 3, 4, 5, 7, 8, 15, 16, 33, 130}) {
              const array x = normal({m, k}, m);
              const auto expected =
                  product(taken(x, group_size, *kernel), values, {}, k);
              EXPECT_LT(error(doubles(apply(x, w, std::nullopt, activations)),
                              expected),
                        5e-6)
                  << kernel->terms << " terms, " << bits << " bits, group "
                  << group_size << ", " << m << "x" << n << "x" << k;
            }
          }
    }
}

TEST_P(CpuInt8Linear, RoundsToOnePartInAHundred) {
  for (int bits : {4, 8}) {
    const Matrix w = matrix(64, 3584, 64, bits);
    for (int m : {1, 6, 40}) {
      const array x = normal({m, 3584}, m);
      const auto expected = product(doubles(x), unpack(w), {}, 3584);
      EXPECT_LT(error(doubles(apply(x, w, std::nullopt, kInt8)), expected),
                0.05);
    }
  }
}

// A few columns a thousand times the others, as Qwen2's are, whose weights are
// small: what the others add must not be lost.
array with_outliers(const array& x, const std::vector<int>& columns) {
  std::vector<float> factors(x.shape(1), 1.0f);
  for (int column : columns) factors[column] = 1000.0f;
  return x * array(factors.begin(), {x.shape(1)}, mx::float32);
}

TEST_P(CpuInt8Linear, KeepsWhatIsBesideOutliers) {
  const std::vector<int> columns = {3, 200, 201, 639};
  for (int bits : {4, 8})
    for (int m : {1, 5, 40}) {
      const Matrix w = matrix(64, 640, 64, bits);
      const array x = with_outliers(normal({m, 640}, m), columns);
      const auto values = unpack(w);
      auto outliers = doubles(x);
      for (size_t i = 0; i < outliers.size(); ++i)
        if (std::find(columns.begin(), columns.end(), i % 640) == columns.end())
          outliers[i] = 0.0;
      const auto all = product(doubles(x), values, {}, 640);
      const auto great = product(outliers, values, {}, 640);
      auto rest = doubles(apply(x, w, std::nullopt, kInt8)), expected = rest;
      for (size_t i = 0; i < rest.size(); ++i) {
        rest[i] -= great[i];
        expected[i] = all[i] - great[i];
      }
      EXPECT_LT(error(rest, expected), 0.06) << bits << " bits, " << m;
    }
}

// Eleven groups, so that a row's end is no whole vector's; outliers in the
// first and the last of kColumns columns.
void expect_rows_alone_are_the_same(int bits, int group_size) {
  const int k = 11 * group_size;
  const Matrix w = matrix(70, k, group_size, bits);
  array x = normal({61, k}, 9);
  x = mx::concatenate(
      {with_outliers(mx::slice(x, {0, 0}, {5, k}), {9, k / 2, k - 3}),
       mx::slice(x, {5, 0}, {61, k})},
      0);
  const auto all = doubles(apply(x, w, std::nullopt, kInt8));
  for (int first : {0, 4, 5, 40})
    for (int rows : {1, 2, 3, 7, 8, 14, 15, 21}) {
      const auto few = doubles(apply(
          mx::slice(x, {first, 0}, {first + rows, k}), w, std::nullopt, kInt8));
      const std::vector<double> same(all.begin() + first * 70,
                                     all.begin() + (first + rows) * 70);
      EXPECT_EQ(same, few) << rows << " rows from " << first << ", " << bits
                           << " bits, group " << group_size;
    }
}

TEST_P(CpuInt8Linear, OneRowsResultDoesNotDependOnTheOthers) {
  for (int bits : {4, 8})
    for (int group_size : {32, 64, 128})
      expect_rows_alone_are_the_same(bits, group_size);
}

TEST_P(CpuInt8Linear, TakesABiasAndScalesOfAnyType) {
  const array bias = mx::astype(normal({70}, 1), mx::float16);
  for (int bits : {4, 8})
    for (auto dtype : {mx::float32, mx::float16, mx::bfloat16})
      for (int m : {1, 9, 100}) {
        const Matrix w = matrix(70, 384, 64, bits).as(dtype);
        const array x = normal({m, 384}, m);
        const auto expected = product(taken(x, 64, *integers(kInt8, bits)),
                                      unpack(w), doubles(bias), 384);
        EXPECT_LT(error(doubles(apply(x, w, bias, kInt8)), expected), 5e-6);
      }
}

TEST_P(CpuInt8Linear, InputsThatAreNotFiniteGiveNoFiniteResult) {
  for (int bits : {4, 8})
    for (float bad : {NAN, INFINITY, -INFINITY})
      for (int m : {1, 5, 20}) {
        const Matrix w = matrix(40, 256, 64, bits);
        std::vector<float> values(m * 256, 1.0f);
        const int row = m / 2;
        values[row * 256 + 70] = bad;
        const array x(values.begin(), {m, 256}, mx::float32);
        const auto found = doubles(apply(x, w, std::nullopt, kInt8));
        for (int i = 0; i < m * 40; ++i)
          EXPECT_EQ(std::isfinite(found[i]), i / 40 != row) << i;
      }
}

TEST_P(CpuInt8Linear, ZerosAndTinyInputsGiveNothing) {
  for (int bits : {4, 8})
    for (int m : {1, 5, 20})
      for (float tiny : {0.0f, 1e-42f, 1e-35f}) {
        const Matrix w = matrix(40, 256, 64, bits);
        const auto found =
            doubles(apply(mx::full({m, 256}, tiny), w, std::nullopt, kInt8));
        for (double value : found) EXPECT_LT(std::abs(value), 1e-30);
      }
}

TEST_P(CpuInt8Linear, TakesInputsOfAnyScale) {
  for (int bits : {4, 8})
    for (float scale : {1e-25f, 1e-10f, 1e10f, 1e30f}) {
      const Matrix w = matrix(40, 256, 64, bits);
      const array x = normal({9, 256}, 4, scale);
      const auto expected =
          product(taken(x, 64, *integers(kInt8, bits)), unpack(w), {}, 256);
      auto found = doubles(apply(x, w, std::nullopt, kInt8)), wanted = expected;
      for (double& value : found) value /= scale;
      for (double& value : wanted) value /= scale;
      EXPECT_LT(error(found, wanted), 5e-6) << scale;
    }
}

}  // namespace
}  // namespace tkr::embed::cpu
