// The CPU's operations as MLX graph nodes: out-of-tree mlx::core primitives
// that run on the default CPU stream with kernels chosen by CPUID (AVX-512 with
// and without VNNI, AVX2, NEON or portable code) on a thread pool of their own.
//
// Activations are float32; an input that is not row-contiguous is copied. Every
// function checks shapes and dtypes while the graph is built and throws
// std::invalid_argument naming the operand, what it expects and what it got.
// Sums are kept in float32 over blocks of 256 terms or in vector lanes: the
// relative error against a double reference is about 1e-6, and one row's result
// depends on the number of rows by rounding only.
//
// Quantised weights are the exception. With AVX2 or AVX-512 quantized_linear
// rounds x to 16 bits of the greatest of its row and group, a relative error of
// about 2e-5.
// With Activations::kInt8 that is 8 bits, about 1e-2, on any processor (16 for
// weights of 8 bits where the instruction set has no better use of 8); groups
// whose greatest would leave the rest next to nothing get 8 bits more. A row's
// result is then the same, bit for bit, whatever rows are beside it.
//
// There linear of 24 and more rows, too, rounds both sides to 16 bits of a
// group's norm, a relative error of 7e-5 for bfloat16 and 2e-4 for wider
// weights, and so does attention without a mask over 128 and more queries and
// keys and heads of at most 128; Activations::kInt8 changes neither.
//
// The environment variable TKR_EMBED_ISA chooses a lesser instruction set than
// the processor has; instruction_set() tells the names.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "cpu/kernels.h"
#include "mlx/array.h"

namespace tkr::embed::cpu {

using mlx::core::array;

// x w^T + bias: x [M, K] float32; w [N, K] bfloat16, float16 or float32; bias
// [N] of any of these. Returns float32 [M, N].
array linear(const array& x, const array& w,
             const std::optional<array>& bias = std::nullopt,
             Activations activations = Activations::kExact);

// linear() with MLX's affine quantised weights: w uint32 [N, K bits / 32];
// scales and biases [N, K / group_size], float32, bfloat16 or float16;
// group_size 32, 64 or 128; bits 4 or 8. Returns float32 [M, N].
array quantized_linear(const array& x, const array& w, const array& scales,
                       const array& biases, int group_size, int bits,
                       const std::optional<array>& bias = std::nullopt,
                       Activations activations = Activations::kExact);

// A layer: w as linear() takes it; with scales, as quantized_linear() does.
struct Layer {
  array w;
  std::optional<array> scales = std::nullopt;
  std::optional<array> biases = std::nullopt;
  std::optional<array> bias = std::nullopt;
  int group_size = 0;
  int bits = 0;
};

// RMSNorm's weight [K].
struct Norm {
  array weight;
  float eps;
};

// x float32 [M, K], or rms_norm() of it.
struct RowsInput {
  array x;
  std::optional<Norm> norm = std::nullopt;
};

// Each layer's product with the same x, in one loop; bit for bit what they are
// one by one.
std::vector<array> linears(const RowsInput& x, std::span<const Layer> layers,
                           Activations activations = Activations::kExact);

// x w^T + bias + residual [M, N], float32; bit for bit the sum.
array linear_add(const array& x, const Layer& layer, const array& residual,
                 Activations activations = Activations::kExact);

// silu_mul() of two layers' products, bit for bit, without the two in memory.
// The layers are of the same shape and storage.
array gated_linear(const RowsInput& x, const Layer& gate, const Layer& up,
                   Activations activations = Activations::kExact);

// The rows row_ids (int32 [T]) of a quantised matrix as float32 [T, K]; w,
// scales and biases as above. An id outside [0, N) is std::out_of_range, thrown
// by the evaluation.
array dequantize_rows(const array& w, const array& scales, const array& biases,
                      const array& row_ids, int group_size, int bits);

// softmax(scale q k^T) v: q float32 [T, Hq, D]; k and v float32 [S, Hkv, D],
// Hkv a divisor of Hq; query head h reads key head h Hkv / Hq. With causal,
// query i sees the keys 0 .. S - T + i (S >= T). Returns float32 [T, Hq, D].
// Memory beyond the result is a constant per thread.
array attention(const array& q, const array& k, const array& v, float scale,
                bool causal);

// Element-wise, any shape, float32.
array silu_mul(const array& gate, const array& up);  // gate sigmoid(gate) up
array quick_gelu(const array& x);                    // x sigmoid(1.702 x)
array gelu(const array& x);  // x (1 + erf(x / √2)) / 2
// x (1 + tanh(√(2 / π) (x + 0.044715 x³))) / 2
array gelu_tanh(const array& x);

// Over the last axis (D) of x float32 [..., D]; weight and bias [D] of any
// floating dtype.
array rms_norm(const array& x, const array& weight, float eps);
array layer_norm(const array& x, const array& weight, const array& bias,
                 float eps);

// Rotary position embedding with split halves: (x1 cos - x2 sin, x2 cos +
// x1 sin) where x1 and x2 are the halves of a head. x float32 [T, H, D], D
// even; cos and sin float32 [T, D / 2].
array rotary(const array& x, const array& cos, const array& sin);

// MLX's affine quantisation of w [N, K] (bfloat16, float16 or float32), bit for
// bit what mlx::core::quantize gives: uint32 [N, K bits / 32], and scales and
// biases [N, K / group_size] of w's dtype.
std::tuple<array, array, array> quantize(const array& w, int group_size,
                                         int bits);

// Threads that the kernels use, the calling one included. 0: as many as the
// scheduler lets the process use.
void set_threads(int n);
int threads();

// The kernels in force: "avx512vnni", "avx512", "avxvnni", "avx2",
// "neon_dotprod", "neon" or "scalar". Throws std::invalid_argument when
// TKR_EMBED_ISA names one this processor has not.
std::string instruction_set();

}  // namespace tkr::embed::cpu
