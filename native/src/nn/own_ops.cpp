#include <mlx/ops.h>

#include <cmath>
#include <tuple>

#include "cpu/ops.h"
#include "nn/ops.h"

namespace tkr::embed {
namespace {

cpu::Layer layer_of(const Linear& layer) {
  return {layer.weight,
          layer.scales,
          layer.biases,
          layer.bias,
          layer.quantization.group_size,
          layer.quantization.bits};
}

cpu::RowsInput rows_of(const Rows& rows) {
  cpu::RowsInput input{rows.x};
  if (rows.norm) input.norm = {rows.norm->weight, rows.eps};
  return input;
}

// Narrower products are exact always: there is little time for int8 to save,
// and its errors were the greatest (decisions.md). So the goldens and the
// demonstration model, all of them narrower, never meet int8; int8_linear_test
// and runtime/int8_test do.
constexpr int kLeastInt8Width = 512;

class OwnOps final : public Ops {
 public:
  explicit OwnOps(cpu::Activations activations) : activations_(activations) {}

  array linear(const array& x, const Linear& layer) const override {
    return linears({x}, {&layer, 1})[0];
  }

  std::vector<array> linears(const Rows& rows,
                             std::span<const Linear> layers) const override {
    std::vector<cpu::Layer> own;
    for (const Linear& layer : layers) own.push_back(layer_of(layer));
    return cpu::linears(rows_of(rows), own, activations(rows.x));
  }

  array linear_add(const array& x, const Linear& layer,
                   const array& residual) const override {
    return cpu::linear_add(x, layer_of(layer), residual, activations(x));
  }

  array gated_linear(const Rows& rows, const Linear& gate,
                     const Linear& up) const override {
    if (gate.quantization != up.quantization)
      return Ops::gated_linear(rows, gate, up);
    return cpu::gated_linear(rows_of(rows), layer_of(gate), layer_of(up),
                             activations(rows.x));
  }

  array embedding(const array& ids, const Linear& table) const override {
    if (!table.quantized()) {
      return mlx::core::astype(mlx::core::take(table.weight, ids, 0),
                               mlx::core::float32);
    }
    return cpu::dequantize_rows(table.weight, *table.scales, *table.biases, ids,
                                table.quantization.group_size,
                                table.quantization.bits);
  }

  array attention(const AttentionInput& input) const override {
    float scale = 1.0f / std::sqrt(static_cast<float>(input.queries.shape(2)));
    return cpu::attention(input.queries, input.keys, input.values, scale,
                          input.causal);
  }

  array rms_norm(const array& x, const Norm& norm, float eps) const override {
    return cpu::rms_norm(x, norm.weight, eps);
  }

  array layer_norm(const array& x, const Norm& norm, float eps) const override {
    return cpu::layer_norm(x, norm.weight, *norm.bias, eps);
  }

  array rotary(const array& x, const RotaryTable& table) const override {
    return cpu::rotary(x, table.cos, table.sin);
  }

  array silu_mul(const array& gate, const array& up) const override {
    return cpu::silu_mul(gate, up);
  }

  array quick_gelu(const array& x) const override { return cpu::quick_gelu(x); }

  array gelu(const array& x) const override { return cpu::gelu(x); }

  array gelu_tanh(const array& x) const override { return cpu::gelu_tanh(x); }

  int32_t mlp_rows() const override { return kOwnMlpRows; }

  Linear quantize(const array& weight,
                  const Quantization& quantization) const override {
    auto [packed, scales, biases] =
        cpu::quantize(weight, quantization.group_size, quantization.bits);
    return {packed, scales, biases, std::nullopt, quantization};
  }

 private:
  cpu::Activations activations(const array& x) const {
    return x.shape(1) < kLeastInt8Width ? cpu::Activations::kExact
                                        : activations_;
  }

  cpu::Activations activations_;
};

}  // namespace

std::unique_ptr<Ops> own_ops(const OwnOptions& options) {
  cpu::set_threads(options.threads);
  return std::make_unique<OwnOps>(options.int8 ? cpu::Activations::kInt8
                                               : cpu::Activations::kExact);
}

}  // namespace tkr::embed
