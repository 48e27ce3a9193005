#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuElementwise : public CpuTest {};
TKR_ALL_SETTINGS(CpuElementwise);

// Greatest |found - expected| / |expected| where |expected| counts.
double relative_error(const array& found, const std::vector<double>& expected) {
  const auto values = doubles(found);
  double greatest = values.size() == expected.size() ? 0.0 : INFINITY;
  for (size_t i = 0; i < expected.size(); ++i) {
    const double size = std::max(std::abs(expected[i]), 1e-30);
    const double relative = std::abs(values[i] - expected[i]) / size;
    if (!(relative <= greatest)) greatest = relative;
  }
  return greatest;
}

template <class F>
std::vector<double> mapped(const array& x, F f) {
  auto values = doubles(x);
  for (double& value : values) value = f(value);
  return values;
}

// From -80 to 80, and sizes that leave a rest to every vector width.
std::vector<array> inputs() {
  std::vector<array> all;
  for (int n : {1, 7, 16, 31, 1001, 40000})
    all.push_back(mx::linspace(-80.0, 80.0, n, mx::float32));
  all.push_back(normal({33, 5, 7}, 1, 2.0f));
  all.push_back(normal({1000}, 2, 1e-4f));
  return all;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

TEST_P(CpuElementwise, SiluMulIsExactToAFewUlp) {
  for (const array& x : inputs()) {
    auto expected = mapped(x, [](double v) { return v * sigmoid(v); });
    const array up = normal(x.shape(), 3);
    const auto ups = doubles(up);
    for (size_t i = 0; i < ups.size(); ++i) expected[i] *= ups[i];
    EXPECT_LT(relative_error(silu_mul(x, up), expected), 5e-7);
  }
}

TEST_P(CpuElementwise, QuickGeluIsExactToAFewUlp) {
  for (const array& x : inputs()) {
    const array y = mx::clip(x, array(-50.0f), array(50.0f));
    // The argument's rounding, 1.702 x, counts for large negative x.
    EXPECT_LT(relative_error(
                  quick_gelu(y),
                  mapped(y, [](double v) { return v * sigmoid(1.702 * v); })),
              1e-5);
    const array small = mx::clip(x, array(-2.0f), array(50.0f));
    EXPECT_LT(
        relative_error(
            quick_gelu(small),
            mapped(small, [](double v) { return v * sigmoid(1.702 * v); })),
        1e-6);
  }
}

TEST_P(CpuElementwise, GeluIsTheErrorFunctionForm) {
  const double root = std::sqrt(0.5);
  auto exact = [=](double v) { return v * 0.5 * std::erfc(-v * root); };
  for (const array& x : inputs()) {
    const array y = mx::clip(x, array(-12.0f), array(80.0f));
    EXPECT_LT(relative_error(gelu(y), mapped(y, exact)), 1e-5);
    const array small = mx::clip(x, array(-2.0f), array(80.0f));
    EXPECT_LT(relative_error(gelu(small), mapped(small, exact)), 1e-6);
  }
}

TEST_P(CpuElementwise, GeluTanhIsTheTanhForm) {
  const double c = std::sqrt(2 / M_PI);
  auto exact = [=](double v) {
    return v * sigmoid(2 * c * (v + 0.044715 * v * v * v));
  };
  for (const array& x : inputs()) {
    // Below -10 the value is less than 1e-30.
    const array y = mx::clip(x, array(-6.0f), array(80.0f));
    EXPECT_LT(relative_error(gelu_tanh(y), mapped(y, exact)), 1e-5);
    const array small = mx::clip(x, array(-2.0f), array(80.0f));
    EXPECT_LT(relative_error(gelu_tanh(small), mapped(small, exact)), 1e-6);
  }
}

TEST_P(CpuElementwise, MatchesTheStockOperations) {
  const array x = normal({123, 45}, 4, 3.0f), up = normal({123, 45}, 5);
  EXPECT_LT(error(doubles(silu_mul(x, up)), doubles(x * mx::sigmoid(x) * up)),
            2e-6);
  EXPECT_LT(error(doubles(quick_gelu(x)), doubles(x * mx::sigmoid(1.702f * x))),
            2e-6);
  EXPECT_LT(error(doubles(gelu(x)),
                  doubles(x * (1 + mx::erf(x / std::sqrt(2.0f))) / 2)),
            2e-6);
  const array inner = 0.79788456f * (x + 0.044715f * x * x * x);
  EXPECT_LT(
      error(doubles(gelu_tanh(x)), doubles(x * (1 + mx::tanh(inner)) / 2)),
      2e-6);
}

TEST_P(CpuElementwise, KeepsInfinitiesAndNotANumber) {
  const array x = array({INFINITY, NAN, 200.0f, -200.0f}, {4});
  for (const array& y :
       {quick_gelu(x), gelu(x), gelu_tanh(x), silu_mul(x, mx::ones({4}))}) {
    const auto values = doubles(y);
    EXPECT_EQ(values[0], INFINITY);
    EXPECT_TRUE(std::isnan(values[1]));
    EXPECT_EQ(values[2], 200.0);
    EXPECT_NEAR(values[3], 0.0, 1e-30);
  }
}

TEST_P(CpuElementwise, LeavesInputsInUseAlone) {
  array x = normal({64, 64}, 6);
  x.eval();
  const auto before = doubles(x);
  const auto first = doubles(gelu(x * 2.0f)), second = doubles(gelu(x * 2.0f));
  quick_gelu(x).eval();
  EXPECT_EQ(doubles(x), before);
  EXPECT_EQ(first, second);
  const array y = x + 1.0f;
  const array both = silu_mul(y, y) + y;
  EXPECT_LT(error(doubles(both),
                  doubles((x + 1) * mx::sigmoid(x + 1) * (x + 1) + (x + 1))),
            2e-6);
}

}  // namespace
}  // namespace tkr::embed::cpu
