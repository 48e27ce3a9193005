// Weights that are no finite numbers: who meets them has no vector, everybody
// else has the same as without them, to the bit.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "batch_inputs.h"
#include "expect_error.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 319;
constexpr int32_t kDamaged = 77;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

Input text(std::vector<int32_t> ids, int32_t prefix = 0) {
  return {std::move(ids), prefix, {}};
}

Input picture(std::vector<int32_t> ids) {
  Input input{std::move(ids), 0, {{28, 28, {}}}};
  for (int32_t i = 0; i < 3 * 28 * 28; ++i) {
    input.images[0].rgb.push_back(static_cast<uint8_t>(i * 37));
  }
  return input;
}

void set_value(TinyCheckpoint& checkpoint, const std::string& tensor,
               size_t index, float value) {
  std::string& bytes = checkpoint.tensors.at(tensor).bytes;
  std::memcpy(&bytes.at(index * sizeof(float)), &value, sizeof(float));
}

std::unique_ptr<EmbeddingModel> load(const TinyCheckpoint& checkpoint,
                                     const LoadOptions& options = {}) {
  TemporaryFolder folder;
  checkpoint.write(folder);
  auto model = std::make_unique<EmbeddingModel>(folder.string(), options);
  model->load();
  return model;
}

TinyCheckpoint with_damaged_token(float value = kNan) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  set_value(checkpoint, "model.embed_tokens.weight", kDamaged * 128 + 5, value);
  return checkpoint;
}

bool is_row_of_nan(const float* row) {
  return std::all_of(row, row + 128, [](float v) { return std::isnan(v); });
}

// Of the inputs, those at the damaged places get NaN and the others, to the
// bit, what the model makes of them without those.
void expect_only(const std::vector<size_t>& damaged,
                 const std::vector<Input>& inputs, EmbeddingModel& model) {
  auto is_damaged = [&](size_t i) {
    return std::find(damaged.begin(), damaged.end(), i) != damaged.end();
  };
  std::vector<float> rows = embed(model, inputs);
  std::vector<Input> others;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!is_damaged(i)) others.push_back(inputs[i]);
  }
  std::vector<float> expected = embed(model, others);
  size_t next = 0;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const float* row = &rows[i * 128];
    EXPECT_EQ(is_row_of_nan(row), is_damaged(i)) << i;
    if (is_damaged(i)) continue;
    EXPECT_TRUE(std::equal(row, row + 128, &expected[128 * next++])) << i;
  }
}

TEST(DamagedWeights, only_the_text_with_the_damaged_token_has_no_vector) {
  for (float value : {kNan, kInfinity, -kInfinity}) {
    for (const char* kernels : {"own", "mlx"}) {
      for (const char* quantization : {"none", "q8", "q4"}) {
        LoadOptions options;
        options.kernels = kernels;
        options.quantization = quantization;
        auto model = load(with_damaged_token(value), options);
        expect_only({1, 3},
                    {text({5, 6, 7}), text({5, kDamaged, 7}), text({8, 9}),
                     text({kDamaged}), picture({5, kImage, 6})},
                    *model);
      }
    }
  }
}

TEST(DamagedWeights, the_others_are_as_of_an_undamaged_checkpoint) {
  std::vector<Input> inputs = {text({5, 6, 7}, 2), text({8, 9, 10, 11}),
                               picture({5, kImage, 6})};
  EXPECT_EQ(embed(*load(with_damaged_token()), inputs),
            embed(*load(tiny_checkpoint()), inputs));
}

TEST(DamagedWeights, all_of_a_batch_may_have_no_vector) {
  auto model = load(with_damaged_token());
  expect_only({0, 1}, {text({kDamaged}), text({5, kDamaged})}, *model);
}

TEST(DamagedWeights, a_prefix_with_the_token_fails_those_who_begin_so) {
  auto model = load(with_damaged_token());
  // From now on the sound prefix is kept: kept and computed differ by bits.
  embed(*model, {text({5, 6, 7, 8}, 3)});
  for (int round = 0; round < 3; ++round) {
    expect_only({0, 1},
                {text({5, kDamaged, 7, 8}, 3), text({5, kDamaged, 7, 9}, 3),
                 text({5, 6, 7, 8}, 3), text({5, 6, 7, 9}, 3)},
                *model);
  }
}

TEST(DamagedWeights, the_row_of_the_image_token_is_never_read) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  set_value(checkpoint, "model.embed_tokens.weight", kImage * 128, kNan);
  auto model = load(checkpoint);
  expect_only({}, {picture({5, kImage, 6}), text({5, 6})}, *model);
}

TEST(DamagedWeights, a_damaged_tower_harms_pictures_alone) {
  for (const char* tensor :
       {"visual.patch_embed.proj.weight", "visual.blocks.0.attn.qkv.bias",
        "visual.blocks.0.norm1.weight", "visual.merger.mlp.2.weight"}) {
    for (float value : {kNan, kInfinity}) {
      TinyCheckpoint checkpoint = tiny_checkpoint();
      set_value(checkpoint, tensor, 40 % 32, value);
      auto model = load(checkpoint);
      EXPECT_NE(model->damage().find(tensor), std::string::npos);
      expect_only({0, 2},
                  {picture({5, kImage, 6}), text({5, 6}), picture({kImage, 9}),
                   text({5, 6, 7})},
                  *model);
    }
  }
}

TEST(DamagedWeights, is_told_in_one_line) {
  EXPECT_EQ(load(tiny_checkpoint())->damage(), "");
  TinyCheckpoint checkpoint = with_damaged_token();
  for (size_t row = 10; row < 16; ++row) {
    set_value(checkpoint, "model.embed_tokens.weight", row * 128, kNan);
  }
  std::string damage = load(checkpoint)->damage();
  EXPECT_NE(damage.find("model.safetensors: model.embed_tokens.weight: rows "
                        "10, 11, 12, 13, 14 and 2 more not finite"),
            std::string::npos)
      << damage;
  EXPECT_EQ(damage.find('\n'), std::string::npos);
}

// An infinite key makes its token vanish from the softmax: a vector without
// any NaN, and wrong. So what every text meets is refused before.
TEST(DamagedWeights, what_every_input_meets_refuses_the_checkpoint) {
  for (const char* tensor :
       {"model.norm.weight", "model.layers.1.self_attn.k_proj.weight",
        "model.layers.0.self_attn.v_proj.bias",
        "model.layers.0.mlp.gate_proj.weight"}) {
    for (const char* quantization : {"none", "q8"}) {
      for (float value : {kNan, -kInfinity}) {
        TinyCheckpoint checkpoint = tiny_checkpoint();
        set_value(checkpoint, tensor, 3, value);
        LoadOptions options;
        options.quantization = quantization;
        expect_error<std::runtime_error>(
            [&] { load(checkpoint, options); },
            {"model.safetensors", tensor, "not finite", "fetch it again"});
      }
    }
  }
}

TEST(DamagedWeights, all_are_told_before_anything_is_loaded) {
  TinyCheckpoint checkpoint = with_damaged_token();
  set_value(checkpoint, "model.norm.weight", 3, kNan);
  set_value(checkpoint, "visual.merger.mlp.2.weight", 3, kInfinity);
  TemporaryFolder folder;
  checkpoint.write(folder);
  std::string faults = EmbeddingModel(folder.string(), {}).weight_faults();
  EXPECT_EQ(std::count(faults.begin(), faults.end(), '\n'), 2) << faults;
  for (const char* tensor : {"model.embed_tokens.weight", "model.norm.weight",
                             "visual.merger.mlp.2.weight"}) {
    EXPECT_NE(faults.find(tensor), std::string::npos) << faults;
  }
}

TEST(DamagedWeights, nothing_is_told_of_a_sound_one_which_still_loads) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  EmbeddingModel model(folder.string(), {});
  EXPECT_EQ(model.weight_faults(), "");
  model.load();
  EXPECT_THROW(model.weight_faults(), std::logic_error);
}

TEST(DamagedWeights, a_weight_of_zeros_is_a_file_that_is_not_complete) {
  for (const char* tensor :
       {"model.embed_tokens.weight", "model.layers.1.mlp.down_proj.weight",
        "visual.merger.mlp.2.weight", "model.norm.weight"}) {
    TinyCheckpoint checkpoint = tiny_checkpoint();
    std::string& bytes = checkpoint.tensors.at(tensor).bytes;
    std::fill(bytes.begin(), bytes.end(), '\0');
    expect_error<std::runtime_error>([&] { load(checkpoint); },
                                     {tensor, "all zeros", "not complete"});
  }
  TinyCheckpoint checkpoint = tiny_checkpoint();
  std::string& bias = checkpoint.tensors.at("visual.blocks.0.norm1.bias").bytes;
  std::fill(bias.begin(), bias.end(), '\0');
  EXPECT_NO_THROW(load(checkpoint));
}

TEST(DamagedWeights, the_greatest_finite_value_is_none) {
  auto greatest = std::numeric_limits<float>::max();
  EXPECT_EQ(load(with_damaged_token(greatest))->damage(), "");
}

TEST(DamagedWeights, half_precision_is_looked_at_too) {
  for (auto [dtype, infinity] : {std::pair{"BF16", uint16_t{0x7f80}},
                                 std::pair{"F16", uint16_t{0xfc00}}}) {
    TinyCheckpoint checkpoint = tiny_checkpoint();
    FileTensor& table = checkpoint.tensors.at("model.embed_tokens.weight");
    table = {dtype, {320, 128}, std::string(320 * 128 * 2, '\1')};
    std::memcpy(&table.bytes[(kDamaged * 128 + 127) * 2], &infinity, 2);
    EXPECT_NE(load(checkpoint)->damage().find("row 77 "), std::string::npos);
  }
}

// Finite weights whose product is not: no damage that a look at them shows.
TEST(DamagedWeights, a_vector_that_leaves_the_range_is_none) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  auto greatest = std::numeric_limits<float>::max();
  for (size_t i = 0; i < 128; ++i) {
    set_value(checkpoint, "model.embed_tokens.weight", kDamaged * 128 + i,
              greatest);
  }
  for (const char* kernels : {"own", "mlx"}) {
    LoadOptions options;
    options.kernels = kernels;
    auto model = load(checkpoint, options);
    std::vector<Input> inputs = {text({5, 6, 7}), text({5, kDamaged, 7}),
                                 text({8, 9})};
    std::vector<float> rows = embed(*model, inputs);
    inputs[1] = text({5, 50, 7});
    std::vector<float> expected = embed(*model, inputs);
    for (size_t i : {size_t{0}, size_t{2}}) {
      EXPECT_TRUE(
          std::equal(&rows[i * 128], &rows[i * 128] + 128, &expected[i * 128]));
    }
  }
}

}  // namespace
}  // namespace tkr::embed::test
