// Products of float32 rows with the rows of a weight matrix of any storage,
// dequantised on the fly.
#pragma once

#include <cstdint>

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

// One product with rows x [m, k]: y[m, n] = x w^T + bias[n]; bias may be null.
struct Product {
  Weights w;
  const float* bias = nullptr;
  float* y = nullptr;
};

void matmul(const float* x, int64_t m, const Product& product,
            Activations activations);

// The ways it goes: at most kDotRows rows, any number, or any number and
// quantised weights where the instruction set has products of pairs.
void matmul_few_rows(const float* x, int64_t m, const Weights& w,
                     const float* bias, float* y);
void matmul_many_rows(const float* x, int64_t m, const Weights& w,
                      const float* bias, float* y);
void matmul_pairs(const float* x, int64_t m, const Weights& w,
                  const float* bias, float* y);

}  // namespace tkr::embed::cpu
