// The kernels that one instruction set provides, as a table of functions. The
// files kernels_<isa>.cpp fill one each from the same sources (*.inl), compiled
// with that instruction set's flags. Only C headers and this one may be
// included there: an inline function of the C++ library compiled with AVX-512
// could be the copy the linker keeps for every caller.
//
// Matrices are row-major; ld* is the distance between rows, in elements.
#pragma once

#include <stdint.h>

namespace tkr::embed::cpu {

// How products with quantised weights take their rows: rounded to 16 bits of
// the greatest of a row and group where that is faster than float32, or to 8
// bits.
enum class Activations { kExact, kInt8 };

enum FloatType { kFloat32 = 0, kFloat16 = 1, kBFloat16 = 2 };

// Most rows of x the dot kernels take. From three on the packed product is the
// faster one (measured on Zen 4, AVX2 and AVX-512, all weight types).
constexpr int kDotRows = 2;

// Least rows of x for which dense weights are rounded to integers; the fewer
// are multiplied in float32.
constexpr int kDenseRows = 24;

// Most rows of a panel, and of a tile, that any instruction set has.
constexpr int kMostPanelRows = 32;
constexpr int kMostTileRows = 16;

// The rows of one panel of quantised weights: pointers to whole rows.
struct QuantizedRows {
  const uint32_t* const* words;
  const float* const* scales;
  const float* const* biases;
  int64_t group_size;
};

// Words of two int16 or four int8 each, held as the bits of floats: a [groups *
// words, rows] and a panel b; scales and sums a row, scales and biases a
// column, of each group.
struct IntegerProduct {
  int64_t groups;
  int64_t words;  // of a group
  const float* a;
  const float* a_scales;  // [groups, rows]
  const float* a_sums;    // of what the words stand for
  const float* b;         // [groups * words / words of a panel's, panel_rows]
  const float* b_scales;  // [groups, panel_rows]
  const float* b_biases;
};

// One way to lay out and multiply panels.
struct PanelKernels {
  int64_t words;  // of x that a word of the panel meets
  // Columns k0 .. k0 + k of panel_rows quantised rows of `size` columns as
  // [k / terms / words, panel_rows]; k0 a multiple of a group.
  void (*pack)(const uint32_t* const* rows, int64_t size, int64_t k0, int64_t k,
               float* panel);
  // c[rows, vectors * lanes] += the product.
  void (*multiply)(int64_t rows, int64_t vectors, const IntegerProduct& product,
                   float* c, int64_t ldc);
};

// Products in integers for one kind of activations and of weights; see
// integers.inl.
struct IntegerKernels {
  int64_t terms;  // of a word: 2 of int16, 4 of int8
  float middle;   // weights are taken less this
  // One row x [k] to words [k / terms], and scales and sums of what the words
  // stand for, [k / group_size]. coarse: groups whose greatest leaves the rest
  // next to nothing, so that what remains should be added.
  void (*to_words)(const float* x, int64_t k, int64_t group_size, float* words,
                   float* scales, float* sums, uint8_t* coarse);
  // What to_words() left of one group x [group_size].
  void (*residual_to_words)(const float* x, int64_t group_size, float* words,
                            float* scale, float* sum);
  // For few rows of x and for many: the same results, bit for bit.
  PanelKernels few, many;
  // For one row, the same again. Its words [n] in the order in which vectors of
  // weights unpack, whole ones: words_of_vector each.
  int64_t words_of_vector;
  void (*split_words)(const float* words, int64_t n, float* out);
  // c[lanes] += the product, whose b are the columns from k0 on of as many
  // quantised rows of `size` columns. Asks for as many rows that follow them.
  void (*dot)(const uint32_t* const* rows, int64_t size, int64_t k0,
              const IntegerProduct& product, float* c);
};

// Columns of dense weights, and of what meets them, that share a scale in
// products in integers; the last group of a row may be shorter.
constexpr int64_t kDenseGroup = 128;

// Bounds on the norms of a group's integers before they are rounded, which adds
// half of the root of their number: the product stays below 2^31. Inputs have
// no bits to lose, bfloat16 weights have eight.
constexpr float kInputNorm = 65500.0f;
constexpr float kWeightNorm = 32750.0f;
constexpr float kEqualNorm = 46330.0f;  // of both sides

// Words of two int16, held as the bits of floats: a [groups * words, rows],
// b [groups * words, panel_rows]; scales a row, or a column, of each group.
struct DenseProduct {
  int64_t groups;
  int64_t words;  // of a group
  const float* a;
  const float* a_scales;
  const float* b;
  const float* b_scales;
};

// Products in integers of floats that are rounded on both sides; see dense.inl.
struct DenseKernels {
  // A row x [k] to words [k / 2], and a scale for each group. Writes whole
  // vectors: zeros beyond k.
  void (*round_input)(const float* x, int64_t k, float* words, float* scales);
  // The same of weights. Indexed by FloatType.
  void (*round_weights[3])(const void* w, int64_t k, float* words,
                           float* scales);
  // x [k <= kDenseGroup] to int16 of any factor, of at most this norm.
  void (*round_vector)(const float* x, int64_t k, float norm, float* words,
                       float* scale);
  // Columns p [k <= kDenseGroup, lanes] of at most 1 to int16 with the norm of
  // weights: words [k / 2, ld] of neighbours, and a scale a column.
  void (*round_columns)(int64_t k, const float* p, int64_t ld, float* words,
                        float* scales);
  // c[rows, vectors * lanes] = init + the product.
  void (*multiply)(int64_t rows, int64_t vectors, const DenseProduct& product,
                   const float* init, int64_t ldinit, float* c, int64_t ldc);
};

struct Kernels {
  const char* name;
  int64_t lanes;       // floats of a vector
  int64_t tile_rows;   // most rows multiply() takes
  int64_t panel_rows;  // columns of a panel: two vectors

  // c[rows, vectors * lanes] = init + a b, where a[row, k] is a[k * lda + row]
  // and b[k, column] is b[k * ldb + column].
  void (*multiply)(int64_t rows, int64_t vectors, int64_t k, const float* a,
                   int64_t lda, const float* b, int64_t ldb, const float* init,
                   int64_t ldinit, float* c, int64_t ldc);

  // x [rows, k] to out [k, rows]; rows <= tile_rows.
  void (*pack_rows)(int64_t rows, const float* x, int64_t ldx, int64_t k,
                    float* out);

  // Columns k0 .. k0 + k of panel_rows weight rows, as float32 panel
  // [k, panel_rows]. Indexed by FloatType. size: columns of a whole row.
  void (*pack[3])(const void* const* rows, int64_t size, int64_t k0, int64_t k,
                  float* panel);
  // The same of quantised rows, k0 a multiple of 128. [0]: 4 bits, [1]: 8.
  void (*pack_quantized[2])(const QuantizedRows& rows, int64_t size, int64_t k0,
                            int64_t k, float* panel);

  // y[i] = sum_k x[i * ldx + k] w[k], i < rows <= kDotRows. x is padded with
  // zeros to a multiple of 4 * lanes. Indexed by FloatType.
  void (*dot[3])(int64_t rows, int64_t k, const float* x, int64_t ldx,
                 const void* w, float* y);
  // y[i] = sum_k x[i, k] scales[k / group_size] (q[k] - 2^(bits - 1)). x is in
  // the order of split_words() and scales are padded with 4 zeros.
  void (*dot_quantized[2])(int64_t rows, int64_t k, const float* x, int64_t ldx,
                           const uint32_t* w, const float* scales,
                           int64_t group_size, float* y);

  void (*to_float32[3])(const void* in, int64_t n, float* out);
  void (*dequantize[2])(const uint32_t* w, const float* scales,
                        const float* biases, int64_t group_size, int64_t k,
                        float* out);
  // One row [k] of float32 to words and k / group_size scales and biases.
  void (*quantize[2])(const float* w, int64_t group_size, int64_t k,
                      uint32_t* words, float* scales, float* biases);

  // One step of the online softmax over p [keys, lanes], a column a query:
  // p becomes exp(p - max), sum and max take the new keys in, and correction
  // is the factor of what was accumulated before.
  void (*softmax)(int64_t keys, float* p, int64_t ldp, float* max, float* sum,
                  float* correction);
  void (*scale_columns)(int64_t rows, const float* factors, float* c,
                        int64_t ldc);

  void (*silu_mul)(const float* gate, const float* up, int64_t n, float* out);
  void (*quick_gelu)(const float* x, int64_t n, float* out);
  void (*gelu)(const float* x, int64_t n, float* out);
  void (*gelu_tanh)(const float* x, int64_t n, float* out);
  void (*rms_norm)(const float* x, const float* weight, float eps, int64_t n,
                   float* out);
  void (*layer_norm)(const float* x, const float* weight, const float* bias,
                     float eps, int64_t n, float* out);
  // One head: x [2 * half], cos and sin [half].
  void (*rotary)(const float* x, const float* cos, const float* sin,
                 int64_t half, float* out);

  // Products with quantised weights, by Activations and then [0]: 4 bits, [1]:
  // 8. Null where float32 is the better way.
  const IntegerKernels* integers[2][2] = {};

  // Products with dense weights. Null where float32 is the better way.
  const DenseKernels* dense = nullptr;
};

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvxVnniKernels;
extern const Kernels kAvx512Kernels;
extern const Kernels kAvx512VnniKernels;
#elif defined(__aarch64__)
extern const Kernels kNeonKernels;
extern const Kernels kNeonDotprodKernels;
#endif

// The table in force: the best the processor has, or TKR_EMBED_ISA's. Throws
// std::invalid_argument when that names one it has not.
const Kernels& kernels();

// The tables this processor can run, best first, ended by a null pointer.
const Kernels* const* available_kernels();

// Puts one of them in force. For tests and benchmarks: no operation may run
// meanwhile.
void use_kernels(const Kernels& table);

}  // namespace tkr::embed::cpu
