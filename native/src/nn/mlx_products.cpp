#include "nn/mlx_products.h"

#include <mlx/ops.h>
#include <mlx/transforms.h>

#include <cmath>

namespace tkr::embed {
namespace {

namespace mx = mlx::core;
using Arrays = std::vector<mx::array>;

constexpr double kHalfMax = 65504;
constexpr float kLeast = 1e-30f;  // a row that is smaller counts as zeros

// The largest value of a scaled row: a power of two.
float limit(int columns) {
  return static_cast<float>(
      std::exp2(std::floor(std::log2(kHalfMax / 2 / columns))));
}

// The largest magnitude of each row, of its largest and smallest value.
mx::array magnitude(const mx::array& high, const mx::array& low) {
  return mx::maximum(mx::maximum(high, mx::negative(low)), mx::array(kLeast));
}

// x, its rows' largest and smallest values, the limit.
Arrays scale_rows(const Arrays& in) {
  mx::array factor = mx::divide(in[3], magnitude(in[1], in[2]));
  return {mx::astype(mx::multiply(in[0], factor), mx::float16)};
}

// y, x's rows' largest and smallest values, the weight's scale by the limit.
Arrays unscale(const Arrays& in) {
  mx::array factor = mx::multiply(magnitude(in[1], in[2]), in[3]);
  return {mx::multiply(mx::astype(in[0], mx::float32), factor)};
}

Arrays unscale_biased(const Arrays& in) {
  return {mx::add(unscale(in)[0], in[4])};
}

// The largest magnitude among a layer's weights; where they are quantised, a
// bound of it.
float largest(const Linear& layer) {
  auto magnitude_of = [](const mx::array& values) {
    mx::array most =
        mx::maximum(mx::max(values), mx::negative(mx::min(values)));
    return mx::astype(most, mx::float32);
  };
  if (!layer.quantized()) return magnitude_of(layer.weight).item<float>();
  mx::array steps = mx::array(std::exp2(layer.quantization.bits) - 1.0f);
  mx::array biases = mx::astype(*layer.biases, mx::float32);
  mx::array ends = mx::add(
      mx::multiply(mx::astype(*layer.scales, mx::float32), steps), biases);
  return mx::maximum(magnitude_of(biases), magnitude_of(ends)).item<float>();
}

// The power of two above it; 1 where there is none.
float power_above(float value) {
  if (!std::isfinite(value) || value == 0) return 1;
  int exponent = 0;
  std::frexp(value, &exponent);
  return std::ldexp(1.0f, exponent);
}

}  // namespace

MlxProducts::MlxProducts(Precision precision, bool gpu)
    : precision_(precision),
      held_(precision == Precision::kFast && gpu ? mx::float16 : mx::float32),
      scaled_rows_(fused(scale_rows, gpu)),
      unscaled_(fused(unscale, gpu)),
      unscaled_biased_(fused(unscale_biased, gpu)) {}

int32_t MlxProducts::float_bytes() const {
  return static_cast<int32_t>(mx::size_of(held_));
}

mx::array MlxProducts::half(const array& x) const {
  return mx::astype(mx::astype(x, mx::float16), held_);
}

mx::array MlxProducts::operand(const array& x) const {
  return precision_ == Precision::kFast ? half(x) : x;
}

Linear MlxProducts::prepared(const Linear& layer) const {
  Linear prepared = layer;
  bool fast = precision_ == Precision::kFast;
  if (fast) prepared.scale = power_above(largest(layer));
  auto convert = [&](array& part) {
    part = mx::astype(part, mx::float32);
    if (fast) part = half(mx::multiply(part, array(1 / prepared.scale)));
    part.eval();
  };
  if (layer.quantized()) {
    convert(*prepared.scales);
    convert(*prepared.biases);
  } else {
    convert(prepared.weight);
  }
  return prepared;
}

mx::array MlxProducts::product(const array& x, const Linear& layer) const {
  if (!layer.quantized()) return mx::matmul(x, mx::transpose(layer.weight));
  return mx::quantized_matmul(x, layer.weight, *layer.scales, *layer.biases,
                              true, layer.quantization.group_size,
                              layer.quantization.bits);
}

mx::array MlxProducts::linear(const array& x, const Linear& layer) const {
  if (precision_ == Precision::kFast) return fast_linear(x, layer);
  array y = product(x, layer);
  return layer.bias ? mx::add(y, *layer.bias) : y;
}

mx::array MlxProducts::fast_linear(const array& x, const Linear& layer) const {
  float most = limit(x.shape(1));
  array high = mx::max(x, -1, true);
  array low = mx::min(x, -1, true);
  array rows = mx::astype(scaled_rows_({x, high, low, array(most)})[0], held_);
  Arrays result = {half(product(rows, layer)), high, low,
                   array(layer.scale / most)};
  if (!layer.bias) return unscaled_(result)[0];
  result.push_back(*layer.bias);
  return unscaled_biased_(result)[0];
}

}  // namespace tkr::embed
