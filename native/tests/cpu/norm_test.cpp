#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuNorm : public CpuTest {};
TKR_ALL_SETTINGS(CpuNorm);

struct Moments {
  double mean = 0.0, variance = 0.0, square = 0.0;
};

Moments moments(const double* x, int n) {
  Moments m;
  for (int i = 0; i < n; ++i) {
    m.mean += x[i] / n;
    m.square += x[i] * x[i] / n;
  }
  for (int i = 0; i < n; ++i)
    m.variance += (x[i] - m.mean) * (x[i] - m.mean) / n;
  return m;
}

const std::vector<mx::Shape> kShapes = {{1, 1},   {3, 5},    {2, 3, 16},
                                        {50, 80}, {7, 1280}, {33, 1539}};
const std::vector<mx::Dtype> kTypes = {mx::float32, mx::float16, mx::bfloat16};

TEST_P(CpuNorm, RmsNormMatchesADoubleReferenceAndTheStockOperation) {
  for (const auto& shape : kShapes)
    for (auto dtype : kTypes) {
      const int d = shape.back();
      const array x = normal(shape, d, 3.0f, 0.5f);
      const array weight = mx::astype(normal({d}, 1), dtype);
      auto expected = doubles(x);
      const auto w = doubles(weight);
      for (size_t at = 0; at < expected.size(); at += d) {
        const Moments m = moments(&expected[at], d);
        for (int i = 0; i < d; ++i)
          expected[at + i] *= w[i] / std::sqrt(m.square + 1e-6);
      }
      const auto found = doubles(rms_norm(x, weight, 1e-6f));
      EXPECT_LT(error(found, expected), 3e-6);
      const array stock =
          mx::fast::rms_norm(x, mx::astype(weight, mx::float32), 1e-6f);
      EXPECT_LT(error(found, doubles(stock)), 5e-5);
    }
}

TEST_P(CpuNorm, LayerNormMatchesADoubleReferenceAndTheStockOperation) {
  for (const auto& shape : kShapes)
    for (auto dtype : kTypes) {
      const int d = shape.back();
      const array x = normal(shape, d, 0.5f, 3.0f);
      const array weight = mx::astype(normal({d}, 1), dtype);
      const array bias = mx::astype(normal({d}, 2), dtype);
      auto expected = doubles(x);
      const auto w = doubles(weight), b = doubles(bias);
      for (size_t at = 0; at < expected.size(); at += d) {
        const Moments m = moments(&expected[at], d);
        for (int i = 0; i < d; ++i)
          expected[at + i] = (expected[at + i] - m.mean) /
                                 std::sqrt(m.variance + 1e-6) * w[i] +
                             b[i];
      }
      const auto found = doubles(layer_norm(x, weight, bias, 1e-6f));
      EXPECT_LT(error(found, expected), 1e-5);
      const array stock =
          mx::fast::layer_norm(x, mx::astype(weight, mx::float32),
                               mx::astype(bias, mx::float32), 1e-6f);
      EXPECT_LT(error(found, doubles(stock)), 5e-5);
    }
}

TEST_P(CpuNorm, RotaryTurnsHalvesOfEachHead) {
  for (auto [t, h, d] :
       {std::tuple{1, 1, 2}, {5, 3, 80}, {300, 28, 128}, {9, 2, 42}}) {
    const array x = normal({t, h, d}, t);
    const array angle = normal({t, d / 2}, d, 3.0f);
    const auto values = doubles(x), c = doubles(mx::cos(angle)),
               s = doubles(mx::sin(angle));
    std::vector<double> expected(values.size());
    for (int row = 0; row < t * h; ++row)
      for (int i = 0; i < d / 2; ++i) {
        const int at = row * d + i, a = row / h * (d / 2) + i;
        expected[at] = values[at] * c[a] - values[at + d / 2] * s[a];
        expected[at + d / 2] = values[at + d / 2] * c[a] + values[at] * s[a];
      }
    EXPECT_LT(
        error(doubles(rotary(x, mx::cos(angle), mx::sin(angle))), expected),
        2e-6);
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
