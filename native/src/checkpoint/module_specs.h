// The kinds of modules that checkpoints of these models hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checkpoint/modules.h"

namespace tkr::embed {

using ModuleSpecs = std::vector<ModuleSpec>;

// Weight [width]; a LayerNorm has a bias, an RMSNorm none.
void add_norm(ModuleSpecs& specs, const std::string& path, int32_t width,
              bool bias);

// A linear layer of a vision tower, with a bias, never quantised on load.
void add_vision(ModuleSpecs& specs, const std::string& path, int32_t rows,
                int32_t columns);

// What an architecture calls the two layers of a vision block's MLP.
struct VisionMlpNames {
  const char* fc1;
  const char* fc2;
};

// "visual.blocks.<index>.": norm1, attn.qkv, attn.proj, norm2 and the MLP.
void add_vision_block(ModuleSpecs& specs, const VisionConfig& config,
                      int32_t index, const VisionMlpNames& mlp);

// The prefix of that block's paths.
std::string vision_block_path(int32_t index);

}  // namespace tkr::embed
