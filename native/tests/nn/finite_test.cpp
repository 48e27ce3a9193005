#include "nn/finite.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <tuple>

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

// A weight of two rows of 32 values, as MLX packs it, whose second row's first
// scale, or first value, is so.
PlannedModule packed(const Checkpoint& checkpoint, const Packing& packing) {
  PlannedModule module;
  module.spec = {"layers.0.up_proj", ModuleKind::kLinear, 2, 32, false, true};
  module.weight = checkpoint.at("layers.0.up_proj.weight");
  module.scales = checkpoint.at("layers.0.up_proj.scales");
  module.packing = packing;
  return module;
}

std::string faults_with(const Packing& packing, uint8_t scale,
                        uint8_t value = 1) {
  int64_t words = 32 * packing.bits / 32;
  int64_t groups = 32 / packing.group_size;
  std::string weight(static_cast<size_t>(2 * words * 4), '\1');
  std::string scales(static_cast<size_t>(2 * groups), '\1');
  weight[weight.size() / 2] = static_cast<char>(value);
  scales[scales.size() / 2] = static_cast<char>(scale);
  TemporaryFolder folder;
  folder.write("model.safetensors",
               safetensors_bytes(
                   {{"layers.0.up_proj.weight", {"U32", {2, words}, weight}},
                    {"layers.0.up_proj.scales", {"U8", {2, groups}, scales}}}));
  Checkpoint checkpoint(folder.string());
  return faults_of({packed(checkpoint, packing)});
}

TEST(Finite, scales_that_are_bytes_are_looked_at_by_their_packing) {
  const Packing mxfp4{32, 4, "mxfp4"};
  const Packing mxfp8{32, 8, "mxfp8"};
  const Packing nvfp4{16, 4, "nvfp4"};
  for (auto [packing, sound, damaged] : {std::tuple{mxfp4, 252, 253},
                                         {mxfp4, 0, 255},
                                         {mxfp8, 246, 247},
                                         {mxfp8, 0, 255},
                                         {nvfp4, 0x7e, 0x7f},
                                         {nvfp4, 0xfe, 0xff}}) {
    EXPECT_EQ(faults_with(packing, static_cast<uint8_t>(sound)), "");
    std::string faults = faults_with(packing, static_cast<uint8_t>(damaged));
    EXPECT_NE(faults.find("up_proj.scales: row 1 not finite"),
              std::string::npos)
        << packing.mode << faults;
  }
}

TEST(Finite, values_of_mxfp8_are_looked_at_too) {
  EXPECT_EQ(faults_with({32, 8, "mxfp8"}, 1, 0x7e), "");
  for (uint8_t value : {0x7f, 0xff}) {
    EXPECT_NE(faults_with({32, 8, "mxfp8"}, 1, value)
                  .find("up_proj.weight: row 1 not finite"),
              std::string::npos);
    EXPECT_EQ(faults_with({32, 4, "mxfp4"}, 1, value), "");
  }
}

}  // namespace
}  // namespace tkr::embed::test
