// No result depends on how many threads compute it.
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuThreads : public testing::TestWithParam<const Kernels*> {
 protected:
  void SetUp() override {
    mx::set_default_device(mx::Device::cpu);
    use_kernels(*GetParam());
  }
  void TearDown() override { set_threads(0); }
};

std::vector<const Kernels*> tables() {
  std::vector<const Kernels*> all;
  for (auto table = available_kernels(); *table; ++table) all.push_back(*table);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Isa, CpuThreads, testing::ValuesIn(tables()),
                         [](const auto& info) {
                           return std::string(info.param->name);
                         });

template <class F>
void expect_same_on_any_threads(const F& result) {
  set_threads(1);
  const auto expected = doubles(result());
  for (int threads : {2, 3, 7}) {
    set_threads(threads);
    EXPECT_EQ(doubles(result()), expected) << threads << " threads";
  }
}

Layer layer(int n, int k, int bits) {
  const array w = normal({n, k}, n + k, 0.1f);
  if (!bits) return {.w = mx::astype(w, mx::bfloat16)};
  const auto parts = mx::quantize(w, 64, bits);
  return {parts[0], parts[1], parts[2], std::nullopt, 64, bits};
}

// Weight rows of few and of many tiles, rows of x of one block and of many.
TEST_P(CpuThreads, ProductsAreTheSame) {
  for (auto activations : {Activations::kExact, Activations::kInt8})
    for (int bits : {0, 4, 8})
      for (int n : {40, 500})
        for (int m : {1, 3, 33, 250}) {
          const array x = normal({m, 448}, m);
          const Layer gate = layer(n, 448, bits), up = gate;
          expect_same_on_any_threads([&] {
            return linears({x}, std::vector<Layer>{gate, layer(24, 448, bits)},
                           activations)[0];
          });
          expect_same_on_any_threads(
              [&] { return gated_linear({x}, gate, up, activations); });
        }
}

TEST_P(CpuThreads, OtherOperationsAreTheSame) {
  const array q = normal({70, 8, 32}, 1), k = normal({90, 2, 32}, 2),
              v = normal({90, 2, 32}, 3), x = normal({300, 700}, 4);
  expect_same_on_any_threads([&] { return attention(q, k, v, 0.2f, true); });
  expect_same_on_any_threads(
      [&] { return rms_norm(x, mx::ones({700}), 1e-6f); });
  expect_same_on_any_threads([&] { return silu_mul(x, x); });
}

}  // namespace
}  // namespace tkr::embed::cpu
