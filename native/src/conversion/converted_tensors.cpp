#include "conversion/converted_tensors.h"

#include <cstdio>

namespace tkr::embed {
namespace {

// The tensor as it is stored, under another name.
TensorToWrite unchanged(const std::string& name, const StoredTensor& tensor) {
  return {name, tensor.location.dtype_name, tensor.location.shape,
          static_cast<int64_t>(tensor.bytes())};
}

// A convolution's weight as MLX's converters store it, channels last.
TensorToWrite patch_embed(const std::string& name,
                          const PlannedModule& module) {
  TensorToWrite tensor = unchanged(name, module.weight);
  if (module.channels_last) return tensor;
  const std::vector<int64_t>& first = module.weight.location.shape;
  tensor.shape = {first[0], first[2], first[3], first[4], first[1]};
  return tensor;
}

void add_quantized(ConvertedModule& converted) {
  const PlannedModule& module = *converted.module;
  auto [group_size, bits] = *module.on_load;
  int64_t rows = module.spec.rows;
  int64_t words = int64_t{module.spec.columns} / 32 * bits;
  int64_t groups = module.spec.columns / group_size;
  int64_t count = rows * module.spec.columns;
  int64_t float_bytes = static_cast<int64_t>(module.weight.bytes()) / count;
  const std::string dtype = module.weight.location.dtype_name;
  converted.tensors.push_back(
      {converted.name + ".weight", "U32", {rows, words}, rows * words * 4});
  for (const char* part : {".scales", ".biases"}) {
    converted.tensors.push_back({converted.name + part,
                                 dtype,
                                 {rows, groups},
                                 rows * groups * float_bytes});
  }
}

void add_unchanged(ConvertedModule& converted) {
  const PlannedModule& module = *converted.module;
  std::string weight = converted.name + ".weight";
  converted.tensors.push_back(module.spec.kind == ModuleKind::kPatchEmbed
                                  ? patch_embed(weight, module)
                                  : unchanged(weight, module.weight));
  if (!module.scales) return;
  converted.tensors.push_back(
      unchanged(converted.name + ".scales", *module.scales));
  converted.tensors.push_back(
      unchanged(converted.name + ".biases", *module.biases));
}

ConvertedModule converted_module(const PlannedModule& module,
                                 const TensorNames& names) {
  ConvertedModule converted{&module, names.converted(module.spec.path), {}};
  if (module.on_load) {
    add_quantized(converted);
  } else {
    add_unchanged(converted);
  }
  if (module.bias) {
    converted.tensors.push_back(
        unchanged(converted.name + ".bias", *module.bias));
  }
  return converted;
}

void name_files(std::vector<Shard>& shards) {
  if (shards.size() == 1) {
    shards[0].file = "model.safetensors";
    return;
  }
  for (size_t i = 0; i < shards.size(); ++i) {
    char name[64];
    std::snprintf(name, sizeof(name), "model-%05zu-of-%05zu.safetensors", i + 1,
                  shards.size());
    shards[i].file = name;
  }
}

}  // namespace

int64_t ConvertedModule::bytes() const {
  int64_t sum = 0;
  for (const TensorToWrite& tensor : tensors) sum += tensor.bytes;
  return sum;
}

std::vector<ConvertedModule> converted_modules(
    const std::vector<PlannedModule>& modules, const TensorNames& names) {
  std::vector<ConvertedModule> converted;
  for (const PlannedModule& module : modules) {
    converted.push_back(converted_module(module, names));
  }
  return converted;
}

std::vector<Shard> shards(const std::vector<ConvertedModule>& modules,
                          int64_t most_bytes) {
  std::vector<Shard> shards(1);
  int64_t bytes = 0;
  for (const ConvertedModule& module : modules) {
    bytes += module.bytes();
    if (bytes > most_bytes && !shards.back().modules.empty()) {
      shards.emplace_back();
      bytes = module.bytes();
    }
    shards.back().modules.push_back(module);
  }
  name_files(shards);
  return shards;
}

}  // namespace tkr::embed
