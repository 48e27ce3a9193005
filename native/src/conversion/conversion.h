// A checkpoint written once more, quantised, in the layout of MLX's converters.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "checkpoint/modules.h"

namespace tkr::embed {

// The most bytes of tensors that a file holds, as for MLX's converters.
constexpr int64_t kShardBytes = int64_t{5} << 30;

struct Conversion {
  std::string source;  // folder of the checkpoint that is read
  std::string target;  // folder that exists and holds none of what is written
  Quantization quantization;  // of most modules, for config.json
  TensorNames names = {};
  int64_t shard_bytes = kShardBytes;
  // Called after each module with the stored bytes read so far; what it throws
  // ends the conversion.
  std::function<void(int64_t bytes)> listener;
};

// Writes the safetensors files, their index and config.json; forces nothing to
// the disk. Quantises the modules whose on_load says so, bit for bit as
// mlx::core::quantize does, and leaves the others as they are stored. Holds one
// module at a time in memory. Weights that are not finite are refused: which
// inputs meet them could not be told from the result. Throws
// std::runtime_error naming the file.
void convert(const std::vector<PlannedModule>& modules,
             const Conversion& conversion);

}  // namespace tkr::embed
