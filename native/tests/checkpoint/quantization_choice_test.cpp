#include "checkpoint/quantization_choice.h"

#include <gtest/gtest.h>

#include "checkpoint/checkpoint.h"
#include "expect_error.h"
#include "models/registry.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

// Planned as from files of bf16.
std::vector<PlannedModule> published_7b() {
  Json config = {
      {"model_type", "qwen2_vl"},
      {"hidden_size", 3584},
      {"intermediate_size", 18944},
      {"num_hidden_layers", 28},
      {"num_attention_heads", 28},
      {"num_key_value_heads", 4},
      {"vocab_size", 152064},
      {"max_position_embeddings", 32768},
      {"rms_norm_eps", 1e-6},
      {"rope_theta", 1e6},
      {"rope_scaling", {{"type", "mrope"}, {"mrope_section", {16, 24, 24}}}},
      {"vision_config", {{"hidden_size", 3584}}}};
  std::vector<PlannedModule> modules;
  for (const ModuleSpec& spec :
       parse_architecture(config, "config.json")->module_specs()) {
    PlannedModule module;
    module.spec = spec;
    module.weight.location.end = size_t{2} * static_cast<size_t>(spec.rows) *
                                 static_cast<size_t>(std::max(1, spec.columns));
    modules.push_back(module);
  }
  return modules;
}

struct QuantizationChoiceTest : testing::Test {
  QuantizationChoiceTest() {
    tiny_checkpoint().write(folder);
    architecture = read_architecture(folder.string());
  }

  std::string choose(const char* quantization, int64_t memory) const {
    auto modules = plan();
    LoadOptions options;
    options.quantization = quantization;
    choose_quantization(modules, options, memory);
    return describe_quantization(modules);
  }

  std::vector<PlannedModule> plan() const {
    return plan_modules(architecture->module_specs(), architecture->config(),
                        Checkpoint(folder.string()));
  }

  TemporaryFolder folder;
  std::unique_ptr<Architecture> architecture;
};

TEST_F(QuantizationChoiceTest, auto_takes_the_finest_that_fits) {
  int64_t stored = resident_bytes(plan());
  EXPECT_EQ(choose("auto", stored * 5 / 2 + 5), "none");
  EXPECT_EQ(choose("auto", stored * 5 / 2 - 5), "q8");
  EXPECT_EQ(choose("auto", stored / 2), "q4");
}

// The published 7B: 8.29 billion weights of bf16, its head left out.
TEST(QuantizationChoice, auto_keeps_its_promise_for_the_7b) {
  constexpr int64_t kGib = int64_t{1} << 30;
  for (auto [gib, expected] :
       {std::pair{16, "q4"}, {24, "q8"}, {32, "q8"}, {48, "none"}}) {
    auto modules = published_7b();
    choose_quantization(modules, {}, gib * kGib);
    EXPECT_EQ(describe_quantization(modules), expected) << gib;
  }
}

TEST_F(QuantizationChoiceTest, too_little_memory_is_refused_with_the_way_out) {
  auto modules = plan();
  int64_t stored = resident_bytes(modules);
  EXPECT_NO_THROW(check_fits(modules, "folder", stored * 5 / 4 + 5));
  expect_error<std::runtime_error>(
      [&] { check_fits(modules, "folder", stored); },
      {"folder: its weights take", "(none)", "four fifths",
       "set EMBEDDING_QUANTIZATION=q8, with which they take "});
  expect_error<std::runtime_error>([&] { check_fits(modules, "folder", 1000); },
                                   {"it needs a machine with", "at q4"});
  quantize_on_load(modules, {64, 4});
  EXPECT_NO_THROW(check_fits(modules, "folder", stored));
}

TEST_F(QuantizationChoiceTest, a_named_one_is_taken_whatever_the_memory) {
  EXPECT_EQ(choose("none", 1), "none");
  EXPECT_EQ(choose("q8", 1), "q8");
  EXPECT_EQ(choose("q4", INT64_MAX), "q4");
}

TEST_F(QuantizationChoiceTest, the_vision_tower_stays_as_it_is) {
  auto modules = plan();
  quantize_on_load(modules, {64, 4});
  for (const PlannedModule& module : modules) {
    bool vision = module.spec.path.starts_with("visual.");
    bool norm = module.spec.kind == ModuleKind::kNorm;
    EXPECT_EQ(module.on_load.has_value(), !vision && !norm) << module.spec.path;
  }
}

}  // namespace
}  // namespace tkr::embed::test
