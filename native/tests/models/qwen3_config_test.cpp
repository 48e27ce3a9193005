#include <gtest/gtest.h>

#include "expect_error.h"
#include "models/qwen3_vl/qwen3_vl.h"
#include "models/registry.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

// The 2B's config.json as transformers 4 writes it.
Json published() {
  return Json::parse(R"({
    "architectures": ["Qwen3VLForConditionalGeneration"],
    "image_token_id": 151655, "model_type": "qwen3_vl",
    "text_config": {"attention_bias": false, "head_dim": 128,
      "hidden_act": "silu", "hidden_size": 2048, "intermediate_size": 6144,
      "max_position_embeddings": 262144, "model_type": "qwen3_vl_text",
      "num_attention_heads": 16, "num_hidden_layers": 28,
      "num_key_value_heads": 8, "rms_norm_eps": 1e-06,
      "rope_scaling": {"mrope_interleaved": true,
        "mrope_section": [24, 20, 20], "rope_type": "default"},
      "rope_theta": 5000000, "vocab_size": 151936},
    "tie_word_embeddings": true,
    "vision_config": {"deepstack_visual_indexes": [5, 11, 17], "depth": 24,
      "hidden_act": "gelu_pytorch_tanh", "hidden_size": 1024,
      "in_channels": 3, "intermediate_size": 4096, "model_type": "qwen3_vl",
      "num_heads": 16, "num_position_embeddings": 2304,
      "out_hidden_size": 2048, "patch_size": 16, "spatial_merge_size": 2,
      "temporal_patch_size": 2}})");
}

ModelConfig parse(const Json& json) { return parse_config(json, "c.json"); }

void expect_refused(const Json& json,
                    std::initializer_list<const char*> parts) {
  expect_error<std::runtime_error>([&] { parse(json); }, parts);
}

// published() with one field of text_config or vision_config otherwise.
void expect_refused_with(const char* group, const char* key, const Json& value,
                         const char* part) {
  Json json = published();
  json[group][key] = value;
  expect_refused(json,
                 {(std::string(group) + "." + key).c_str(), "c.json", part});
}

TEST(Qwen3Config, reads_the_published_2b) {
  ModelConfig config = parse(published());
  EXPECT_EQ(config.text.hidden_size, 2048);
  EXPECT_EQ(config.text.head_dim, 128);
  EXPECT_EQ(config.text.num_key_value_heads, 8);
  EXPECT_DOUBLE_EQ(config.text.rope_theta, 5e6);
  EXPECT_EQ(config.text.mrope_section, (std::array<int32_t, 3>{24, 20, 20}));
  EXPECT_EQ(config.vision.embed_dim, 1024);
  EXPECT_EQ(config.vision.hidden_size, 2048);
  EXPECT_EQ(config.vision.head_dim, 64);
  EXPECT_EQ(config.vision.mlp_hidden_size, 4096);
  EXPECT_EQ(config.vision.image_mean, (std::array<float, 3>{0.5f, 0.5f, 0.5f}));
  EXPECT_EQ(config.image_factor(), 32);
  EXPECT_EQ(config.image_token_id, 151655);
}

TEST(Qwen3Config, refuses_more_layers_than_can_be_planned) {
  expect_refused_with("text_config", "num_hidden_layers", 1025, "1 to 1024");
  expect_refused_with("vision_config", "depth", 1 << 24, "1 to 1024");
}

TEST(Qwen3Config, reads_the_rotary_fields_of_transformers_5) {
  Json json = published();
  Json& text = json["text_config"];
  text.erase("rope_scaling");
  text.erase("rope_theta");
  text["rope_parameters"] = {{"mrope_section", {20, 22, 22}},
                             {"rope_theta", 1e6},
                             {"rope_type", "default"}};
  ModelConfig config = parse(json);
  EXPECT_DOUBLE_EQ(config.text.rope_theta, 1e6);
  EXPECT_EQ(config.text.mrope_section, (std::array<int32_t, 3>{20, 22, 22}));
}

// Qwen3VLTextConfig's and Qwen3VLVisionConfig's.
TEST(Qwen3Config, missing_fields_are_the_classes_defaults) {
  Json json = {{"model_type", "qwen3_vl"},
               {"text_config", {{"num_key_value_heads", nullptr}}},
               {"vision_config", {{"out_hidden_size", 4096}}}};
  ModelConfig config = parse(json);
  EXPECT_EQ(config.text.hidden_size, 4096);
  EXPECT_EQ(config.text.head_dim, 128);
  EXPECT_EQ(config.text.num_key_value_heads, 32);
  EXPECT_DOUBLE_EQ(config.text.rope_theta, 5e5);
  EXPECT_EQ(config.vision.depth, 27);
  EXPECT_EQ(config.vision.head_dim, 72);
  EXPECT_EQ(config.vision.mlp_hidden_size, 4304);
}

TEST(Qwen3Config, heads_have_a_width_of_their_own) {
  Json json = published();
  json["text_config"]["head_dim"] = 96;
  ModelConfig config = parse(json);
  EXPECT_EQ(config.text.head_dim, 96);
  json["text_config"]["head_dim"] = 97;
  expect_refused(json, {"text_config.head_dim", "even"});
}

TEST(Qwen3Config, refuses_what_would_silently_compute_something_else) {
  expect_refused_with("text_config", "attention_bias", true, "true");
  expect_refused_with("text_config", "hidden_act", "gelu", "silu");
  expect_refused_with("text_config", "use_sliding_window", true, "sliding");
  expect_refused_with("text_config", "model_type", "qwen3_vl_moe_text",
                      "qwen3_vl_text");
  expect_refused_with("text_config", "num_key_value_heads", 3, "16");
  expect_refused_with("text_config", "rms_norm_eps", 0, "between");
  expect_refused_with("vision_config", "hidden_act", "gelu",
                      "gelu_pytorch_tanh");
  expect_refused_with("vision_config", "model_type", "qwen2_vl",
                      "qwen3_vl_vision");
  expect_refused_with("vision_config", "window_size", 112, "another");
  expect_refused_with("vision_config", "num_heads", 15, "1024");
  expect_refused_with("vision_config", "out_hidden_size", 4096, "2048");
  expect_refused_with("vision_config", "in_channels", 4, "3");
  expect_refused_with("vision_config", "patch_size", {16, 14}, "square");
}

// As an int32 the products would be those of a sound checkpoint, or none.
TEST(Qwen3Config, refuses_sizes_whose_products_leave_the_range) {
  expect_refused_with("text_config", "num_attention_heads", (1 << 23) + 8,
                      "out of range");
  expect_refused_with("vision_config", "spatial_merge_size", 1 << 16,
                      "out of range");
  expect_refused_with("vision_config", "patch_size", 1 << 15, "out of range");
  Json json = published();
  json["vision_config"]["patch_size"] = 128;
  json["vision_config"]["spatial_merge_size"] = 1 << 24;
  expect_refused(json, {"spatial_merge_size", "out of range"});
}

TEST(Qwen3Config, refuses_other_tables_of_angles) {
  auto refused = [](const char* key, const Json& value) {
    Json json = published();
    json["text_config"]["rope_scaling"][key] = value;
    expect_refused(json,
                   {(std::string("text_config.rope_scaling.") + key).c_str()});
  };
  refused("mrope_interleaved", false);
  refused("rope_type", "yarn");
  refused("mrope_section", {24, 20});
  refused("partial_rotary_factor", 0.5);
  Json json = published();
  json["vision_config"]["rope_parameters"] = {{"rope_theta", 500.0}};
  expect_refused(json, {"vision_config.rope_parameters.rope_theta"});
}

TEST(Qwen3Config, refuses_features_of_blocks_that_are_not_there) {
  expect_refused_with("vision_config", "deepstack_visual_indexes", {5, 24},
                      "24 is none of the 24 blocks");
  expect_refused_with("vision_config", "deepstack_visual_indexes", {5, 5},
                      "twice");
  expect_refused_with("vision_config", "deepstack_visual_indexes", 5, "array");
}

TEST(Qwen3Config, needs_both_parts) {
  for (const char* part : {"text_config", "vision_config"}) {
    Json json = published();
    json.erase(part);
    expect_refused(json, {"c.json", part, "missing"});
  }
}

TEST(Qwen3Config, every_feature_has_a_merger_over_whole_merge_blocks) {
  auto specs = parse_architecture(published(), "c.json")->module_specs();
  auto width = [&](const std::string& path) {
    for (const ModuleSpec& spec : specs) {
      if (spec.path == path) return spec.rows;
    }
    return 0;
  };
  EXPECT_EQ(width("visual.merger.norm"), 1024);
  EXPECT_EQ(width("visual.deepstack_merger_list.2.norm"), 4096);
  EXPECT_EQ(width("visual.deepstack_merger_list.3.norm"), 0);
  EXPECT_EQ(width("visual.pos_embed"), 2304);
  EXPECT_EQ(width("model.layers.27.self_attn.q_norm"), 128);
}

}  // namespace
}  // namespace tkr::embed::test
