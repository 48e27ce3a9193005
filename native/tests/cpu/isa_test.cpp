// TKR_EMBED_ISA, read when the first operation needs its kernels.
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "cpu/kernels.h"
#include "cpu/ops.h"

namespace tkr::embed::cpu {
namespace {

TEST(CpuIsa, RefusesAnUnknownNameAndThenTakesAKnownOne) {
  setenv("TKR_EMBED_ISA", "sse9", 1);
  try {
    instruction_set();
    FAIL() << "sse9 was accepted";
  } catch (const std::invalid_argument& e) {
    const std::string message = e.what();
    EXPECT_EQ(message.find("TKR_EMBED_ISA is \"sse9\"; this processor has "),
              0u);
    EXPECT_NE(message.find("scalar"), std::string::npos);
  }
  setenv("TKR_EMBED_ISA", "scalar", 1);
  EXPECT_EQ(instruction_set(), "scalar");
}

TEST(CpuIsa, OffersTheBestFirstAndTheScalarLast) {
  const Kernels* last = nullptr;
  for (auto table = available_kernels(); *table; ++table) {
    if (last) {
      EXPECT_GE(last->lanes, (*table)->lanes);
    }
    last = *table;
  }
  EXPECT_STREQ(last->name, "scalar");
}

}  // namespace
}  // namespace tkr::embed::cpu
