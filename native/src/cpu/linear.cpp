// linear, quantized_linear, linears, linear_add and gated_linear.
#include <string>
#include <utility>

#include "check.h"
#include "matmul.h"
#include "ops.h"
#include "primitive.h"
#include "weights.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

// Where a layer's arrays stand among a node's inputs: its bias if it has one,
// then what its weights are made of.
struct Place {
  Weights shape;
  size_t first;
  bool has_bias;

  Matrix read(const std::vector<array>& in) const {
    const array* at = &in[first];
    const float* bias = has_bias ? (at++)->data<float>() : nullptr;
    return {shape.bits ? quantized_weights(shape, at) : dense_weights(*at),
            bias};
  }
};

// Where the rows stand among a node's inputs: first, then their norm.
struct RowsPlace {
  bool has_norm = false;
  float eps = 0.0f;

  Rows read(const std::vector<array>& in) const {
    return {in[0].data<float>(), in[0].shape(0),
            has_norm ? in[1].data<float>() : nullptr, eps};
  }
};

// The inputs of a node: the rows, their norm if there is one, the layers.
class Inputs {
 public:
  Inputs(const char* operation, const array& x) : operation_(operation) {
    const Operand rows{operation, "x", x};
    rows.is_float32();
    rows.has_rank(2);
    arrays_.push_back(x);
  }

  void add(const Norm& norm) {
    const Operand weight{operation_, "norm", norm.weight};
    weight.is_floating();
    weight.has_shape({arrays_[0].shape(1)});
    arrays_.push_back(as_float32(norm.weight));
    rows_ = {true, norm.eps};
  }

  Place add(const Layer& layer) {
    const Weights shape = layer.scales ? quantized(layer) : dense(layer);
    const Operand rows{operation_, "x", arrays_[0]};
    rows.has_shape({arrays_[0].shape(0), shape.k});
    const Place place{shape, arrays_.size(), layer.bias.has_value()};
    if (layer.bias) arrays_.push_back(bias(*layer.bias, shape.n));
    arrays_.push_back(layer.w);
    if (!layer.scales) return place;
    const auto [scales, biases] = same_type(*layer.scales, *layer.biases);
    arrays_.push_back(scales);
    arrays_.push_back(biases);
    return place;
  }

  // An array of the result's shape; its place.
  size_t add_residual(const array& residual, int64_t n) {
    const Operand operand{operation_, "residual", residual};
    operand.is_float32();
    operand.has_shape({count(), n});
    arrays_.push_back(residual);
    return arrays_.size() - 1;
  }

  int count() const { return arrays_[0].shape(0); }
  const std::vector<array>& arrays() const { return arrays_; }

  const RowsPlace& rows() const { return rows_; }

 private:
  Weights dense(const Layer& layer) const {
    const Operand weight{operation_, "w", layer.w};
    weight.is_floating();
    weight.has_rank(2);
    Weights shape;
    shape.n = layer.w.shape(0);
    shape.k = layer.w.shape(1);
    return shape;
  }

  Weights quantized(const Layer& layer) const {
    const int64_t k =
        check_quantized(operation_, layer.w, *layer.scales, *layer.biases,
                        layer.group_size, layer.bits);
    return quantized_shape(layer.w.shape(0), k, layer.group_size, layer.bits);
  }

  array bias(const array& bias, int64_t n) const {
    const Operand operand{operation_, "bias", bias};
    operand.is_floating();
    operand.has_shape({n});
    return as_float32(bias);
  }

  const char* operation_;
  std::vector<array> arrays_;
  RowsPlace rows_;
};

std::vector<array> products(const char* name, const RowsInput& x,
                            std::span<const Layer> layers,
                            Activations activations) {
  Inputs inputs(name, x.x);
  if (x.norm) inputs.add(*x.norm);
  std::vector<Place> places;
  Operation operation{name, {}, {}};
  for (const Layer& layer : layers) {
    places.push_back(inputs.add(layer));
    operation.shapes.push_back(
        {inputs.count(), static_cast<int>(places.back().shape.n)});
    operation.dtypes.push_back(mx::float32);
  }
  auto kernel = [=, rows = inputs.rows()](const std::vector<array>& in,
                                          std::vector<array>& out) {
    std::vector<Product> products;
    for (size_t i = 0; i < places.size(); ++i)
      products.push_back({places[i].read(in), out[i].data<float>()});
    matmul(rows.read(in), products, activations);
  };
  return apply(operation, inputs.arrays(), kernel);
}

}  // namespace

array linear(const array& x, const array& w, const std::optional<array>& bias,
             Activations activations) {
  const Layer layer{w, std::nullopt, std::nullopt, bias};
  return products("linear", {x}, {&layer, 1}, activations)[0];
}

array quantized_linear(const array& x, const array& w, const array& scales,
                       const array& biases, int group_size, int bits,
                       const std::optional<array>& bias,
                       Activations activations) {
  const Layer layer{w, scales, biases, bias, group_size, bits};
  return products("quantized_linear", {x}, {&layer, 1}, activations)[0];
}

std::vector<array> linears(const RowsInput& x, std::span<const Layer> layers,
                           Activations activations) {
  return products("linears", x, layers, activations);
}

array linear_add(const array& x, const Layer& layer, const array& residual,
                 Activations activations) {
  const char* name = "linear_add";
  Inputs inputs(name, x);
  const Place place = inputs.add(layer);
  const auto n = static_cast<int>(place.shape.n);
  const size_t added = inputs.add_residual(residual, n);
  auto kernel = [=, rows = inputs.rows()](const std::vector<array>& in,
                                          std::vector<array>& out) {
    const Product product{place.read(in), out[0].data<float>(),
                          in[added].data<float>()};
    matmul(rows.read(in), {&product, 1}, activations);
  };
  return apply({name, {{inputs.count(), n}}, {mx::float32}}, inputs.arrays(),
               kernel)[0];
}

array gated_linear(const RowsInput& x, const Layer& gate, const Layer& up,
                   Activations activations) {
  const char* name = "gated_linear";
  Inputs inputs(name, x.x);
  if (x.norm) inputs.add(*x.norm);
  const Place first = inputs.add(gate), second = inputs.add(up);
  const Weights &a = first.shape, &b = second.shape;
  const Operand other{name, "up", up.w};
  other.require(a.n == b.n && a.bits == b.bits && a.group_size == b.group_size,
                "gate's shape and storage");
  auto kernel = [=, rows = inputs.rows()](const std::vector<array>& in,
                                          std::vector<array>& out) {
    const Matrix ups = second.read(in);
    const Product product{first.read(in), out[0].data<float>(), nullptr, &ups};
    matmul(rows.read(in), {&product, 1}, activations);
  };
  return apply({name, {{inputs.count(), static_cast<int>(a.n)}}, {mx::float32}},
               inputs.arrays(), kernel)[0];
}

}  // namespace tkr::embed::cpu
