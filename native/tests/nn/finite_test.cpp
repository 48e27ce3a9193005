#include "nn/finite.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "checkpoint/checkpoint.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

// Two rows of two values, the second with one that is no number.
FileTensor half_damaged() {
  const float values[] = {1, 2, NAN, 4};
  std::string bytes(sizeof(values), '\0');
  std::memcpy(bytes.data(), values, sizeof(values));
  return {"F32", {2, 2}, bytes};
}

Damage damage_of(const std::string& path) {
  TemporaryFolder folder;
  folder.write("model.safetensors",
               safetensors_bytes({{path + ".weight", half_damaged()}}));
  Checkpoint checkpoint(folder.string());
  PlannedModule module;
  module.spec = {path, ModuleKind::kEmbedding, 2, 2, false, false};
  module.weight = checkpoint.at(path + ".weight");
  Damage damage;
  find_damage(module, damage);
  return damage;
}

TEST(Finite, a_damaged_row_of_the_tokens_table_is_a_tokens) {
  Damage damage = damage_of("model.embed_tokens");
  EXPECT_FALSE(damage.vision);
  EXPECT_EQ(damage.tokens, (std::unordered_set<int32_t>{1}));
}

TEST(Finite, a_damaged_row_of_the_towers_table_is_every_pictures) {
  Damage damage = damage_of("visual.pos_embed");
  EXPECT_TRUE(damage.vision);
  EXPECT_TRUE(damage.tokens.empty());
}

}  // namespace
}  // namespace tkr::embed::test
