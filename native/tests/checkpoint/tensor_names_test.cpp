#include "checkpoint/tensor_names.h"

#include <gtest/gtest.h>

namespace tkr::embed::test {
namespace {

TEST(TensorNames, all_generations_become_the_published_spelling) {
  for (const char* stored : {"model.layers.0.mlp.up_proj.weight",
                             "model.language_model.layers.0.mlp.up_proj.weight",
                             "language_model.model.layers.0.mlp.up_proj.weight",
                             "language_model.layers.0.mlp.up_proj.weight"}) {
    EXPECT_EQ(canonical_tensor_name(stored),
              "model.layers.0.mlp.up_proj.weight");
  }
  for (const char* stored :
       {"visual.merger.mlp.0.bias", "model.visual.merger.mlp.0.bias",
        "vision_tower.merger.mlp.0.bias"}) {
    EXPECT_EQ(canonical_tensor_name(stored), "visual.merger.mlp.0.bias");
  }
  EXPECT_EQ(canonical_tensor_name("model.language_model.norm.weight"),
            "model.norm.weight");
  EXPECT_EQ(canonical_tensor_name("language_model.model.embed_tokens.scales"),
            "model.embed_tokens.scales");
}

TEST(TensorNames, mlx_spells_them_otherwise) {
  for (auto [canonical, expected] :
       {std::pair{"model.layers.0.mlp.up_proj",
                  "language_model.model.layers.0.mlp.up_proj"},
        {"visual.patch_embed.proj", "vision_tower.patch_embed.proj"}}) {
    EXPECT_EQ(mlx_tensor_name(canonical), expected);
    EXPECT_EQ(canonical_tensor_name(expected), canonical);
  }
}

TEST(TensorNames, heads_and_buffers_are_ignored) {
  for (const char* stored :
       {"lm_head.weight", "language_model.lm_head.scales",
        "visual.rotary_pos_emb.inv_freq", "vision_tower.position_ids",
        "model.layers.0.self_attn.rotary_emb.inv_freq"}) {
    EXPECT_TRUE(is_ignored_tensor(canonical_tensor_name(stored))) << stored;
  }
  EXPECT_FALSE(is_ignored_tensor("model.norm.weight"));
}

}  // namespace
}  // namespace tkr::embed::test
