// What a product of MLX's is off by in either precision, and that it converts
// no weight.
#include "nn/mlx_products.h"

#include <gtest/gtest.h>
#include <mlx/memory.h>
#include <mlx/ops.h>
#include <mlx/random.h>
#include <mlx/transforms.h>

#include <cmath>
#include <limits>

#include "nn/stacked_linears.h"

namespace tkr::embed::test {
namespace {

namespace mx = mlx::core;

constexpr int kRows = 5;
constexpr int kColumns = 256;
constexpr int kOutputs = 192;

mx::array normal(const mx::Shape& shape, uint64_t seed, float deviation = 1) {
  return mx::random::normal(shape, mx::float32, 0, deviation,
                            mx::random::key(seed));
}

Linear dense(mx::Dtype dtype, float deviation = 0.02f) {
  return {mx::astype(normal({kOutputs, kColumns}, 1, deviation), dtype),
          std::nullopt,
          std::nullopt,
          normal({kOutputs}, 2),
          {}};
}

Linear quantized(int bits) {
  auto parts = mx::quantize(
      mx::astype(normal({kOutputs, kColumns}, 1, 0.02f), mx::bfloat16), 64,
      bits);
  return {parts[0], parts[1], parts[2], normal({kOutputs}, 2), {64, bits}};
}

mx::array weight_of(const Linear& layer) {
  if (!layer.quantized()) return mx::astype(layer.weight, mx::float32);
  return mx::dequantize(layer.weight, mx::astype(*layer.scales, mx::float32),
                        mx::astype(*layer.biases, mx::float32), 64,
                        layer.quantization.bits);
}

// Largest difference of a row from the product in f32, by the row's deviation
// without the bias.
double error(Precision precision, const Linear& layer, const mx::array& x) {
  MlxProducts products(precision, false);
  mx::array expected = mx::matmul(x, mx::transpose(weight_of(layer)));
  mx::array found =
      mx::subtract(products.linear(x, products.prepared(layer)), *layer.bias);
  mx::array off = mx::max(mx::abs(mx::subtract(found, expected)), 1);
  return mx::max(mx::divide(off, mx::sqrt(mx::var(expected, 1)))).item<float>();
}

// Of f16: each factor off by at most 2^-11, as the result, whose largest is
// some four deviations.
constexpr double kFast = 4e-3;

TEST(MlxProducts, exact_is_f32) {
  mx::array x = normal({kRows, kColumns}, 3);
  for (mx::Dtype dtype : {mx::float32, mx::bfloat16, mx::float16}) {
    EXPECT_LT(error(Precision::kExact, dense(dtype), x), 1e-5);
  }
  for (int bits : {4, 8}) {
    EXPECT_LT(error(Precision::kExact, quantized(bits), x), 1e-5);
  }
}

TEST(MlxProducts, fast_is_off_by_the_rounding_of_f16) {
  mx::array x = normal({kRows, kColumns}, 3);
  for (mx::Dtype dtype : {mx::float32, mx::bfloat16, mx::float16}) {
    double off = error(Precision::kFast, dense(dtype), x);
    EXPECT_LT(off, kFast);
    EXPECT_GT(off, 1e-5) << "nothing was rounded";
  }
  for (int bits : {4, 8}) {
    EXPECT_LT(error(Precision::kFast, quantized(bits), x), kFast);
  }
}

// Rows that f16 cannot hold, and weights beyond its range at either end.
TEST(MlxProducts, no_row_and_no_weight_leaves_the_range_of_f16) {
  for (float size : {1e-20f, 1e-4f, 1e6f, 1e20f}) {
    mx::array x = mx::multiply(normal({kRows, kColumns}, 3), mx::array(size));
    Linear layer = dense(mx::float32);
    layer.bias = mx::zeros({kOutputs});
    EXPECT_LT(error(Precision::kFast, layer, x), kFast) << size;
  }
  mx::array x = normal({kRows, kColumns}, 3);
  for (float deviation : {1e-8f, 1e6f}) {
    Linear layer = dense(mx::float32, deviation);
    layer.bias = mx::zeros({kOutputs});
    EXPECT_LT(error(Precision::kFast, layer, x), kFast) << deviation;
  }
}

// One channel of ten thousand times the others, as trained models have.
TEST(MlxProducts, beside_an_outlier_the_others_keep_their_bits) {
  mx::array x = normal({kRows, kColumns}, 3);
  mx::array channel =
      mx::astype(mx::equal(mx::arange(kColumns), mx::array(17)), mx::float32);
  mx::array outlier = mx::multiply(channel, mx::array(1e4f));
  Linear layer = dense(mx::bfloat16);
  // a weight that does not meet the outlier
  layer.weight = mx::astype(
      mx::multiply(layer.weight, mx::subtract(mx::array(1.0f), channel)),
      mx::bfloat16);
  EXPECT_LT(error(Precision::kFast, layer, mx::add(x, outlier)), kFast);
}

TEST(MlxProducts, what_is_not_finite_stays_so_in_its_row_alone) {
  MlxProducts products(Precision::kFast, false);
  Linear layer = products.prepared(dense(mx::bfloat16));
  for (float value : {std::numeric_limits<float>::quiet_NaN(),
                      std::numeric_limits<float>::infinity()}) {
    mx::array row =
        mx::astype(mx::equal(mx::arange(kRows), mx::array(1)), mx::bool_);
    mx::array x = mx::where(mx::expand_dims(row, 1), mx::array(value),
                            normal({kRows, kColumns}, 3));
    mx::array finite = mx::isfinite(products.linear(x, layer));
    mx::array all = mx::all(finite, 1);
    all.eval();
    for (int i = 0; i < kRows; ++i) EXPECT_EQ(all.data<bool>()[i], i != 1);
  }
}

TEST(MlxProducts, of_zeros_only_the_bias_is_left) {
  MlxProducts products(Precision::kFast, false);
  Linear layer = products.prepared(dense(mx::bfloat16));
  mx::array y = products.linear(mx::zeros({1, kColumns}), layer);
  mx::array row = mx::reshape(y, {kOutputs});
  EXPECT_TRUE(mx::array_equal(row, *layer.bias).item<bool>());
}

// No product takes memory of the weight's size: nothing of it is converted.
TEST(MlxProducts, no_weight_is_converted_in_a_product) {
  mx::array x = normal({2, 2048}, 3);
  mx::array weight = mx::astype(normal({2048, 2048}, 1, 0.02f), mx::bfloat16);
  auto parts = mx::quantize(weight, 64, 8);
  x.eval();
  for (Precision precision : {Precision::kExact, Precision::kFast}) {
    MlxProducts products(precision, false);
    for (const Linear& layer :
         {Linear{weight, {}, {}, {}, {}},
          Linear{parts[0], parts[1], parts[2], {}, {64, 8}}}) {
      Linear prepared = products.prepared(layer);
      mx::clear_cache();
      mx::reset_peak_memory();
      size_t before = mx::get_active_memory();
      mx::eval(products.linear(x, prepared));
      // less than the scales of the quantised one
      EXPECT_LT(mx::get_peak_memory() - before, size_t{200} << 10);
    }
  }
}

TEST(StackedLinears, are_one_product_of_their_rows) {
  Linear parts[] = {dense(mx::bfloat16), dense(mx::bfloat16)};
  auto whole = std::make_shared<const Linear>(*stacked(parts));
  Linear rows[] = {layer_rows(whole, 0, kOutputs),
                   layer_rows(whole, kOutputs, kOutputs)};
  auto both = joined(rows);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->weight.shape(0), 2 * kOutputs);
  auto last = joined(std::span(rows).last(1));
  ASSERT_TRUE(last);
  EXPECT_EQ(last->weight.shape(0), kOutputs);
  std::swap(rows[0], rows[1]);
  EXPECT_FALSE(joined(rows)) << "in another order";
  EXPECT_FALSE(joined(parts)) << "that lie in two memories";
}

TEST(StackedLinears, of_other_types_are_not_stacked) {
  Linear parts[] = {dense(mx::bfloat16), dense(mx::float16)};
  EXPECT_FALSE(stacked(parts));
  Linear bits[] = {quantized(4), quantized(8)};
  EXPECT_FALSE(stacked(bits));
}

}  // namespace
}  // namespace tkr::embed::test
