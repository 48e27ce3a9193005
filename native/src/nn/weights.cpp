#include "nn/weights.h"

#include <mlx/ops.h>
#include <mlx/transforms.h>

#include "checkpoint/tensor_arrays.h"
#include "nn/stacked_linears.h"
#include "nn/widened_weights.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// A copy in f32: small tensors only.
mx::array load_small(const StoredTensor& tensor) {
  mx::array mapped = tensor_array(tensor);
  mx::array copy = mx::add(mx::astype(mapped, mx::float32), mx::array(0.0f));
  copy.eval();
  return copy;
}

mx::array load_mapped(const StoredTensor& tensor) {
  mx::array weight = tensor_array(tensor);
  if (weight.data<uint8_t>() != tensor.data()) tensor.release();  // a copy
  return weight;
}

// [embed_dim, channels * temporal * height * width], channels first.
mx::array load_patch_embed(const PlannedModule& module) {
  mx::array weight = tensor_array(module.weight);
  if (module.channels_last) weight = mx::transpose(weight, {0, 4, 1, 2, 3});
  weight = mx::reshape(weight, {module.spec.rows, module.spec.columns});
  weight.eval();
  return weight;
}

Linear load_quantizing(const PlannedModule& module, const Ops& ops) {
  Linear layer = ops.quantize(tensor_array(module.weight), *module.on_load);
  mx::eval(layer.weight, *layer.scales, *layer.biases);
  module.weight.release();
  return layer;
}

Linear load_as_stored(const PlannedModule& module) {
  Linear layer{module.spec.kind == ModuleKind::kPatchEmbed
                   ? load_patch_embed(module)
                   : load_mapped(module.weight),
               std::nullopt,
               std::nullopt,
               std::nullopt,
               {}};
  if (module.stored) {
    layer.scales = load_mapped(*module.scales);
    layer.biases = load_mapped(*module.biases);
    layer.quantization = *module.stored;
  }
  return layer;
}

Linear load_linear(const PlannedModule& module, const Ops& ops) {
  Linear layer =
      module.on_load ? load_quantizing(module, ops) : load_stored(module);
  if (module.bias) layer.bias = load_small(*module.bias);
  return layer;
}

Norm load_norm(const PlannedModule& module) {
  Norm norm{load_small(module.weight), std::nullopt};
  if (module.bias) norm.bias = load_small(*module.bias);
  return norm;
}

// Enters layers into the weights as the operations multiply them.
class Preparation {
 public:
  Preparation(Weights& weights, const Ops& ops)
      : weights_(weights), ops_(ops) {}

  void add(const PlannedModule& module) {
    const std::string& path = module.spec.path;
    Linear layer = load_linear(module, ops_);
    auto stack = ops_.stacks() ? stack_of(path) : std::vector<std::string>();
    if (module.spec.kind == ModuleKind::kEmbedding) {  // rows are taken of it
      enter(path, layer);
    } else if (stack.empty()) {
      enter(path, ops_.prepared(layer));
      release(module);
    } else {
      parts_.push_back(layer);
      waiting_.push_back(&module);
      if (path == stack.back()) enter_stack();
    }
  }

 private:
  void enter(const std::string& path, const Linear& layer) {
    weights_.linears.emplace(path, layer);
  }

  void enter_stack() {
    auto raw = stacked(parts_);
    if (raw) {
      enter_rows(std::make_shared<const Linear>(ops_.prepared(*raw)));
    } else {
      for (size_t i = 0; i < parts_.size(); ++i) {
        enter(waiting_[i]->spec.path, ops_.prepared(parts_[i]));
      }
    }
    parts_.clear();
    for (const PlannedModule* module : waiting_) release(*module);
    waiting_.clear();
  }

  void enter_rows(const std::shared_ptr<const Linear>& whole) {
    int32_t row = 0;
    for (const PlannedModule* module : waiting_) {
      enter(module->spec.path, layer_rows(whole, row, module->spec.rows));
      row += module->spec.rows;
    }
  }

  // Gives the pages of a mapped weight back that was copied.
  void release(const PlannedModule& module) const {
    mx::array& weight = weights_.linears.at(module.spec.path).weight;
    weight.eval();
    if (weight.data<uint8_t>() != module.weight.data()) module.weight.release();
  }

  Weights& weights_;
  const Ops& ops_;
  // The layers that are to lie on top of each other, until all are there.
  std::vector<Linear> parts_;
  std::vector<const PlannedModule*> waiting_;
};

}  // namespace

Linear load_stored(const PlannedModule& module) {
  return module.widens() ? widened(module) : load_as_stored(module);
}

Weights load_weights(const std::vector<PlannedModule>& modules,
                     const LoadParts& parts) {
  Weights weights;
  Preparation preparation(weights, parts.ops);
  int64_t bytes = 0;
  for (size_t i = 0; i < modules.size(); ++i) {
    const PlannedModule& module = modules[i];
    if (i + 1 < modules.size()) modules[i + 1].weight.prefetch();
    const std::string& path = module.spec.path;
    if (!parts.checked) find_damage(module, weights.damage);
    if (module.spec.kind == ModuleKind::kNorm) {
      weights.norms.emplace(path, load_norm(module));
    } else {
      preparation.add(module);
    }
    parts.listener(bytes += module.stored_bytes());
  }
  return weights;
}

}  // namespace tkr::embed
