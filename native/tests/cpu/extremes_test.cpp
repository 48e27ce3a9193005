// Products with weights, in both activations, at the limits of float32: inputs
// and weights of very different magnitudes, and what is not finite.
#include <functional>
#include <limits>

#include "cpu/quantized_matrix.h"
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

// Odd ones, and one more than what is packed at once.
constexpr int kColumns = 37, kWidth = 384;
const std::vector<int> kRowCounts = {1, 2, 3, 5, 17, 70};
const std::vector<Activations> kModes = {Activations::kExact,
                                         Activations::kInt8};

// A product with weights of one storage, as a function of its rows.
struct Product {
  std::string name;
  std::function<array(const array& x)> run;
  std::vector<double> weights;
  bool quantised;
  bool rounds_to_int8;

  // For so many rows, of the root mean square of a row's results. Rounding to b
  // bits of a group's greatest, about three times its root mean square, is 3 /
  // 2^b / sqrt 12 of each factor at random. Dense products in integers keep 13
  // bits of the root mean square, and their greatest error is five times the
  // usual one.
  double tolerance(int rows) const {
    if (quantised) return rounds_to_int8 ? 5e-2 : 3e-4;
    return rows >= kDenseRows && kernels().dense ? 2e-3 : 1e-5;
  }
};

Product dense(const array& w, mx::Dtype dtype, Activations mode) {
  const array weights = mx::astype(w, dtype);
  const bool int8 = mode == Activations::kInt8;
  return {
      "dense",
      [=](const array& x) { return linear(x, weights, std::nullopt, mode); },
      doubles(weights), false, int8};
}

Product packed(const Matrix& m, Activations mode) {
  return {"q" + std::to_string(m.bits),
          [=](const array& x) {
            return quantized_linear(x, m.w, m.scales, m.biases, m.group_size,
                                    m.bits, std::nullopt, mode);
          },
          unpack(m), true, mode == Activations::kInt8};
}

// Of every storage and mode, with weights of this magnitude.
std::vector<Product> products(float scale) {
  const array w = normal({kColumns, kWidth}, 5, scale);
  std::vector<Product> all;
  for (Activations mode : kModes) {
    for (auto dtype : {mx::float32, mx::bfloat16})
      all.push_back(dense(w, dtype, mode));
    for (int bits : {4, 8})
      for (int group : {32, 64, 128})
        all.push_back(packed(quantized(w, group, bits), mode));
  }
  return all;
}

// The greatest error of a row, each in units of its own root mean square.
double row_error(const Product& product, const array& x) {
  const auto found = doubles(product.run(x));
  const auto expected =
      cpu::product(doubles(x), product.weights, {}, x.shape(1));
  double greatest = 0;
  for (size_t at = 0; at < found.size(); at += kColumns) {
    const auto part = [at](const std::vector<double>& of) {
      return std::vector<double>(of.begin() + at, of.begin() + at + kColumns);
    };
    double square = 0;
    for (double value : part(expected)) square += value * value;
    const double unit = std::sqrt(square / kColumns);
    for (int i = 0; i < kColumns; ++i) {
      const double difference = std::abs(found[at + i] - expected[at + i]);
      if (!(difference <= greatest * unit)) greatest = difference / unit;
    }
  }
  return greatest;
}

class CpuExtremes : public CpuTest {};
TKR_ALL_SETTINGS(CpuExtremes);

TEST_P(CpuExtremes, InputsOfAnyMagnitudeKeepTheirPrecision) {
  for (const Product& product : products(1.0f))
    for (float scale : {1e-25f, 1e-12f, 1e12f, 1e30f, 1e35f})
      for (int m : kRowCounts) {
        EXPECT_LT(row_error(product, normal({m, kWidth}, m, scale)),
                  product.tolerance(m))
            << product.name << ", " << m << " rows of " << scale;
      }
}

TEST_P(CpuExtremes, WeightsOfAnyMagnitudeKeepTheirPrecision) {
  // below 1e-6 MLX's own quantisation has no more than its least scale
  for (float scale : {1e-5f, 1e12f, 1e30f})
    for (const Product& product : products(scale))
      for (int m : kRowCounts) {
        EXPECT_LT(row_error(product, normal({m, kWidth}, m)),
                  product.tolerance(m))
            << product.name << ", " << m << " rows, weights of " << scale;
      }
}

TEST_P(CpuExtremes, ARowsMagnitudeDoesNotMatterToTheOthers) {
  for (const Product& product : products(0.02f))
    for (int m : kRowCounts) {
      std::vector<float> factors(m);
      for (int i = 0; i < m; ++i)
        factors[i] = std::pow(10.0f, 7 * (i % 7) - 20);
      const array x =
          normal({m, kWidth}, m) * array(factors.begin(), {m, 1}, mx::float32);
      EXPECT_LT(row_error(product, x), product.tolerance(m))
          << product.name << ", " << m << " rows";
    }
}

TEST_P(CpuExtremes, AGroupsMagnitudeDoesNotMatterToTheOthers) {
  // Activations of one group are 10^6 times as great, but meet weights 10^6
  // times as small: both halves of the sum count alike.
  std::vector<float> factors(kWidth, 1.0f), inverses(kWidth, 1.0f);
  for (int i = 128; i < 256; ++i) {
    factors[i] = 1e6f;
    inverses[i] = 1e-6f;
  }
  const array up(factors.begin(), {1, kWidth}, mx::float32),
      down(inverses.begin(), {1, kWidth}, mx::float32);
  const array w = normal({kColumns, kWidth}, 5, 100.0f) * down;
  for (Activations mode : kModes)
    for (int bits : {4, 8})
      for (int group : {32, 64, 128})
        for (int m : kRowCounts) {
          const Product product = packed(quantized(w, group, bits), mode);
          EXPECT_LT(row_error(product, normal({m, kWidth}, m) * up),
                    product.tolerance(m))
              << product.name << ", group " << group << ", " << m << " rows";
        }
}

TEST_P(CpuExtremes, SumsBeyondFloat32AreNotFinite) {
  const float greatest = std::numeric_limits<float>::max();
  for (const Product& product : products(1.0f))
    for (int m : kRowCounts) {
      const array x = mx::full({m, kWidth}, greatest);
      const auto exact = cpu::product(doubles(x), product.weights, {}, kWidth);
      const auto found = doubles(product.run(x));
      for (size_t i = 0; i < found.size(); ++i) {
        if (std::abs(exact[i]) > 1.1 * greatest) {
          EXPECT_FALSE(std::isfinite(found[i])) << product.name << ", " << m;
        }
      }
    }
}

// x with one value that is not finite, wherever it stands.
TEST_P(CpuExtremes, AnInputThatIsNotFiniteSpoilsItsRowAlone) {
  for (const Product& product : products(1.0f))
    for (float bad : {NAN, INFINITY, -INFINITY})
      for (int m : kRowCounts)
        for (int column : {0, 1, 31, 200, kWidth - 1}) {
          const int row = column % m;
          std::vector<float> values(m * kWidth, 1.0f);
          values[row * kWidth + column] = bad;
          const array x(values.begin(), {m, kWidth}, mx::float32);
          const auto found = doubles(product.run(x));
          for (size_t i = 0; i < found.size(); ++i)
            ASSERT_EQ(std::isfinite(found[i]),
                      static_cast<int>(i) / kColumns != row)
                << product.name << ", " << m << " rows, column " << column
                << ", " << bad << ", " << found[i];
        }
}

TEST_P(CpuExtremes, AWeightThatIsNotFiniteSpoilsItsColumnAlone) {
  for (Activations mode : kModes)
    for (auto dtype : {mx::float32, mx::bfloat16, mx::float16})
      for (float bad : {NAN, INFINITY})
        for (int m : kRowCounts) {
          std::vector<float> values(kColumns * kWidth, 0.5f);
          values[11 * kWidth + 133] = bad;
          const array w(values.begin(), {kColumns, kWidth}, mx::float32);
          const auto found =
              doubles(dense(w, dtype, mode).run(mx::ones({m, kWidth})));
          for (size_t i = 0; i < found.size(); ++i)
            ASSERT_EQ(std::isfinite(found[i]), i % kColumns != 11) << m;
        }
}

TEST_P(CpuExtremes, AScaleThatIsNotFiniteSpoilsItsColumnAlone) {
  for (Activations mode : kModes)
    for (int bits : {4, 8})
      for (float bad : {NAN, INFINITY})
        for (int m : kRowCounts) {
          Matrix w = quantized(normal({kColumns, kWidth}, 6), 64, bits);
          std::vector<float> spoil(kColumns * kWidth / 64, 0.0f);
          spoil[11 * kWidth / 64 + 2] = bad;
          w.scales = w.scales +
                     array(spoil.begin(), {kColumns, kWidth / 64}, mx::float32);
          const auto found =
              doubles(packed(w, mode).run(normal({m, kWidth}, m)));
          for (size_t i = 0; i < found.size(); ++i)
            ASSERT_EQ(std::isfinite(found[i]), i % kColumns != 11) << m;
        }
}

TEST_P(CpuExtremes, RowsThatAreNotContiguousAreCopied) {
  for (const Product& product : products(1.0f))
    for (int m : kRowCounts) {
      const array wide = normal({2 * m, kWidth + 5}, m);
      const array x = mx::slice(wide, {0, 3}, {2 * m, kWidth + 3}, {2, 1});
      EXPECT_LT(row_error(product, x), product.tolerance(m)) << product.name;
      const array turned = mx::transpose(normal({kWidth, m}, m));
      EXPECT_LT(row_error(product, turned), product.tolerance(m))
          << product.name;
    }
}

}  // namespace
}  // namespace tkr::embed::cpu
