#include "checkpoint/module_specs.h"

#include "models/qwen2_vl/qwen2_vl.h"

namespace tkr::embed::qwen2_vl {
namespace {

void add_text(ModuleSpecs& specs, const std::string& path, int32_t rows,
              int32_t columns, bool bias) {
  specs.push_back({path, ModuleKind::kLinear, rows, columns, bias, true});
}

void add_vision_tower(ModuleSpecs& specs, const VisionConfig& config) {
  int32_t patch = config.in_channels * config.temporal_patch_size *
                  config.patch_size * config.patch_size;
  specs.push_back({"visual.patch_embed.proj", ModuleKind::kPatchEmbed,
                   config.embed_dim, patch, false, false});
  for (int32_t i = 0; i < config.depth; ++i) {
    add_vision_block(specs, config, i, kVisionMlp);
  }
  int32_t merged =
      config.embed_dim * config.spatial_merge_size * config.spatial_merge_size;
  add_norm(specs, "visual.merger.ln_q", config.embed_dim, true);
  add_vision(specs, "visual.merger.mlp.0", merged, merged);
  add_vision(specs, "visual.merger.mlp.2", config.hidden_size, merged);
}

void add_decoder_layer(ModuleSpecs& specs, const TextConfig& config,
                       int32_t i) {
  std::string path = "model.layers." + std::to_string(i) + ".";
  int32_t width = config.hidden_size;
  int32_t key_value = config.num_key_value_heads * config.head_dim;
  add_norm(specs, path + "input_layernorm", width, false);
  add_text(specs, path + "self_attn.q_proj", width, width, true);
  add_text(specs, path + "self_attn.k_proj", key_value, width, true);
  add_text(specs, path + "self_attn.v_proj", key_value, width, true);
  add_text(specs, path + "self_attn.o_proj", width, width, false);
  add_norm(specs, path + "post_attention_layernorm", width, false);
  add_text(specs, path + "mlp.gate_proj", config.intermediate_size, width,
           false);
  add_text(specs, path + "mlp.up_proj", config.intermediate_size, width, false);
  add_text(specs, path + "mlp.down_proj", width, config.intermediate_size,
           false);
}

}  // namespace

std::vector<ModuleSpec> module_specs(const ModelConfig& config) {
  ModuleSpecs specs;
  add_vision_tower(specs, config.vision);
  const TextConfig& text = config.text;
  specs.push_back({"model.embed_tokens", ModuleKind::kEmbedding,
                   text.vocab_size, text.hidden_size, false, true});
  for (int32_t i = 0; i < text.num_hidden_layers; ++i) {
    add_decoder_layer(specs, text, i);
  }
  add_norm(specs, "model.norm", text.hidden_size, false);
  return specs;
}

}  // namespace tkr::embed::qwen2_vl
