#include "matmul.h"

namespace tkr::embed::cpu {

int64_t size_of(FloatType type) { return type == kFloat32 ? 4 : 2; }

const void* Weights::row(int64_t i) const {
  const int64_t bytes = bits ? k * bits / 8 : k * size_of(type);
  return static_cast<const char*>(data) + i * bytes;
}

void matmul(const float* x, int64_t m, const Product& product, Activations) {
  const auto& [w, bias, y] = product;
  const bool pairs = w.bits && kernels().multiply_pairs;
  if (m <= kDotRows) return matmul_few_rows(x, m, w, bias, y);
  (pairs ? matmul_pairs : matmul_many_rows)(x, m, w, bias, y);
}

}  // namespace tkr::embed::cpu
