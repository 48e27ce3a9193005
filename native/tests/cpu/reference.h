// What the tests of the CPU operations share: every instruction set and thread
// count as a parameter, and what double_reference.h has.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cpu/double_reference.h"
#include "cpu/kernels.h"
#include "cpu/ops.h"
#include "mlx/mlx.h"

namespace tkr::embed::cpu {

struct Setting {
  const Kernels* kernels;
  int threads;
};

inline std::vector<Setting> settings() {
  std::vector<Setting> all;
  for (auto table = available_kernels(); *table; ++table)
    for (int threads : {1, 2}) all.push_back({*table, threads});
  return all;
}

// A test that runs with each instruction set this processor has, on one thread
// and on two.
class CpuTest : public testing::TestWithParam<Setting> {
 protected:
  void SetUp() override {
    mx::set_default_device(mx::Device::cpu);
    use_kernels(*GetParam().kernels);
    set_threads(GetParam().threads);
  }
};

#define TKR_ALL_SETTINGS(Test)                                                \
  INSTANTIATE_TEST_SUITE_P(Isa, Test, testing::ValuesIn(settings()),          \
                           [](const auto& info) {                             \
                             return std::string(info.param.kernels->name) +   \
                                    "_" + std::to_string(info.param.threads); \
                           })

}  // namespace tkr::embed::cpu
