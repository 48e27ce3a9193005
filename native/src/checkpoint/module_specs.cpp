#include "checkpoint/module_specs.h"

namespace tkr::embed {

void add_norm(ModuleSpecs& specs, const std::string& path, int32_t width,
              bool bias) {
  specs.push_back({path, ModuleKind::kNorm, width, 0, bias, false});
}

void add_vision(ModuleSpecs& specs, const std::string& path, int32_t rows,
                int32_t columns) {
  specs.push_back({path, ModuleKind::kLinear, rows, columns, true, false});
}

std::string vision_block_path(int32_t index) {
  return "visual.blocks." + std::to_string(index) + ".";
}

void add_vision_block(ModuleSpecs& specs, const VisionConfig& config,
                      int32_t index, const VisionMlpNames& mlp) {
  std::string path = vision_block_path(index);
  int32_t width = config.embed_dim;
  add_norm(specs, path + "norm1", width, true);
  add_vision(specs, path + "attn.qkv", 3 * width, width);
  add_vision(specs, path + "attn.proj", width, width);
  add_norm(specs, path + "norm2", width, true);
  add_vision(specs, path + mlp.fc1, config.mlp_hidden_size, width);
  add_vision(specs, path + mlp.fc2, width, config.mlp_hidden_size);
}

}  // namespace tkr::embed
