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
  if (found->second == module.packing) return;
  throw std::runtime_error(
      module.weight.describe() +
      ": its shape contradicts config.json: quantization." + path);
}

// The mode follows from the dtype of the scales, and the group's size.
std::string mode_of(const PlannedModule& module, int64_t group_size,
                    int64_t bits) {
  if (module.scales->location.dtype != StoredDtype::kU8) return "affine";
  return bits == 8 ? "mxfp8" : group_size == 16 ? "nvfp4" : "mxfp4";
}

Packing infer_packing(const PlannedModule& module) {
  const Shape& weight = module.weight.location.shape;
  const Shape& scales = module.scales->location.shape;
  int64_t columns = module.spec.columns;
  bool valid = weight.size() == 2 && scales.size() == 2 && scales[1] > 0 &&
               columns % scales[1] == 0 && 32 * weight[1] % columns == 0;
  if (!valid) {
    throw std::runtime_error(
        module.weight.describe() + ": not a quantisation of " +
        std::to_string(columns) + " columns: weight " + shape_text(weight) +
        ", scales " + shape_text(scales));
  }
  int64_t group_size = columns / scales[1];
  int64_t bits = 32 * weight[1] / columns;
  return {static_cast<int32_t>(group_size), static_cast<int32_t>(bits),
          mode_of(module, group_size, bits)};
}

bool is_supported(const Packing& packing) {
  auto [group_size, bits, mode] = packing;
  if (mode == "nvfp4") return group_size == 16 && bits == 4;
  if (mode != "affine") return group_size == 32 && (bits == 4 || bits == 8);
  bool group_known = group_size == 32 || group_size == 64 || group_size == 128;
  return group_known && bits >= 2 && bits <= 8 && bits != 7;
}

void check_supported(const PlannedModule& module) {
  if (is_supported(*module.packing)) return;
  auto [group_size, bits, mode] = *module.packing;
  throw std::runtime_error(
      module.weight.describe() + ": quantised with " + std::to_string(bits) +
      " bits in groups of " + std::to_string(group_size) +
      "; supported are 2, 3, 4, 5, 6 and 8 bits in groups of 32, 64 and 128, "
      "mxfp4, mxfp8 and nvfp4");
}

// With which the same values are multiplied; nullopt: as floats.
std::optional<Quantization> held(const Packing& packing) {
  if (packing.mode == "mxfp4") return Quantization{32, 8};
  if (packing.mode != "affine") return std::nullopt;
  return Quantization{packing.group_size, packing.bits <= 4 ? 4 : 8};
}

void check_affine(const PlannedModule& module) {
  check_shape(*module.biases, module.scales->location.shape);
  check_float(*module.scales);
  check_float(*module.biases);
}

void plan_quantized(PlannedModule& module, const Checkpoint& checkpoint) {
  if (module.scales->location.dtype != StoredDtype::kU8) {
    module.biases = checkpoint.at(module.spec.path + ".biases");
  }
  if (module.weight.location.dtype != StoredDtype::kU32) {
    throw std::runtime_error(module.weight.describe() +
                             ": has scales, so dtype U32 is expected, found " +
                             module.weight.location.dtype_name);
  }
  module.packing = infer_packing(module);
  check_supported(module);
  module.stored = held(*module.packing);
  auto [group_size, bits, mode] = *module.packing;
  int64_t columns = module.spec.columns;
  check_shape(module.weight, {module.spec.rows, columns * bits / 32});
  check_shape(*module.scales, {module.spec.rows, columns / group_size});
  if (mode == "affine") check_affine(module);
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
    if (module.biases) used.insert(module.spec.path + ".biases");
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

std::string quantization_name(const PlannedModule& module) {
  if (module.packing && module.packing->mode != "affine") {
    return module.packing->mode;
  }
  if (module.packing) return "q" + std::to_string(module.packing->bits);
  return module.on_load ? "q" + std::to_string(module.on_load->bits) : "none";
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
  if (!on_load && float_bytes == 0 && !widens()) return stored_bytes();
  int64_t count = int64_t{spec.rows} * spec.columns;
  int64_t bytes = float_bytes > 0 ? float_bytes : stored_float_bytes();
  if (!in_force()) return count * bytes + tensor_bytes(bias);
  return count / 8 * in_force()->bits +
         2 * bytes * (count / in_force()->group_size) + tensor_bytes(bias);
}

bool PlannedModule::multiplied(const Packing& packing) {
  return packing.mode == "affine" && (packing.bits == 4 || packing.bits == 8);
}

int64_t PlannedModule::stored_float_bytes() const {
  if (scales && !biases) return 2;  // bf16, once widened
  const StoredTensor& floats = scales ? *scales : weight;
  int64_t count = int64_t{spec.rows} * spec.columns;
  if (scales) count /= packing->group_size;
  return static_cast<int64_t>(floats.bytes()) / count;
}

std::optional<Quantization> PlannedModule::in_force() const {
  return on_load ? on_load : stored;
}

std::vector<PlannedModule> plan_modules(const std::vector<ModuleSpec>& specs,
                                        const ModelConfig& config,
                                        const Checkpoint& checkpoint) {
  std::vector<PlannedModule> modules;
  std::string faults;
  for (const ModuleSpec& spec : specs) {
    try {
      modules.push_back(plan_module(spec, checkpoint, config));
    } catch (const std::runtime_error& fault) {
      faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
    }
  }
  if (!faults.empty()) throw std::runtime_error(faults);
  check_nothing_left(modules, checkpoint);
  return modules;
}

void quantize_on_load(std::vector<PlannedModule>& modules,
                      const Quantization& quantization) {
  for (PlannedModule& module : modules) {
    bool divides = module.spec.quantizable &&
                   module.spec.columns % quantization.group_size == 0;
    if (divides && !module.packing) module.on_load = quantization;
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
  std::set<std::string> names;
  for (const PlannedModule& module : modules) {
    if (module.spec.quantizable) names.insert(quantization_name(module));
  }
  return names.size() == 1 ? *names.begin() : "mixed";
}

}  // namespace tkr::embed
