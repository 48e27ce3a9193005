#include <gtest/gtest.h>

#include "expect_error.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

using Error = std::runtime_error;

// The 7B's config.json as published.
Json published() {
  return Json::parse(R"({
    "architectures": ["Qwen2VLForConditionalGeneration"],
    "hidden_act": "silu", "hidden_size": 3584, "image_token_id": 151655,
    "intermediate_size": 18944, "max_position_embeddings": 32768,
    "model_type": "qwen2_vl", "num_attention_heads": 28,
    "num_hidden_layers": 28, "num_key_value_heads": 4,
    "rms_norm_eps": 1e-06,
    "rope_scaling": {"mrope_section": [16, 24, 24], "type": "mrope"},
    "rope_theta": 1000000.0, "sliding_window": 32768,
    "tie_word_embeddings": false, "torch_dtype": "bfloat16",
    "use_sliding_window": false,
    "vision_config": {"depth": 32, "embed_dim": 1280, "hidden_size": 3584,
      "in_channels": 3, "in_chans": 3, "mlp_ratio": 4, "num_heads": 16,
      "patch_size": 14, "spatial_merge_size": 2, "spatial_patch_size": 14,
      "temporal_patch_size": 2},
    "vocab_size": 152064})");
}

ModelConfig parse(const Json& json) { return parse_config(json, "c.json"); }

void expect_refused(const Json& json,
                    std::initializer_list<const char*> parts) {
  expect_error<Error>([&] { parse(json); }, parts);
}

TEST(Config, reads_the_published_7b) {
  ModelConfig config = parse(published());
  EXPECT_EQ(config.text.hidden_size, 3584);
  EXPECT_EQ(config.text.head_dim, 128);
  EXPECT_EQ(config.text.num_key_value_heads, 4);
  EXPECT_FLOAT_EQ(config.text.rms_norm_eps, 1e-6f);
  EXPECT_EQ(config.text.mrope_section, (std::array<int32_t, 3>{16, 24, 24}));
  EXPECT_EQ(config.vision.head_dim, 80);
  EXPECT_EQ(config.vision.mlp_hidden_size, 5120);
  EXPECT_EQ(config.image_factor(), 28);
  EXPECT_EQ(config.image_token_id, 151655);
}

TEST(Config, supplies_pruned_vision_defaults) {
  Json json = published();
  json["vision_config"] = {
      {"in_chans", 3}, {"model_type", "qwen2_vl"}, {"spatial_patch_size", 14}};
  ModelConfig config = parse(json);
  EXPECT_EQ(config.vision.depth, 32);
  EXPECT_EQ(config.vision.embed_dim, 1280);
  EXPECT_EQ(config.vision.hidden_size, 3584);
  EXPECT_EQ(config.vision.spatial_merge_size, 2);
  json.erase("vision_config");
  EXPECT_EQ(parse(json).vision.depth, 32);
}

TEST(Config, reads_nested_text_config_with_rope_parameters) {
  Json flat = published();
  Json json = {{"model_type", "qwen2_vl"},
               {"image_token_id", 151655},
               {"vision_config", flat["vision_config"]}};
  for (const char* key :
       {"hidden_size", "intermediate_size", "num_attention_heads",
        "num_hidden_layers", "num_key_value_heads", "vocab_size"}) {
    json["text_config"][key] = flat[key];
  }
  json["text_config"]["rms_norm_eps"] = 1e-5;
  json["text_config"]["rope_parameters"] = {{"rope_theta", 500000.0},
                                            {"rope_type", "default"},
                                            {"mrope_section", {8, 28, 28}}};
  ModelConfig config = parse(json);
  EXPECT_DOUBLE_EQ(config.text.rope_theta, 500000.0);
  EXPECT_EQ(config.text.mrope_section, (std::array<int32_t, 3>{8, 28, 28}));
  EXPECT_FLOAT_EQ(config.text.rms_norm_eps, 1e-5f);
}

TEST(Config, fields_missing_in_text_config_are_found_at_the_top) {
  Json json = published();
  json["text_config"] = {{"rms_norm_eps", 1e-5}, {"vocab_size", nullptr}};
  ModelConfig config = parse(json);
  EXPECT_EQ(config.text.hidden_size, 3584);
  EXPECT_EQ(config.text.vocab_size, 152064);
  EXPECT_FLOAT_EQ(config.text.rms_norm_eps, 1e-5f);
}

TEST(Config, reads_mlx_quantization_with_overrides) {
  Json json = published();
  json["quantization"] = {{"group_size", 64},
                          {"bits", 4},
                          {"mode", "affine"},
                          {"language_model.model.layers.0.mlp.down_proj",
                           {{"group_size", 32}, {"bits", 8}}},
                          {"vision_tower.merger.mlp.0", false}};
  auto quantization = parse(json).quantization;
  EXPECT_EQ(quantization.whole, (Packing{64, 4}));
  EXPECT_EQ(
      quantization.modules.at("language_model.model.layers.0.mlp.down_proj"),
      (Packing{32, 8}));
  EXPECT_EQ(quantization.modules.at("vision_tower.merger.mlp.0"), std::nullopt);
}

TEST(Config, never_defaults_rms_norm_eps) {
  Json json = published();
  json.erase("rms_norm_eps");
  expect_refused(json, {"c.json", "rms_norm_eps", "missing"});
}

TEST(Config, refuses_other_architectures) {
  Json json = published();
  json["model_type"] = "qwen2_5_vl";
  expect_refused(json, {"c.json", "model_type", "qwen2_5_vl", "qwen2_vl"});
}

TEST(Config, refuses_more_layers_than_can_be_planned) {
  for (int64_t count : {int64_t{1025}, int64_t{1} << 24}) {
    Json json = published();
    json["num_hidden_layers"] = count;
    expect_refused(json, {"c.json: num_hidden_layers", "1 to 1024"});
    json = published();
    json["vision_config"]["depth"] = count;
    expect_refused(json, {"c.json: vision_config.depth", "1 to 1024"});
  }
}

TEST(Config, names_the_key_and_what_it_found) {
  Json json = published();
  json["hidden_size"] = "many";
  expect_refused(json, {"c.json: hidden_size", "integer", "many"});
  json = published();
  json["num_hidden_layers"] = -1;
  expect_refused(json, {"num_hidden_layers", "-1"});
  json = published();
  json["vision_config"]["depth"] = 1.5;
  expect_refused(json, {"vision_config.depth", "1.5"});
  json = published();
  json["rope_scaling"]["mrope_section"] = {16, 24};
  expect_refused(json, {"rope_scaling.mrope_section"});
  json = published();
  json["rope_scaling"]["type"] = "yarn";
  expect_refused(json, {"rope_scaling.type", "yarn"});
  json = published();
  json["num_key_value_heads"] = 5;
  expect_refused(json, {"num_key_value_heads", "5", "28"});
  json = published();
  json["image_token_id"] = 152064;
  expect_refused(json, {"image_token_id", "152064"});
}

// As an int32 the products would be those of a sound checkpoint, or none.
TEST(Config, refuses_sizes_whose_products_leave_the_range) {
  Json json = published();
  json["vision_config"]["patch_size"] = 128;
  json["vision_config"]["spatial_merge_size"] = 1 << 24;
  expect_refused(json, {"vision_config.spatial_merge_size", "out of range"});
  json = published();
  json["vision_config"]["patch_size"] = 1 << 15;
  expect_refused(json, {"vision_config.patch_size", "out of range"});
}

TEST(Config, refuses_what_would_silently_compute_something_else) {
  Json json = published();
  json["use_sliding_window"] = true;
  expect_refused(json, {"use_sliding_window"});
  json = published();
  json["hidden_act"] = "gelu";
  expect_refused(json, {"hidden_act", "gelu"});
  json = published();
  json["vision_config"]["hidden_act"] = "silu";
  expect_refused(json, {"vision_config.hidden_act", "silu"});
  json = published();
  json["quantization_config"] = {{"quant_method", "gptq"}, {"bits", 4}};
  expect_refused(json, {"quantization_config", "gptq"});
  json = published();
  json["quantization"] = {{"group_size", 32}, {"bits", 4}, {"mode", "mxfp5"}};
  expect_refused(json, {"quantization.mode", "affine", "nvfp4"});
}

TEST(Config, refuses_what_another_recipe_of_attention_says) {
  auto refused_with = [](const char* key, const Json& value) {
    Json json = published();
    json[key] = value;
    expect_refused(json, {"c.json", key});
  };
  refused_with("is_causal", false);
  refused_with("use_bidirectional_attention", true);
  refused_with("layer_types", {"full_attention", "sliding_attention"});
  Json json = published();
  json["layer_types"] = {"full_attention", "full_attention"};
  json["is_causal"] = true;
  EXPECT_NO_THROW(parse(json));
}

TEST(Config, refuses_other_tables_of_angles) {
  Json json = published();
  json["rope_scaling"]["mrope_interleaved"] = true;
  expect_refused(json, {"rope_scaling.mrope_interleaved"});
  json = published();
  json["rope_scaling"]["partial_rotary_factor"] = 0.5;
  expect_refused(json, {"rope_scaling.partial_rotary_factor", "0.5"});
  json = published();
  json["rope_scaling"]["rope_theta"] = 10000.0;
  expect_refused(json, {"rope_theta", "two values"});
  json = published();
  json["rope_parameters"] = json["rope_scaling"];
  EXPECT_NO_THROW(parse(json));
  json["rope_parameters"]["mrope_section"] = {24, 20, 20};
  expect_refused(json, {"mrope_section", "contradicts"});
  json = published();
  json["vision_config"]["rope_parameters"] = {{"rope_theta", 500.0}};
  expect_refused(json, {"vision_config.rope_parameters.rope_theta"});
}

TEST(Config, refuses_the_towers_of_other_models) {
  for (const char* key :
       {"window_size", "fullatt_block_indexes", "deepstack_visual_indexes"}) {
    Json json = published();
    json["vision_config"][key] = 1;
    expect_refused(json, {"vision_config", key});
  }
  Json json = published();
  json["vision_config"]["model_type"] = "qwen2_5_vl";
  expect_refused(json, {"vision_config.model_type", "qwen2_5_vl"});
}

TEST(Config, refuses_the_quantisations_of_other_libraries) {
  for (const char* method : {"awq", "gptq", "bitsandbytes", "fp8",
                             "compressed-tensors", "torchao"}) {
    Json json = published();
    json["quantization_config"] = {{"quant_method", method}, {"bits", 4}};
    expect_refused(json, {"quantization_config.quant_method", method, "MLX"});
    json["quantization"] = {{"group_size", 64}, {"bits", 4}};
    expect_refused(json, {"quantization_config.quant_method", method});
  }
  Json json = published();
  json["quantization_config"] = {{"load_in_8bit", true}};
  expect_refused(json, {"quantization_config.group_size", "MLX"});
  json = published();
  json["compression_config"] = {{"format", "int-quantized"}};
  expect_refused(json, {"compression_config"});
}

TEST(Json, refuses_a_key_given_twice_and_broken_text) {
  expect_error<Error>(
      [] { parse_json(R"({"a": 1, "b": {"c": 1, "c": 2}})", "x.json"); },
      {"x.json", "\"c\"", "twice"});
  expect_error<Error>([] { parse_json(R"({"a": )", "x.json"); },
                      {"x.json", "not valid JSON"});
  EXPECT_NO_THROW(parse_json(R"({"a": {"c": 1}, "b": {"c": 2}})", "x.json"));
}

}  // namespace
}  // namespace tkr::embed::test
