// rms_norm, layer_norm and rotary.
#include <algorithm>
#include <string>

#include "check.h"
#include "ops.h"
#include "primitive.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

// Jobs of about 65,536 elements.
template <class F>
void for_rows(int64_t rows, int64_t size, const F& f) {
  const int64_t chunk = std::max<int64_t>(1, 65536 / size);
  ThreadPool::instance().run((rows + chunk - 1) / chunk, [&](int64_t job) {
    const int64_t last = std::min(rows, (job + 1) * chunk);
    for (int64_t i = job * chunk; i < last; ++i) f(i);
  });
}

void check_rows(const Operand& x) {
  x.is_float32();
  x.require(x.value.ndim() > 0, "[..., D]");
  x.is_not_empty();
}

array checked(const Operand& operand, int64_t size) {
  operand.is_floating();
  operand.has_shape({size});
  return as_float32(operand.value);
}

}  // namespace

array rms_norm(const array& x, const array& weight, float eps) {
  check_rows({"rms_norm", "x", x});
  const int64_t d = x.shape(-1);
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    const float* from = in[0].data<float>();
    float* to = out[0].data<float>();
    for_rows(in[0].size() / d, d, [&](int64_t i) {
      kernels().rms_norm(from + i * d, in[1].data<float>(), eps, d, to + i * d);
    });
  };
  return apply({"rms_norm", {x.shape()}, {mx::float32}, 1},
               {x, checked({"rms_norm", "weight", weight}, d)}, kernel)[0];
}

array layer_norm(const array& x, const array& weight, const array& bias,
                 float eps) {
  check_rows({"layer_norm", "x", x});
  const int64_t d = x.shape(-1);
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    const float* from = in[0].data<float>();
    float* to = out[0].data<float>();
    for_rows(in[0].size() / d, d, [&](int64_t i) {
      kernels().layer_norm(from + i * d, in[1].data<float>(),
                           in[2].data<float>(), eps, d, to + i * d);
    });
  };
  return apply({"layer_norm", {x.shape()}, {mx::float32}, 1},
               {x, checked({"layer_norm", "weight", weight}, d),
                checked({"layer_norm", "bias", bias}, d)},
               kernel)[0];
}

array rotary(const array& x, const array& cos, const array& sin) {
  const Operand heads{"rotary", "x", x};
  heads.is_float32();
  heads.has_rank(3);
  const int64_t h = x.shape(1), d = x.shape(2);
  heads.require(d % 2 == 0, "[T, H, D] with D even");
  for (const Operand& angles :
       {Operand{"rotary", "cos", cos}, Operand{"rotary", "sin", sin}}) {
    angles.is_float32();
    angles.has_shape({x.shape(0), d / 2});
  }
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    const float* from = in[0].data<float>();
    float* to = out[0].data<float>();
    for_rows(in[0].size() / d, d, [&](int64_t i) {
      const int64_t at = i / h * (d / 2);
      kernels().rotary(from + i * d, in[1].data<float>() + at,
                       in[2].data<float>() + at, d / 2, to + i * d);
    });
  };
  return apply({"rotary", {x.shape()}, {mx::float32}, 1}, {x, cos, sin},
               kernel)[0];
}

}  // namespace tkr::embed::cpu
