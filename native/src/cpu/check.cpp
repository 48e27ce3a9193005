#include "check.h"

#include <sstream>
#include <stdexcept>

#include "mlx/utils.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

std::string dtype_text(const array& a) {
  std::ostringstream text;
  text << a.dtype();
  return text.str();
}

template <class Dimensions>
std::string list(const Dimensions& dimensions) {
  std::string text = "[";
  for (auto d : dimensions) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(d);
  }
  return text + "]";
}

}  // namespace

std::string shape_text(const array& a) { return list(a.shape()); }

void Operand::fail(const std::string& expected) const {
  throw std::invalid_argument(std::string(operation) + ": " + name + " is " +
                              shape_text(value) + " " + dtype_text(value) +
                              ", expected " + expected);
}

void Operand::is_type(mx::Dtype dtype, const char* text) const {
  require(value.dtype() == dtype, text);
}

void Operand::is_float32() const { is_type(mx::float32, "float32"); }

void Operand::is_floating() const {
  const auto dtype = value.dtype();
  require(dtype == mx::float32 || dtype == mx::float16 || dtype == mx::bfloat16,
          "float32, float16 or bfloat16");
}

void Operand::has_rank(int rank) const {
  require(static_cast<int>(value.ndim()) == rank,
          std::to_string(rank) + " dimensions");
  is_not_empty();
}

void Operand::is_not_empty() const {
  require(value.size() > 0, "no dimension of 0");
}

void Operand::has_shape(std::initializer_list<int64_t> shape) const {
  bool same = value.ndim() == shape.size();
  int i = 0;
  for (int64_t d : shape) same = same && value.shape(i++) == d;
  require(same, list(shape));
}

FloatType float_type(const array& a) {
  if (a.dtype() == mx::float16) return kFloat16;
  return a.dtype() == mx::bfloat16 ? kBFloat16 : kFloat32;
}

void check_quantization(const char* operation, int group_size, int bits) {
  if (bits != 4 && bits != 8)
    throw std::invalid_argument(std::string(operation) + ": bits is " +
                                std::to_string(bits) + ", expected 4 or 8");
  if (group_size != 32 && group_size != 64 && group_size != 128)
    throw std::invalid_argument(std::string(operation) + ": group_size is " +
                                std::to_string(group_size) +
                                ", expected 32, 64 or 128");
}

int64_t check_quantized(const char* operation, const array& w,
                        const array& scales, const array& biases,
                        int group_size, int bits) {
  check_quantization(operation, group_size, bits);
  const Operand words{operation, "w", w};
  words.is_type(mx::uint32, "uint32");
  words.has_rank(2);
  const int64_t n = w.shape(0), k = int64_t(w.shape(1)) * 32 / bits;
  words.require(k % group_size == 0, "[N, K * " + std::to_string(bits) +
                                         " / 32] with K a multiple of " +
                                         std::to_string(group_size));
  const Operand scale{operation, "scales", scales};
  const Operand offset{operation, "biases", biases};
  scale.is_floating();
  scale.has_shape({n, k / group_size});
  offset.is_floating();
  offset.has_shape({n, k / group_size});
  return k;
}

}  // namespace tkr::embed::cpu
