#include "checkpoint/tensor_names.h"

#include <string_view>

namespace tkr::embed {
namespace {

bool replace_prefix(std::string& name, std::string_view from,
                    std::string_view to) {
  if (!name.starts_with(from)) return false;
  name.replace(0, from.size(), to);
  return true;
}

}  // namespace

std::string canonical_tensor_name(const std::string& stored) {
  std::string name = stored;
  if (name.starts_with("model.visual.") ||
      name.starts_with("model.vision_tower.") ||
      name.starts_with("model.language_model.")) {
    replace_prefix(name, "model.", "");
  }
  if (replace_prefix(name, "vision_tower.", "visual.")) return name;
  if (replace_prefix(name, "language_model.lm_head.", "lm_head.")) return name;
  if (replace_prefix(name, "language_model.model.", "model.")) return name;
  replace_prefix(name, "language_model.", "model.");
  return name;
}

std::string mlx_tensor_name(const std::string& canonical) {
  std::string name = canonical;
  if (replace_prefix(name, "visual.", "vision_tower.")) return name;
  return "language_model." + name;
}

bool is_head_tensor(const std::string& canonical) {
  return canonical.starts_with("lm_head.");
}

bool is_ignored_tensor(const std::string& canonical) {
  return is_head_tensor(canonical) ||
         canonical.find("rotary") != std::string::npos ||
         canonical.ends_with("inv_freq") || canonical.ends_with("position_ids");
}

}  // namespace tkr::embed
