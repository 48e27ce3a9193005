// linears, linear_add and gated_linear are bit for bit what the operations they
// stand for give one by one.
#include "cpu/reference.h"
#include "expect_error.h"

namespace tkr::embed::cpu {
namespace {

class CpuFusedLinear : public CpuTest {};
TKR_ALL_SETTINGS(CpuFusedLinear);

Layer dense(int n, int k, mx::Dtype dtype) {
  return {.w = mx::astype(normal({n, k}, n + k, 0.1f), dtype),
          .bias = normal({n}, n)};
}

Layer quantized(int n, int k, int group_size, int bits) {
  const auto parts = mx::quantize(normal({n, k}, n + k), group_size, bits);
  return {parts[0], parts[1], parts[2], std::nullopt, group_size, bits};
}

// Two layers of one shape and storage, and one of fewer rows.
using Three = std::vector<Layer>;

std::vector<Three> all_storages(int k) {
  std::vector<Three> storages;
  for (auto dtype : {mx::float32, mx::float16, mx::bfloat16})
    storages.push_back(
        {dense(70, k, dtype), dense(70, k, dtype), dense(9, k, dtype)});
  for (int bits : {4, 8})
    for (int group_size : {32, 64, 128})
      storages.push_back({quantized(70, k, group_size, bits),
                          quantized(70, k, group_size, bits),
                          quantized(9, k, group_size, bits)});
  return storages;
}

array plain(const array& x, const Layer& layer) {
  if (!layer.scales) return linear(x, layer.w, layer.bias);
  return quantized_linear(x, layer.w, *layer.scales, *layer.biases,
                          layer.group_size, layer.bits, layer.bias);
}

void expect_same(const array& found, const array& expected) {
  ASSERT_EQ(found.shape(), expected.shape());
  EXPECT_EQ(doubles(found), doubles(expected));
}

void compare(const array& x, const Three& layers) {
  const Norm norm{normal({x.shape(1)}, 5, 0.1f, 1.0f), 1e-6f};
  const array normed = rms_norm(x, norm.weight, norm.eps);
  const auto together = linears({x, norm}, layers);
  ASSERT_EQ(together.size(), layers.size());
  for (size_t i = 0; i < layers.size(); ++i)
    expect_same(together[i], plain(normed, layers[i]));
  expect_same(linears({x}, layers)[2], plain(x, layers[2]));
  const array residual = normal({x.shape(0), 70}, 8, 10.0f);
  expect_same(linear_add(x, layers[0], residual),
              mx::add(residual, plain(x, layers[0])));
  expect_same(gated_linear({x, norm}, layers[0], layers[1]),
              silu_mul(plain(normed, layers[0]), plain(normed, layers[1])));
}

TEST_P(CpuFusedLinear, IsThePlainOperationsForAnyRowsAndStorage) {
  for (const Three& layers : all_storages(384))
    for (int m : {1, 2, 3, 16, 33, 131}) compare(normal({m, 384}, m), layers);
}

TEST_P(CpuFusedLinear, IsThePlainOperationsWhereRowsAreCutInChunks) {
  const int k = 11008, m = 200;
  compare(normal({m, k}, m), {quantized(70, k, 64, 4), quantized(70, k, 64, 4),
                              quantized(9, k, 64, 4)});
}

TEST_P(CpuFusedLinear, TakesLayersOfDifferentStorage) {
  const array x = normal({20, 384}, 1);
  const Three layers = {quantized(70, 384, 64, 4), quantized(40, 384, 32, 8),
                        dense(33, 384, mx::bfloat16)};
  const auto together = linears({x}, layers);
  for (size_t i = 0; i < layers.size(); ++i)
    expect_same(together[i], plain(x, layers[i]));
}

TEST_P(CpuFusedLinear, AGateAndItsUpAreAlike) {
  const array x = normal({4, 128}, 1);
  test::expect_error<std::invalid_argument>(
      [&] {
        gated_linear({x}, quantized(8, 128, 64, 4), quantized(9, 128, 64, 4));
      },
      {"gated_linear: up is [9, 16]", "gate's shape and storage"});
  test::expect_error<std::invalid_argument>(
      [&] { linear_add(x, quantized(8, 128, 64, 4), normal({4, 9}, 1)); },
      {"linear_add: residual is [4, 9]", "expected [4, 8]"});
}

}  // namespace
}  // namespace tkr::embed::cpu
