// Quantised weights for tests, in MLX's packing and in double.
#pragma once

#include <optional>
#include <vector>

#include "cpu/double_reference.h"

namespace tkr::embed::cpu {

struct Matrix {
  array w, scales, biases;
  int group_size, bits;

  Matrix as(mx::Dtype dtype) const {
    return {w, mx::astype(scales, dtype), mx::astype(biases, dtype), group_size,
            bits};
  }
};

inline Matrix quantized(const array& w, int group_size, int bits) {
  const auto parts = mx::quantize(w, group_size, bits);
  return {parts[0], parts[1], parts[2], group_size, bits};
}

inline Matrix matrix(int n, int k, int group_size, int bits) {
  return quantized(normal({n, k}, n * k), group_size, bits);
}

// The weights in double, from the packed words.
inline std::vector<double> unpack(const Matrix& m) {
  array words = mx::contiguous(m.w);
  words.eval();
  const auto scales = doubles(m.scales), biases = doubles(m.biases);
  const int per_word = 32 / m.bits;
  std::vector<double> values(words.size() * per_word);
  for (size_t i = 0; i < values.size(); ++i) {
    const uint32_t word = words.data<uint32_t>()[i / per_word];
    const uint32_t q = word >> (i % per_word * m.bits) & ((1u << m.bits) - 1);
    values[i] = scales[i / m.group_size] * q + biases[i / m.group_size];
  }
  return values;
}

inline array apply(const array& x, const Matrix& m,
                   const std::optional<array>& bias = std::nullopt,
                   Activations activations = Activations::kExact) {
  return quantized_linear(x, m.w, m.scales, m.biases, m.group_size, m.bits,
                          bias, activations);
}

}  // namespace tkr::embed::cpu
