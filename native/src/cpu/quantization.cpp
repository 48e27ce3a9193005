// quantize and dequantize_rows.
#include <algorithm>
#include <stdexcept>
#include <string>

#include "check.h"
#include "matmul.h"
#include "mlx/ops.h"
#include "ops.h"
#include "primitive.h"
#include "scratch.h"
#include "thread_pool.h"
#include "weights.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

constexpr int64_t kRowsOfJob = 8;

template <class F>
void for_rows(int64_t n, const F& f) {
  ThreadPool::instance().run(
      (n + kRowsOfJob - 1) / kRowsOfJob, [&](int64_t job) {
        f(job * kRowsOfJob, std::min(n, (job + 1) * kRowsOfJob));
      });
}

void quantize_rows(const array& w, int64_t group_size, int bits,
                   std::vector<array>& out) {
  const int64_t k = w.shape(1), groups = k / group_size, words = k * bits / 32;
  const FloatType type = float_type(w);
  const Kernels& kernel = kernels();
  for_rows(w.shape(0), [&](int64_t first, int64_t last) {
    const Scratch row(k);
    for (int64_t i = first; i < last; ++i) {
      kernel.to_float32[type](w.data<char>() + i * k * size_of(type), k,
                              row.get());
      kernel.quantize[bits == 8](
          row.get(), group_size, k, out[0].data<uint32_t>() + i * words,
          out[1].data<float>() + i * groups, out[2].data<float>() + i * groups);
    }
  });
}

// One row of a quantised matrix and its float32 scales and biases.
void dequantize_row(const Weights& w, int64_t row, float* out) {
  const Scratch scratch(2 * w.groups());
  const int64_t at = row * w.groups() * size_of(w.scale_type);
  float* biases = scratch.get() + w.groups();
  const auto to_float32 = kernels().to_float32[w.scale_type];
  to_float32(static_cast<const char*>(w.scales) + at, w.groups(),
             scratch.get());
  to_float32(static_cast<const char*>(w.biases) + at, w.groups(), biases);
  kernels().dequantize[w.bits == 8](static_cast<const uint32_t*>(w.row(row)),
                                    scratch.get(), biases, w.group_size, w.k,
                                    out);
}

void dequantize(const Weights& w, const array& ids, float* out) {
  const int32_t* row = ids.data<int32_t>();
  const int64_t count = ids.size();
  for (int64_t i = 0; i < count; ++i)
    if (row[i] < 0 || row[i] >= w.n)
      throw std::out_of_range("dequantize_rows: row_ids[" + std::to_string(i) +
                              "] is " + std::to_string(row[i]) + " of " +
                              std::to_string(w.n) + " rows");
  for_rows(count, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      dequantize_row(w, row[i], out + i * w.k);
  });
}

}  // namespace

std::tuple<array, array, array> quantize(const array& w, int group_size,
                                         int bits) {
  check_quantization("quantize", group_size, bits);
  const Operand weight{"quantize", "w", w};
  weight.is_floating();
  weight.has_rank(2);
  weight.require(w.shape(1) % group_size == 0,
                 "[N, K] with K a multiple of " + std::to_string(group_size));
  const int n = w.shape(0), k = w.shape(1), groups = k / group_size;
  auto outputs =
      apply({"quantize",
             {{n, k / 32 * bits}, {n, groups}, {n, groups}},
             {mx::uint32, mx::float32, mx::float32}},
            {w}, [=](const std::vector<array>& in, std::vector<array>& out) {
              quantize_rows(in[0], group_size, bits, out);
            });
  const auto cpu = mx::default_stream(mx::Device::cpu);
  return {outputs[0], mx::astype(outputs[1], w.dtype(), cpu),
          mx::astype(outputs[2], w.dtype(), cpu)};
}

array dequantize_rows(const array& w, const array& scales, const array& biases,
                      const array& row_ids, int group_size, int bits) {
  const char* name = "dequantize_rows";
  const int64_t k = check_quantized(name, w, scales, biases, group_size, bits);
  const Operand ids{name, "row_ids", row_ids};
  ids.is_type(mx::int32, "int32");
  ids.has_rank(1);
  const Weights shape = quantized_shape(w.shape(0), k, group_size, bits);
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    dequantize(quantized_weights(shape, &in[1]), in[0], out[0].data<float>());
  };
  const auto [s, b] = same_type(scales, biases);
  return apply({name, {{row_ids.shape(0), static_cast<int>(k)}}, {mx::float32}},
               {row_ids, w, s, b}, kernel)[0];
}

}  // namespace tkr::embed::cpu
