#include "checkpoint/module_specs.h"

#include "models/qwen3_vl/qwen3_vl.h"

namespace tkr::embed::qwen3_vl {
namespace {

void add_text(ModuleSpecs& specs, const std::string& path, int32_t rows,
              int32_t columns) {
  specs.push_back({path, ModuleKind::kLinear, rows, columns, false, true});
}

void add_merger(ModuleSpecs& specs, const VisionConfig& config,
                const std::string& path, int32_t normed) {
  int32_t merged =
      config.embed_dim * config.spatial_merge_size * config.spatial_merge_size;
  add_norm(specs, path + ".norm", normed, true);
  add_vision(specs, path + ".linear_fc1", merged, merged);
  add_vision(specs, path + ".linear_fc2", config.hidden_size, merged);
}

void add_mergers(ModuleSpecs& specs, const TowerConfig& tower) {
  const VisionConfig& config = tower.vision;
  int32_t merged =
      config.embed_dim * config.spatial_merge_size * config.spatial_merge_size;
  for (size_t i = 0; i < tower.deepstack_visual_indexes.size(); ++i) {
    add_merger(specs, config,
               "visual.deepstack_merger_list." + std::to_string(i), merged);
  }
  add_merger(specs, config, "visual.merger", config.embed_dim);
}

void add_vision_tower(ModuleSpecs& specs, const TowerConfig& tower) {
  const VisionConfig& config = tower.vision;
  int32_t patch = config.in_channels * config.temporal_patch_size *
                  config.patch_size * config.patch_size;
  specs.push_back({"visual.patch_embed.proj", ModuleKind::kPatchEmbed,
                   config.embed_dim, patch, true, false});
  specs.push_back({"visual.pos_embed", ModuleKind::kEmbedding,
                   tower.num_position_embeddings, config.embed_dim, false,
                   false});
  for (int32_t i = 0; i < config.depth; ++i) {
    add_vision_block(specs, config, i, kVisionMlp);
  }
  add_mergers(specs, tower);
}

void add_attention(ModuleSpecs& specs, const TextConfig& config,
                   const std::string& path) {
  int32_t width = config.hidden_size;
  int32_t query = config.num_attention_heads * config.head_dim;
  int32_t key_value = config.num_key_value_heads * config.head_dim;
  add_text(specs, path + "q_proj", query, width);
  add_text(specs, path + "k_proj", key_value, width);
  add_text(specs, path + "v_proj", key_value, width);
  add_norm(specs, path + "q_norm", config.head_dim, false);
  add_norm(specs, path + "k_norm", config.head_dim, false);
  add_text(specs, path + "o_proj", width, query);
}

void add_decoder_layer(ModuleSpecs& specs, const TextConfig& config,
                       int32_t i) {
  std::string path = "model.layers." + std::to_string(i) + ".";
  int32_t width = config.hidden_size;
  add_norm(specs, path + "input_layernorm", width, false);
  add_attention(specs, config, path + "self_attn.");
  add_norm(specs, path + "post_attention_layernorm", width, false);
  add_text(specs, path + "mlp.gate_proj", config.intermediate_size, width);
  add_text(specs, path + "mlp.up_proj", config.intermediate_size, width);
  add_text(specs, path + "mlp.down_proj", width, config.intermediate_size);
}

}  // namespace

std::vector<ModuleSpec> module_specs(const TextConfig& text,
                                     const TowerConfig& tower) {
  ModuleSpecs specs;
  add_vision_tower(specs, tower);
  specs.push_back({"model.embed_tokens", ModuleKind::kEmbedding,
                   text.vocab_size, text.hidden_size, false, true});
  for (int32_t i = 0; i < text.num_hidden_layers; ++i) {
    add_decoder_layer(specs, text, i);
  }
  add_norm(specs, "model.norm", text.hidden_size, false);
  return specs;
}

}  // namespace tkr::embed::qwen3_vl
