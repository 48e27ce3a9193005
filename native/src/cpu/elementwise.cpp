// silu_mul, quick_gelu, gelu and gelu_tanh.
#include <algorithm>

#include "check.h"
#include "ops.h"
#include "primitive.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

constexpr int64_t kElementsOfJob = 1 << 15;

template <class F>
void for_elements(int64_t n, const F& f) {
  ThreadPool::instance().run((n + kElementsOfJob - 1) / kElementsOfJob,
                             [&](int64_t job) {
                               const int64_t first = job * kElementsOfJob;
                               f(first, std::min(kElementsOfJob, n - first));
                             });
}

array activation(const char* name, const array& x,
                 void (*Kernels::*function)(const float*, int64_t, float*)) {
  Operand{name, "x", x}.is_float32();
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    const float* from = in[0].data<float>();
    float* to = out[0].data<float>();
    for_elements(in[0].size(), [&](int64_t first, int64_t n) {
      (kernels().*function)(from + first, n, to + first);
    });
  };
  return apply({name, {x.shape()}, {mx::float32}, 1}, {x}, kernel)[0];
}

}  // namespace

array silu_mul(const array& gate, const array& up) {
  Operand{"silu_mul", "gate", gate}.is_float32();
  const Operand other{"silu_mul", "up", up};
  other.is_float32();
  other.require(up.shape() == gate.shape(), "gate's shape " + shape_text(gate));
  auto kernel = [](const std::vector<array>& in, std::vector<array>& out) {
    const float* gates = in[0].data<float>();
    const float* ups = in[1].data<float>();
    float* to = out[0].data<float>();
    for_elements(in[0].size(), [&](int64_t first, int64_t n) {
      kernels().silu_mul(gates + first, ups + first, n, to + first);
    });
  };
  return apply({"silu_mul", {gate.shape()}, {mx::float32}, 2}, {gate, up},
               kernel)[0];
}

array quick_gelu(const array& x) {
  return activation("quick_gelu", x, &Kernels::quick_gelu);
}

array gelu(const array& x) { return activation("gelu", x, &Kernels::gelu); }

array gelu_tanh(const array& x) {
  return activation("gelu_tanh", x, &Kernels::gelu_tanh);
}

}  // namespace tkr::embed::cpu
