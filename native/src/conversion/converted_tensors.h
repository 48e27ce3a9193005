// What a converted checkpoint holds, and in which file.
#pragma once

#include <string>
#include <vector>

#include "checkpoint/modules.h"
#include "conversion/safetensors_writer.h"

namespace tkr::embed {

// A module and the tensors that it becomes, by the names of MLX's converters:
// its weight, of a quantised one the scales and biases, its bias.
struct ConvertedModule {
  const PlannedModule* module = nullptr;
  std::string name;  // before ".weight"
  std::vector<TensorToWrite> tensors;

  int64_t bytes() const;
};

// Of modules whose on_load says how they are quantised; they must outlive it.
std::vector<ConvertedModule> converted_modules(
    const std::vector<PlannedModule>& modules, const TensorNames& names);

// One file of a checkpoint.
struct Shard {
  std::string file;
  std::vector<ConvertedModule> modules;
};

// Files of at most most_bytes of tensors, or of one module, each; called as
// Hugging Face's and MLX's are.
std::vector<Shard> shards(const std::vector<ConvertedModule>& modules,
                          int64_t most_bytes);

}  // namespace tkr::embed
