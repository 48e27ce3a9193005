#include "runtime/device_probe.h"

#include <gtest/gtest.h>
#include <mlx/ops.h>

#include <limits>
#include <memory>

#include "expect_error.h"

namespace tkr::embed::test {
namespace {

namespace mx = mlx::core;

// MLX's operations, but a product of more rows than so many has one value that
// is wrong.
class WrongOps final : public Ops {
 public:
  WrongOps(int right, float factor) : right_(right), factor_(factor) {}

  array linear(const array& x, const Linear& layer) const override {
    array y = ops_->linear(x, layer);
    if (x.shape(0) <= right_) return y;
    array last = mx::equal(mx::arange(y.shape(1)), mx::array(y.shape(1) - 1));
    return mx::where(last, mx::multiply(y, mx::array(factor_)), y);
  }
  array embedding(const array& ids, const Linear& table) const override {
    return ops_->embedding(ids, table);
  }
  array attention(const AttentionInput& input) const override {
    return ops_->attention(input);
  }
  array rms_norm(const array& x, const Norm& norm, float eps) const override {
    return ops_->rms_norm(x, norm, eps);
  }
  array layer_norm(const array& x, const Norm& norm, float eps) const override {
    return ops_->layer_norm(x, norm, eps);
  }
  array rotary(const array& x, const RotaryTable& table) const override {
    return ops_->rotary(x, table);
  }
  array silu_mul(const array& gate, const array& up) const override {
    return ops_->silu_mul(gate, up);
  }
  array quick_gelu(const array& x) const override {
    return ops_->quick_gelu(x);
  }
  array gelu(const array& x) const override { return ops_->gelu(x); }
  array gelu_tanh(const array& x) const override { return ops_->gelu_tanh(x); }
  Linear quantize(const array& weight,
                  const Quantization& quantization) const override {
    return ops_->quantize(weight, quantization);
  }
  Linear prepared(const Linear& layer) const override {
    return ops_->prepared(layer);
  }

 private:
  int right_;
  float factor_;
  std::unique_ptr<Ops> ops_ = mlx_ops();
};

TEST(DeviceProbe, tells_errors_and_speeds_of_a_sound_device) {
  for (Precision precision : {Precision::kExact, Precision::kFast}) {
    DeviceProbe probe = probe_device(*mlx_ops(precision), precision);
    EXPECT_LT(probe.error(), precision == Precision::kExact ? 1e-5 : 5e-3);
    EXPECT_GT(probe.dense_gflops, 0);
    EXPECT_GT(probe.quantized_gflops, 0);
    EXPECT_NE(probe.description().find("GFLOP/s"), std::string::npos);
  }
}

// As MLX issue 3585 had it.
TEST(DeviceProbe, refuses_a_device_that_is_wrong_for_more_than_eight_rows) {
  expect_error<std::runtime_error>(
      [] { probe_device(WrongOps(8, 2), Precision::kFast); },
      {"multiplies wrongly", "EMBEDDING_DEVICE=cpu"});
}

TEST(DeviceProbe, refuses_what_is_not_finite) {
  expect_error<std::runtime_error>(
      [] {
        probe_device(WrongOps(100, std::numeric_limits<float>::quiet_NaN()),
                     Precision::kExact);
      },
      {"multiplies wrongly"});
}

// "exact" is f32: products in TF32, off by 2^-11, are none.
TEST(DeviceProbe, refuses_coarser_products_where_exact_ones_are_asked_for) {
  expect_error<std::runtime_error>(
      [] { probe_device(WrongOps(0, 1 + 1e-3f), Precision::kExact); },
      {"multiplies wrongly"});
}

}  // namespace
}  // namespace tkr::embed::test
