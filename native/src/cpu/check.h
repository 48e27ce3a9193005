// Checks of operands while the graph is built. Failures are
// std::invalid_argument: "linear: w is [4, 8] float32, expected [N, 16]".
#pragma once

#include <initializer_list>
#include <string>

#include "kernels.h"
#include "mlx/array.h"

namespace tkr::embed::cpu {

using mlx::core::array;

// An operand of an operation, as messages call it.
struct Operand {
  const char* operation;
  const char* name;
  const array& value;

  // Throws what the operand is and what was expected.
  [[noreturn]] void fail(const std::string& expected) const;

  void require(bool holds, const std::string& expected) const {
    if (!holds) fail(expected);
  }
  void is_float32() const;
  void is_floating() const;  // float32, float16 or bfloat16
  void is_type(mlx::core::Dtype dtype, const char* name) const;
  void has_rank(int rank) const;
  // Exactly this shape; no dimension may be 0.
  void has_shape(std::initializer_list<int64_t> shape) const;
  void is_not_empty() const;
};

std::string shape_text(const array& a);

FloatType float_type(const array& a);

// group_size is 32, 64 or 128 and bits 4 or 8.
void check_quantization(const char* operation, int group_size, int bits);

// The affine quantised operands w, scales and biases; returns their K.
int64_t check_quantized(const char* operation, const array& w,
                        const array& scales, const array& biases,
                        int group_size, int bits);

}  // namespace tkr::embed::cpu
