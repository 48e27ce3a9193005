#include "nn/mlx_ops.h"

#include <mlx/fast.h>
#include <mlx/ops.h>

#include <cmath>
#include <vector>

#include "nn/arrays.h"
#include "nn/fused.h"
#include "nn/mlx_attention.h"
#include "nn/mlx_products.h"
#include "nn/row_buckets.h"
#include "nn/stacked_linears.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;
using Arrays = std::vector<mx::array>;

// A whole prefix_step() of tokens is one shape more for each instruction.
constexpr int32_t kPrefixStep = 32;

// Both halves of x, cos, sin: the halves rotated.
Arrays rotate(const Arrays& in) {
  return {mx::subtract(mx::multiply(in[0], in[2]), mx::multiply(in[1], in[3])),
          mx::add(mx::multiply(in[1], in[2]), mx::multiply(in[0], in[3]))};
}

Arrays multiply_silu(const Arrays& in) {
  return {mx::multiply(mx::multiply(in[0], mx::sigmoid(in[0])), in[1])};
}

Arrays apply_quick_gelu(const Arrays& in) {
  return {
      mx::multiply(in[0], mx::sigmoid(mx::multiply(in[0], mx::array(1.702f))))};
}

Arrays apply_gelu(const Arrays& in) {
  mx::array half = mx::multiply(in[0], mx::array(0.5f));
  mx::array inner =
      mx::multiply(in[0], mx::array(static_cast<float>(M_SQRT1_2)));
  return {mx::multiply(half, mx::add(mx::erf(inner), mx::array(1.0f)))};
}

// A product's columns, those of each layer.
Arrays columns_of(const mx::array& product, std::span<const Linear> layers) {
  mx::Shape ends;
  int end = 0;
  for (const Linear& layer : layers.first(layers.size() - 1)) {
    ends.push_back(end += layer.weight.shape(0));
  }
  return mx::split(product, ends, 1);
}

class MlxOps final : public Ops {
 public:
  MlxOps(Precision precision, bool gpu)
      : products_(precision, gpu),
        attention_(products_, gpu && precision == Precision::kFast),
        rotate_(fused(rotate, gpu)),
        silu_mul_(fused(multiply_silu, gpu)),
        quick_gelu_(fused(apply_quick_gelu, gpu)),
        gelu_(fused(apply_gelu, gpu)) {}

  array linear(const array& x, const Linear& layer) const override {
    return products_.linear(x, layer);
  }

  Arrays linears(const Rows& rows,
                 std::span<const Linear> layers) const override {
    std::optional<Linear> whole = joined(layers);
    if (!whole) return Ops::linears(rows, layers);
    array x = rows.norm ? rms_norm(rows.x, *rows.norm, rows.eps) : rows.x;
    return columns_of(products_.linear(x, *whole), layers);
  }

  array gated_linear(const Rows& rows, const Linear& gate,
                     const Linear& up) const override {
    const Linear layers[] = {gate, up};
    Arrays products = linears(rows, layers);
    return silu_mul(products[0], products[1]);
  }

  array embedding(const array& ids, const Linear& table) const override {
    array weight = mx::take(table.weight, ids, 0);
    if (!table.quantized()) return mx::astype(weight, mx::float32);
    return mx::dequantize(
        weight, mx::astype(mx::take(*table.scales, ids, 0), mx::float32),
        mx::astype(mx::take(*table.biases, ids, 0), mx::float32),
        table.quantization.group_size, table.quantization.bits);
  }

  array attention(const AttentionInput& input) const override {
    return attention_.attention(input);
  }

  array segment_attention(const SegmentAttentionInput& input) const override {
    return attention_.segment_attention(input);
  }

  array rms_norm(const array& x, const Norm& norm, float eps) const override {
    return mx::fast::rms_norm(x, norm.weight, eps);
  }

  array layer_norm(const array& x, const Norm& norm, float eps) const override {
    return mx::fast::layer_norm(x, norm.weight, norm.bias, eps);
  }

  array rotary(const array& x, const RotaryTable& table) const override {
    auto halves = mx::split(x, 2, -1);
    return mx::concatenate(
        rotate_({halves[0], halves[1], mx::expand_dims(table.cos, 1),
                 mx::expand_dims(table.sin, 1)}),
        -1);
  }

  array silu_mul(const array& gate, const array& up) const override {
    return silu_mul_({gate, up})[0];
  }

  array quick_gelu(const array& x) const override {
    return quick_gelu_({x})[0];
  }

  array gelu(const array& x) const override { return gelu_({x})[0]; }

  // (1 + tanh y) / 2 is the sigmoid of 2 y.
  array gelu_tanh(const array& x) const override {
    array cubic = mx::add(mx::multiply(mx::square(x), array(0.0713548162726f)),
                          array(1.59576912161f));
    return mx::multiply(x, mx::sigmoid(mx::multiply(x, cubic)));
  }

  Linear quantize(const array& weight,
                  const Quantization& quantization) const override {
    auto parts =
        mx::quantize(weight, quantization.group_size, quantization.bits);
    return {parts[0], parts[1], parts[2], std::nullopt, quantization};
  }

  Linear prepared(const Linear& layer) const override {
    return products_.prepared(layer);
  }

  bool stacks() const override { return true; }

  int32_t float_bytes() const override { return products_.float_bytes(); }

  int32_t padded_rows(int32_t rows) const override { return row_bucket(rows); }

  int32_t prefix_step() const override { return kPrefixStep; }

 private:
  MlxProducts products_;
  MlxAttention attention_;
  Fused rotate_;
  Fused silu_mul_;
  Fused quick_gelu_;
  Fused gelu_;
};

}  // namespace

std::unique_ptr<Ops> mlx_ops(Precision precision, bool gpu) {
  return std::make_unique<MlxOps>(precision, gpu);
}

}  // namespace tkr::embed
