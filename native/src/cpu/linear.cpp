// linear and quantized_linear.
#include <utility>

#include "check.h"
#include "matmul.h"
#include "ops.h"
#include "primitive.h"
#include "weights.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

void check_input(const char* operation, const array& x, int64_t k) {
  const Operand input{operation, "x", x};
  input.is_float32();
  input.has_rank(2);
  input.has_shape({x.shape(0), k});
}

array checked_bias(const char* operation, const array& bias, int64_t n) {
  const Operand operand{operation, "bias", bias};
  operand.is_floating();
  operand.has_shape({n});
  return as_float32(bias);
}

// in: x, bias if there is one, then what read() makes weights of.
template <class Read>
array product(const char* name, std::vector<array> inputs, bool has_bias, int n,
              Activations activations, Read read) {
  const int m = inputs[0].shape(0);
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    matmul(in[0].data<float>(), m,
           {read(&in[has_bias ? 2 : 1]),
            has_bias ? in[1].data<float>() : nullptr, out[0].data<float>()},
           activations);
  };
  return apply({name, {{m, n}}, {mx::float32}}, std::move(inputs), kernel)[0];
}

}  // namespace

array linear(const array& x, const array& w, const std::optional<array>& bias,
             Activations activations) {
  const Operand weight{"linear", "w", w};
  weight.is_floating();
  weight.has_rank(2);
  const int n = w.shape(0), k = w.shape(1);
  check_input("linear", x, k);
  std::vector<array> inputs = {x};
  if (bias) inputs.push_back(checked_bias("linear", *bias, n));
  inputs.push_back(w);
  return product("linear", inputs, bias.has_value(), n, activations,
                 [=](const array* in) { return dense_weights(in[0]); });
}

array quantized_linear(const array& x, const array& w, const array& scales,
                       const array& biases, int group_size, int bits,
                       const std::optional<array>& bias,
                       Activations activations) {
  const char* name = "quantized_linear";
  const int64_t k = check_quantized(name, w, scales, biases, group_size, bits);
  const int n = w.shape(0);
  check_input(name, x, k);
  std::vector<array> inputs = {x};
  if (bias) inputs.push_back(checked_bias(name, *bias, n));
  inputs.push_back(w);
  const auto [s, b] = same_type(scales, biases);
  inputs.push_back(s);
  inputs.push_back(b);
  const Weights shape = quantized_shape(n, k, group_size, bits);
  return product(name, inputs, bias.has_value(), n, activations,
                 [=](const array* in) { return quantized_weights(shape, in); });
}

}  // namespace tkr::embed::cpu
