// Products of float32 rows with the rows of a weight matrix of any storage,
// in float32, dequantised on the fly, or in integers.
#pragma once

#include <cstdint>
#include <span>

#include "kernels.h"

namespace tkr::embed::cpu {

// [n, k] row-major. bits 0: floats of `type`; 4 or 8: packed words with scales
// and biases [n, k / group_size] of `scale_type`.
struct Weights {
  const void* data = nullptr;
  int64_t n = 0;
  int64_t k = 0;
  FloatType type = kFloat32;
  int bits = 0;
  int64_t group_size = 64;
  const void* scales = nullptr;
  const void* biases = nullptr;
  FloatType scale_type = kFloat32;

  const void* row(int64_t i) const;
  int64_t groups() const { return k / group_size; }
};

int64_t size_of(FloatType type);

// Weights and a bias [n], which may be null.
struct Matrix {
  Weights w;
  const float* bias = nullptr;
};

// Rows [count, k], or with a norm [k] their RMSNorm.
struct Rows {
  const float* x = nullptr;
  int64_t count = 0;
  const float* norm = nullptr;
  float eps = 0.0f;
};

// y[m, n] = x w^T + bias. Then, where they are given, y + residual, or
// silu(y) (x up^T + bias of up); up is like the matrix but for its values.
struct Product {
  Matrix matrix;
  float* y = nullptr;
  const float* residual = nullptr;  // [m, n], not y
  const Matrix* up = nullptr;
};

// Several products of the same rows, which are packed once for all whose
// weights are stored alike. A result depends neither on the other products nor
// on the number of threads.
void matmul(const Rows& rows, std::span<const Product> products,
            Activations activations);

}  // namespace tkr::embed::cpu
