// Random inputs, and comparison of what the CPU operations find with double
// precision.
#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "cpu/ops.h"
#include "mlx/mlx.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

// Standard normal values times `scale`, the same for the same seed.
inline array normal(mx::Shape shape, int seed, float scale = 1.0f,
                    float mean = 0.0f) {
  std::mt19937 random(static_cast<unsigned>(seed));
  std::normal_distribution<float> distribution(mean, scale);
  int64_t size = 1;
  for (auto d : shape) size *= d;
  std::vector<float> values(static_cast<size_t>(size));
  for (float& value : values) value = distribution(random);
  return array(values.begin(), shape, mx::float32);
}

inline std::vector<double> doubles(const array& a) {
  array values = mx::contiguous(mx::astype(a, mx::float32));
  values.eval();
  const float* from = values.data<float>();
  return std::vector<double>(from, from + values.size());
}

// x [m, k] w [n, k]^T + bias [n] (or empty).
inline std::vector<double> product(const std::vector<double>& x,
                                   const std::vector<double>& w,
                                   const std::vector<double>& bias, int64_t k) {
  const size_t m = x.size() / k, n = w.size() / k;
  std::vector<double> y(m * n);
  for (size_t i = 0; i < m; ++i)
    for (size_t j = 0; j < n; ++j) {
      double sum = bias.empty() ? 0.0 : bias[j];
      for (int64_t l = 0; l < k; ++l) sum += x[i * k + l] * w[j * k + l];
      y[i * n + j] = sum;
    }
  return y;
}

// Greatest difference in units of the reference's root mean square.
inline double error(const std::vector<double>& found,
                    const std::vector<double>& expected) {
  if (found.size() != expected.size()) return INFINITY;
  double square = 0.0, greatest = 0.0;
  for (size_t i = 0; i < found.size(); ++i) {
    square += expected[i] * expected[i];
    const double difference = std::abs(found[i] - expected[i]);
    if (!(difference <= greatest)) greatest = difference;
  }
  return greatest /
         (std::sqrt(square / static_cast<double>(found.size())) + 1e-30);
}

}  // namespace tkr::embed::cpu
