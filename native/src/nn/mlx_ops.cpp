#include <mlx/fast.h>
#include <mlx/ops.h>

#include <cmath>
#include <vector>

#include "nn/arrays.h"
#include "nn/ops.h"
#include "nn/pass_limits.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// [T, heads, D] to [1, heads, T, D].
mx::array heads_first(const mx::array& x) {
  return mx::expand_dims(mx::transpose(x, {1, 0, 2}), 0);
}

mx::array attend(const AttentionInput& input) {
  float scale = 1.0f / std::sqrt(static_cast<float>(input.queries.shape(2)));
  mx::array result = mx::fast::scaled_dot_product_attention(
      heads_first(input.queries), heads_first(input.keys),
      heads_first(input.values), scale, input.causal ? "causal" : "");
  return mx::transpose(mx::squeeze(result, 0), {1, 0, 2});
}

// Queries [begin, end) and the keys they see.
AttentionInput query_block(const AttentionInput& input, int begin, int end) {
  int seen = input.keys.shape(0);
  if (input.causal) seen += end - input.queries.shape(0);
  return {row_slice(input.queries, begin, end - begin),
          row_slice(input.keys, 0, seen), row_slice(input.values, 0, seen),
          input.causal};
}

int query_block_size(const AttentionInput& input) {
  int64_t scores =
      int64_t{input.queries.shape(1)} * std::max(1, input.keys.shape(0));
  return static_cast<int>(std::max<int64_t>(1, kMaxScores / scores));
}

class MlxOps final : public Ops {
 public:
  array linear(const array& x, const Linear& layer) const override {
    array y =
        layer.quantized() ? quantized_matmul(x, layer) : dense_matmul(x, layer);
    return layer.bias ? mx::add(y, *layer.bias) : y;
  }

  array embedding(const array& ids, const Linear& table) const override {
    array weight = mx::take(table.weight, ids, 0);
    if (!table.quantized()) return mx::astype(weight, mx::float32);
    return mx::dequantize(
        weight, mx::astype(mx::take(*table.scales, ids, 0), mx::float32),
        mx::astype(mx::take(*table.biases, ids, 0), mx::float32),
        table.quantization.group_size, table.quantization.bits);
  }

  // Block by block, so that one block's scores are held at a time.
  array attention(const AttentionInput& input) const override {
    int count = input.queries.shape(0);
    int block = query_block_size(input);
    std::vector<array> blocks;
    for (int begin = 0; begin < count; begin += block) {
      int end = std::min(count, begin + block);
      blocks.push_back(attend(query_block(input, begin, end)));
      evaluate_layer({blocks.back()});
    }
    return stack_rows(blocks);
  }

  array rms_norm(const array& x, const Norm& norm, float eps) const override {
    return mx::fast::rms_norm(x, norm.weight, eps);
  }

  array layer_norm(const array& x, const Norm& norm, float eps) const override {
    return mx::fast::layer_norm(x, norm.weight, norm.bias, eps);
  }

  array rotary(const array& x, const RotaryTable& table) const override {
    array cos = mx::expand_dims(table.cos, 1);
    array sin = mx::expand_dims(table.sin, 1);
    auto halves = mx::split(x, 2, -1);
    return mx::concatenate(
        {mx::subtract(mx::multiply(halves[0], cos),
                      mx::multiply(halves[1], sin)),
         mx::add(mx::multiply(halves[1], cos), mx::multiply(halves[0], sin))},
        -1);
  }

  array silu_mul(const array& gate, const array& up) const override {
    return mx::multiply(mx::multiply(gate, mx::sigmoid(gate)), up);
  }

  array quick_gelu(const array& x) const override {
    return mx::multiply(x, mx::sigmoid(mx::multiply(x, array(1.702f))));
  }

  array gelu(const array& x) const override {
    array half = mx::multiply(x, array(0.5f));
    array inner = mx::multiply(x, array(static_cast<float>(M_SQRT1_2)));
    return mx::multiply(half, mx::add(mx::erf(inner), array(1.0f)));
  }

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

 private:
  static array dense_matmul(const array& x, const Linear& layer) {
    return mx::matmul(x, mx::transpose(mx::astype(layer.weight, mx::float32)));
  }

  static array quantized_matmul(const array& x, const Linear& layer) {
    return mx::quantized_matmul(
        x, layer.weight, mx::astype(*layer.scales, mx::float32),
        mx::astype(*layer.biases, mx::float32), true,
        layer.quantization.group_size, layer.quantization.bits);
  }
};

}  // namespace

std::unique_ptr<Ops> mlx_ops() { return std::make_unique<MlxOps>(); }

}  // namespace tkr::embed
