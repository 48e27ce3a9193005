#include "conversion/conversion.h"

#include <mlx/ops.h>
#include <mlx/transforms.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "checkpoint/json.h"
#include "checkpoint/tensor_arrays.h"
#include "conversion/converted_tensors.h"
#include "cpu/ops.h"
#include "nn/finite.h"

namespace tkr::embed {
namespace {

namespace fs = std::filesystem;
namespace mx = mlx::core;

constexpr int64_t kMaxConfigBytes = 16 << 20;

void write_json(const std::string& file, const Json& json) {
  std::ofstream stream(file, std::ios::binary);
  stream << json.dump(4) << '\n';
  stream.close();
  if (!stream) throw std::runtime_error(file + ": cannot be written");
}

Json quantization_json(const Quantization& quantization) {
  return {{"group_size", quantization.group_size},
          {"bits", quantization.bits},
          {"mode", "affine"}};
}

// As MLX's converters say it; the second key is for transformers. What the
// source has quantised otherwise is named.
void write_config(const Conversion& conversion,
                  const std::vector<PlannedModule>& modules) {
  Json config = read_json_file(
      (fs::path(conversion.source) / "config.json").string(), kMaxConfigBytes);
  Json quantization = quantization_json(conversion.quantization);
  for (const PlannedModule& module : modules) {
    if (!module.stored || module.stored == conversion.quantization) continue;
    quantization[conversion.names.converted(module.spec.path)] =
        quantization_json(*module.stored);
  }
  config["quantization"] = quantization;
  config["quantization_config"] = quantization;
  write_json((fs::path(conversion.target) / "config.json").string(), config);
}

void write_index(const Conversion& conversion,
                 const std::vector<Shard>& shards) {
  Json weight_map = Json::object();
  int64_t bytes = 0;
  for (const Shard& shard : shards) {
    for (const ConvertedModule& module : shard.modules) {
      bytes += module.bytes();
      for (const TensorToWrite& tensor : module.tensors) {
        weight_map[tensor.name] = shard.file;
      }
    }
  }
  Json index = {{"metadata", {{"total_size", bytes}}},
                {"weight_map", weight_map}};
  fs::path file = fs::path(conversion.target) / "model.safetensors.index.json";
  write_json(file.string(), index);
}

void write_array(SafetensorsWriter& writer, const std::string& name,
                 mx::array array) {
  writer.write(name, array.data<char>());
}

void write_quantized(SafetensorsWriter& writer,
                     const ConvertedModule& converted) {
  const PlannedModule& module = *converted.module;
  auto [words, scales, biases] =
      cpu::quantize(tensor_array(module.weight), module.on_load->group_size,
                    module.on_load->bits);
  mx::eval(words, scales, biases);
  write_array(writer, converted.name + ".weight", words);
  write_array(writer, converted.name + ".scales", scales);
  write_array(writer, converted.name + ".biases", biases);
}

void write_channels_last(SafetensorsWriter& writer, const std::string& name,
                         const StoredTensor& tensor) {
  mx::array first = tensor_array(tensor);
  mx::array last = mx::contiguous(mx::transpose(first, {0, 2, 3, 4, 1}));
  last.eval();
  write_array(writer, name, last);
}

void write_unchanged(SafetensorsWriter& writer,
                     const ConvertedModule& converted) {
  const PlannedModule& module = *converted.module;
  std::string weight = converted.name + ".weight";
  if (module.spec.kind == ModuleKind::kPatchEmbed && !module.channels_last) {
    write_channels_last(writer, weight, module.weight);
  } else {
    writer.write(weight, module.weight.data());
  }
  if (!module.scales) return;
  writer.write(converted.name + ".scales", module.scales->data());
  writer.write(converted.name + ".biases", module.biases->data());
}

void check_undamaged(const PlannedModule& module) {
  Damage damage;
  find_damage(module, damage);
  if (!damage.description.empty()) throw std::runtime_error(damage.description);
}

void write_module(SafetensorsWriter& writer, const ConvertedModule& converted) {
  const PlannedModule& module = *converted.module;
  check_undamaged(module);
  if (module.on_load) {
    write_quantized(writer, converted);
  } else {
    write_unchanged(writer, converted);
  }
  if (module.bias) writer.write(converted.name + ".bias", module.bias->data());
  module.weight.release();
}

void check_unquantised(const std::vector<PlannedModule>& modules) {
  for (const PlannedModule& module : modules) {
    if (!module.widens()) continue;
    throw std::runtime_error(
        module.weight.describe() +
        ": quantised already, in another way than servers map it: convert the "
        "model that it was made of");
  }
}

// Returns the bytes read up to its end.
int64_t write_shard(const Shard& shard, const Conversion& conversion,
                    int64_t read) {
  std::vector<TensorToWrite> tensors;
  for (const ConvertedModule& module : shard.modules) {
    tensors.insert(tensors.end(), module.tensors.begin(), module.tensors.end());
  }
  SafetensorsWriter writer((fs::path(conversion.target) / shard.file).string(),
                           tensors);
  for (size_t i = 0; i < shard.modules.size(); ++i) {
    if (i + 1 < shard.modules.size()) {
      shard.modules[i + 1].module->weight.prefetch();
    }
    write_module(writer, shard.modules[i]);
    conversion.listener(read += shard.modules[i].module->stored_bytes());
  }
  writer.finish();
  return read;
}

}  // namespace

void convert(const std::vector<PlannedModule>& modules,
             const Conversion& conversion) {
  check_unquantised(modules);
  std::vector<Shard> files = shards(
      converted_modules(modules, conversion.names), conversion.shard_bytes);
  int64_t read = 0;
  for (const Shard& shard : files) read = write_shard(shard, conversion, read);
  write_index(conversion, files);
  write_config(conversion, modules);
}

}  // namespace tkr::embed
