#include "checkpoint/quantization_choice.h"

#include <gtest/gtest.h>

#include "checkpoint/checkpoint.h"
#include "models/registry.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

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
  EXPECT_EQ(choose("auto", 2 * stored), "none");
  EXPECT_EQ(choose("auto", stored), "q8");
  EXPECT_EQ(choose("auto", stored / 2), "q4");
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
