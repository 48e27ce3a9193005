#include "checkpoint/modules.h"

#include <set>
#include <stdexcept>

namespace tkr::embed {
namespace {

using Shape = std::vector<int64_t>;

std::string shape_text(const Shape& shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i) {
    text += (i ? ", " : "") + std::to_string(shape[i]);
  }
  return text + "]";
}

void check_shape(const StoredTensor& tensor, const Shape& expected) {
  if (tensor.location.shape == expected) return;
  throw std::runtime_error(tensor.describe() + ": expected shape " +
                           shape_text(expected) + ", found " +
                           shape_text(tensor.location.shape));
}

void check_float(const StoredTensor& tensor) {
  StoredDtype dtype = tensor.location.dtype;
  if (dtype == StoredDtype::kBf16 || dtype == StoredDtype::kF16 ||
      dtype == StoredDtype::kF32) {
    return;
  }
  throw std::runtime_error(tensor.describe() +
                           ": expected dtype BF16, F16 or F32, found " +
                           tensor.location.dtype_name);
}

// What config.json says of that module by its own path, if anything.
void check_override(const PlannedModule& module, const ModelConfig& config) {
  std::string path = module.weight.stored_name;
  path.resize(path.size() - std::string(".weight").size());
  auto found = config.quantization.modules.find(path);
  if (found == config.quantization.modules.end()) return;
  if (found->second == module.stored) return;
  throw std::runtime_error(
      module.weight.describe() +
      ": its shape contradicts config.json: quantization." + path);
}

Quantization infer_quantization(const PlannedModule& module) {
  const Shape& weight = module.weight.location.shape;
  const Shape& scales = module.scales->location.shape;
  int64_t columns = module.spec.columns;
  bool valid = weight.size() == 2 && scales.size() == 2 && scales[1] > 0 &&
               columns % scales[1] == 0 && 32 * weight[1] % columns == 0;
  if (!valid) {
    throw std::runtime_error(
        module.weight.describe() + ": not an affine quantisation of " +
        std::to_string(columns) + " columns: weight " + shape_text(weight) +
        ", scales " + shape_text(scales));
  }
  return {static_cast<int32_t>(columns / scales[1]),
          static_cast<int32_t>(32 * weight[1] / columns)};
}

void check_supported(const PlannedModule& module) {
  auto [group_size, bits] = *module.stored;
  bool group_known = group_size == 32 || group_size == 64 || group_size == 128;
  if (group_known && (bits == 4 || bits == 8)) return;
  throw std::runtime_error(
      module.weight.describe() + ": quantised with " + std::to_string(bits) +
      " bits in groups of " + std::to_string(group_size) +
      "; supported are 4 and 8 bits in groups of 32, 64 and 128");
}

void plan_quantized(PlannedModule& module, const Checkpoint& checkpoint) {
  const std::string& path = module.spec.path;
  module.biases = checkpoint.at(path + ".biases");
  if (module.weight.location.dtype != StoredDtype::kU32) {
    throw std::runtime_error(module.weight.describe() +
                             ": has scales, so dtype U32 is expected, found " +
                             module.weight.location.dtype_name);
  }
  module.stored = infer_quantization(module);
  check_supported(module);
  int64_t groups = module.spec.columns / module.stored->group_size;
  check_shape(
      module.weight,
      {module.spec.rows, module.spec.columns / (32 / module.stored->bits)});
  check_shape(*module.scales, {module.spec.rows, groups});
  check_shape(*module.biases, {module.spec.rows, groups});
  check_float(*module.scales);
  check_float(*module.biases);
}

// A convolution's weight is stored channels first by transformers and channels
// last by MLX's converters.
void plan_patch_embed(PlannedModule& module, const VisionConfig& config) {
  int64_t t = config.temporal_patch_size;
  int64_t p = config.patch_size;
  Shape first = {config.embed_dim, config.in_channels, t, p, p};
  Shape last = {config.embed_dim, t, p, p, config.in_channels};
  module.channels_last = module.weight.location.shape == last;
  if (!module.channels_last) check_shape(module.weight, first);
  check_float(module.weight);
}

void plan_weight(PlannedModule& module, const Checkpoint& checkpoint,
                 const ModelConfig& config) {
  const ModuleSpec& spec = module.spec;
  if (spec.kind == ModuleKind::kPatchEmbed) {
    plan_patch_embed(module, config.vision);
    return;
  }
  bool matrix = spec.kind != ModuleKind::kNorm;
  const StoredTensor* scales = checkpoint.find(spec.path + ".scales");
  if (matrix && scales != nullptr) {
    module.scales = *scales;
    plan_quantized(module, checkpoint);
  } else {
    check_shape(module.weight,
                matrix ? Shape{spec.rows, spec.columns} : Shape{spec.rows});
    check_float(module.weight);
  }
  check_override(module, config);
}

PlannedModule plan_module(const ModuleSpec& spec, const Checkpoint& checkpoint,
                          const ModelConfig& config) {
  PlannedModule module;
  module.spec = spec;
  module.weight = checkpoint.at(spec.path + ".weight");
  plan_weight(module, checkpoint, config);
  if (spec.bias) {
    module.bias = checkpoint.at(spec.path + ".bias");
    check_shape(*module.bias, {spec.rows});
    check_float(*module.bias);
  }
  return module;
}

// A tensor that the architecture has no place for belongs to another one, or to
// a head, an adapter or layers that the vectors would lack.
void check_nothing_left(const std::vector<PlannedModule>& modules,
                        const Checkpoint& checkpoint) {
  std::set<std::string> used;
  for (const PlannedModule& module : modules) {
    used.insert(module.spec.path + ".weight");
    if (module.bias) used.insert(module.spec.path + ".bias");
    if (!module.scales) continue;
    used.insert(module.spec.path + ".scales");
    used.insert(module.spec.path + ".biases");
  }
  for (const std::string& name : checkpoint.names()) {
    if (used.contains(name)) continue;
    throw std::runtime_error(
        checkpoint.at(name).describe() +
        ": a tensor that the model config.json describes does not have, so "
        "that its vectors would lack it: a head, an adapter, more layers, or "
        "another architecture");
  }
}

int64_t tensor_bytes(const std::optional<StoredTensor>& tensor) {
  return tensor ? static_cast<int64_t>(tensor->bytes()) : 0;
}

}  // namespace

int64_t PlannedModule::stored_bytes() const {
  return static_cast<int64_t>(weight.bytes()) + tensor_bytes(bias) +
         tensor_bytes(scales) + tensor_bytes(biases);
}

int64_t PlannedModule::resident_bytes() const {
  if (!on_load && float_bytes == 0) return stored_bytes();
  int64_t count = int64_t{spec.rows} * spec.columns;
  int64_t bytes = float_bytes > 0 ? float_bytes : stored_float_bytes();
  if (!in_force()) return count * bytes + tensor_bytes(bias);
  return count / 8 * in_force()->bits +
         2 * bytes * (count / in_force()->group_size) + tensor_bytes(bias);
}

int64_t PlannedModule::stored_float_bytes() const {
  const StoredTensor& floats = scales ? *scales : weight;
  int64_t count = int64_t{spec.rows} * spec.columns;
  if (scales) count /= stored->group_size;
  return static_cast<int64_t>(floats.bytes()) / count;
}

std::optional<Quantization> PlannedModule::in_force() const {
  return on_load ? on_load : stored;
}

std::vector<PlannedModule> plan_modules(const std::vector<ModuleSpec>& specs,
                                        const ModelConfig& config,
                                        const Checkpoint& checkpoint) {
  std::vector<PlannedModule> modules;
  for (const ModuleSpec& spec : specs) {
    modules.push_back(plan_module(spec, checkpoint, config));
  }
  check_nothing_left(modules, checkpoint);
  return modules;
}

void quantize_on_load(std::vector<PlannedModule>& modules,
                      const Quantization& quantization) {
  for (PlannedModule& module : modules) {
    bool divides = module.spec.quantizable &&
                   module.spec.columns % quantization.group_size == 0;
    if (divides && !module.stored) module.on_load = quantization;
  }
}

void hold_floats(std::vector<PlannedModule>& modules, int32_t bytes) {
  for (PlannedModule& module : modules) {
    bool layer = module.spec.kind == ModuleKind::kLinear ||
                 module.spec.kind == ModuleKind::kPatchEmbed;
    if (layer) module.float_bytes = bytes;
  }
}

int64_t resident_bytes(const std::vector<PlannedModule>& modules) {
  int64_t bytes = 0;
  for (const PlannedModule& module : modules) bytes += module.resident_bytes();
  return bytes;
}

std::string describe_quantization(const std::vector<PlannedModule>& modules) {
  std::set<int32_t> bits;
  for (const PlannedModule& module : modules) {
    if (!module.spec.quantizable) continue;
    bits.insert(module.in_force() ? module.in_force()->bits : 0);
  }
  if (bits.size() != 1) return "mixed";
  return *bits.begin() == 0 ? "none" : "q" + std::to_string(*bits.begin());
}

}  // namespace tkr::embed
