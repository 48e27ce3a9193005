#include <optional>

#include "checkpoint/config_fields.h"

namespace tkr::embed {
namespace {

std::optional<Packing> read_packing(const JsonObject& object) {
  Packing packing;
  packing.mode = object.string_or("mode", "affine");
  if (packing.mode != "affine" && packing.mode != "mxfp4" &&
      packing.mode != "mxfp8" && packing.mode != "nvfp4") {
    object.fail("mode",
                "supported are \"affine\", \"mxfp4\", \"mxfp8\" and \"nvfp4\"");
  }
  packing.group_size = dimension(object, "group_size");
  packing.bits = dimension(object, "bits");
  return packing;
}

QuantizationConfig read_quantizations(const JsonObject& object) {
  QuantizationConfig config;
  if (object.has("group_size")) config.whole = read_packing(object);
  for (const auto& [path, value] : object.value().items()) {
    if (value.is_object()) {
      config.modules[path] = read_packing(object.object(path));
    } else if (value.is_boolean() && !value.get<bool>()) {
      config.modules[path] = std::nullopt;
    }
  }
  return config;
}

void check_is_mlx(const JsonObject& object) {
  if (object.has("quant_method")) {
    object.fail("quant_method",
                "the format \"" + object.string("quant_method") +
                    "\" is not supported, only MLX's is: take the unquantised "
                    "model, which is quantised as it loads if you like");
  }
  for (const char* key : {"group_size", "bits"}) {
    if (!object.has(key)) object.fail(key, "missing: only MLX's is supported");
  }
}

}  // namespace

// "quantization" is MLX's; "quantization_config" its copy, or another
// library's format, whose tensors MLX does not read.
QuantizationConfig read_quantization_config(const JsonObject& root) {
  if (root.has("compression_config")) {
    root.fail("compression_config", "this format is not supported, only MLX's");
  }
  if (root.has("quantization_config")) {
    check_is_mlx(root.object("quantization_config"));
  }
  for (const char* key : {"quantization", "quantization_config"}) {
    if (root.has(key)) return read_quantizations(root.object(key));
  }
  return {};
}

}  // namespace tkr::embed
