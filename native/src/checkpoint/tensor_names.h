// One spelling for the tensor names of all three generations of files.
#pragma once

#include <string>

namespace tkr::embed {

// The name as Qwen2-VL's published files spell it: "model.layers.0..." and
// "visual.blocks.0...". Accepts those, transformers' in-memory names
// ("model.language_model.", "model.visual.") and mlx-vlm's
// ("language_model.model.", "vision_tower.").
std::string canonical_tensor_name(const std::string& stored);

// True for tensors of the language model's head, which a score takes and an
// embedding never reads.
bool is_head_tensor(const std::string& canonical);

// True for tensors that an embedding never reads: the head's, rotary tables,
// position_ids.
bool is_ignored_tensor(const std::string& canonical);

// The name as MLX's converters (mlx-vlm) spell it, of a canonical one.
std::string mlx_tensor_name(const std::string& canonical);

// How an architecture's files call their tensors.
struct TensorNames {
  std::string (*canonical)(const std::string& stored) = canonical_tensor_name;
  bool (*ignored)(const std::string& canonical) = is_ignored_tensor;
  std::string (*converted)(const std::string& canonical) = mlx_tensor_name;
  bool head = false;  // the head's are read although they are ignored
};

}  // namespace tkr::embed
