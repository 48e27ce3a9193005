// All but the products with weights at the limits of float32: values that
// overflow, that are not finite, and that are next to nothing.
#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuLimits : public CpuTest {};
TKR_ALL_SETTINGS(CpuLimits);

array row_of(const std::vector<float>& values) {
  return array(values.begin(), {static_cast<int>(values.size())}, mx::float32);
}

const std::vector<float> kMagnitudes = {1e-45f, 1e-38f, 1e-20f, 1e-3f,
                                        87.0f,  89.0f,  200.0f, 1e6f,
                                        1e15f,  1e30f,  3e38f};

// Far below zero an activation is nothing, however far; above, its input.
TEST_P(CpuLimits, ActivationsAreNothingFarBelowZeroAndTheirInputAbove) {
  std::vector<float> values;
  for (float value : kMagnitudes) {
    values.push_back(value);
    values.push_back(-value);
  }
  const array x = row_of(values);
  for (const array& y :
       {quick_gelu(x), gelu(x), silu_mul(x, mx::ones(x.shape()))}) {
    const auto found = doubles(y);
    for (size_t i = 0; i < values.size(); ++i) {
      if (values[i] >= 87) EXPECT_EQ(found[i], values[i]);
      if (values[i] <= -87) EXPECT_NEAR(found[i], 0.0, 1e-30) << values[i];
      if (std::abs(values[i]) <= 1e-20)
        EXPECT_NEAR(found[i], values[i] / 2,
                    1e-45 + std::abs(values[i]) * 1e-6);
    }
  }
}

TEST_P(CpuLimits, AGateThatIsNothingLeavesNothingOfAGreatValue) {
  const array gate = row_of({-100.0f, -1e10f, -3e38f, 0.0f});
  const auto found = doubles(silu_mul(gate, mx::full({4}, 1e30f)));
  for (double value : found) EXPECT_NEAR(value, 0.0, 1e-10);
}

// Rows [rows, size] whose squares overflow have no norm in float32; the rest
// have theirs.
TEST_P(CpuLimits, NormsOfGreatValuesAreRightOrNotFinite) {
  for (int size : {1, 7, 64, 1539})
    for (float scale : {1e-30f, 1e-15f, 1e15f, 1e18f, 1e25f, 3e37f}) {
      const array x = normal({3, size}, size, scale);
      const auto values = doubles(x);
      const auto rms = doubles(rms_norm(x, mx::ones({size}), 1e-6f));
      for (int row = 0; row < 3; ++row) {
        double square = 0;
        for (int i = 0; i < size; ++i)
          square += values[row * size + i] * values[row * size + i] / size;
        for (int i = row * size; i < (row + 1) * size; ++i) {
          if (!std::isfinite(rms[i])) continue;
          EXPECT_NEAR(rms[i], values[i] / std::sqrt(square + 1e-6), 1e-5)
              << size << " values of " << scale;
        }
      }
    }
}

TEST_P(CpuLimits, LayerNormsOfGreatValuesAreRightOrNotFinite) {
  for (int size : {7, 64, 1539})
    for (float scale : {1e-30f, 1e15f, 1e18f, 1e25f, 3e37f}) {
      const array x = normal({2, size}, size, scale);
      const auto values = doubles(x);
      const auto found =
          doubles(layer_norm(x, mx::ones({size}), mx::zeros({size}), 1e-6f));
      for (int row = 0; row < 2; ++row) {
        double mean = 0, square = 0;
        for (int i = row * size; i < (row + 1) * size; ++i)
          mean += values[i] / size;
        for (int i = row * size; i < (row + 1) * size; ++i)
          square += (values[i] - mean) * (values[i] - mean) / size;
        for (int i = row * size; i < (row + 1) * size; ++i) {
          if (!std::isfinite(found[i])) continue;
          EXPECT_NEAR(found[i], (values[i] - mean) / std::sqrt(square + 1e-6),
                      1e-4)
              << size << " values of " << scale;
        }
      }
    }
}

TEST_P(CpuLimits, ANormSpoilsNoOtherRow) {
  for (float bad : {NAN, INFINITY, -INFINITY})
    for (int at : {0, 15, 16, 66}) {
      std::vector<float> values(3 * 67, 1.5f);
      values[67 + at] = bad;
      const array x(values.begin(), {3, 67}, mx::float32);
      const array one = mx::ones({67});
      for (const array& y :
           {rms_norm(x, one, 1e-6f), layer_norm(x, one, one, 1e-6f)}) {
        const auto found = doubles(y);
        bool spoiled = false;
        for (size_t i = 0; i < found.size(); ++i) {
          if (i / 67 == 1)
            spoiled |= std::isnan(found[i]);
          else
            EXPECT_TRUE(std::isfinite(found[i]));
        }
        EXPECT_TRUE(spoiled);
      }
    }
}

TEST_P(CpuLimits, ARotationKeepsMagnitudesAndSpoilsItsOwnHeadAlone) {
  const array cos = mx::full({4, 9}, 0.6f), sin = mx::full({4, 9}, 0.8f);
  for (float scale : {1e-30f, 1e30f}) {
    const array x = normal({4, 3, 18}, 1, scale);
    const auto values = doubles(x), found = doubles(rotary(x, cos, sin));
    for (size_t i = 0; i < found.size(); ++i) {
      const size_t other = i % 18 < 9 ? i + 9 : i - 9;
      const double sign = i % 18 < 9 ? -1 : 1;
      EXPECT_NEAR(found[i], 0.6 * values[i] + sign * 0.8 * values[other],
                  1e-6 * scale);
    }
  }
  std::vector<float> values(4 * 3 * 18, 1.0f);
  values[18 * 5 + 4] = NAN;
  const auto found =
      doubles(rotary(array(values.begin(), {4, 3, 18}, mx::float32), cos, sin));
  for (int i = 0; i < 4 * 3 * 18; ++i)
    EXPECT_EQ(std::isnan(found[i]), i == 18 * 5 + 4 || i == 18 * 5 + 13);
}

struct Attended {
  int queries = 21, keys = 150, heads = 2, size = 20;
};

TEST_P(CpuLimits, AQueryThatIsNotFiniteSpoilsItselfAlone) {
  const Attended c;
  for (float bad : {NAN, INFINITY, -INFINITY})
    for (int query : {0, 13, 20}) {
      std::vector<float> values(c.queries * c.heads * c.size, 0.5f);
      values[(query * c.heads + 1) * c.size + 7] = bad;
      const array q(values.begin(), {c.queries, c.heads, c.size}, mx::float32);
      const array k = normal({c.keys, 1, c.size}, 2),
                  v = normal({c.keys, 1, c.size}, 3);
      const auto found = doubles(attention(q, k, v, 0.2f, false));
      for (size_t i = 0; i < found.size(); ++i)
        ASSERT_EQ(std::isnan(found[i]),
                  static_cast<int>(i) / c.size == query * c.heads + 1)
            << bad;
    }
}

// A value's weight is 0 for the queries that do not see it, and 0 times what is
// not finite is no number: those of the same block may be spoiled too.
TEST_P(CpuLimits, AKeyOrValueThatIsNotFiniteSpoilsWhoSeesIt) {
  const Attended c;
  for (bool of_key : {true, false}) {
    std::vector<float> values(c.queries * c.size, 0.5f);
    values[17 * c.size + 3] = NAN;
    const array bad(values.begin(), {c.queries, 1, c.size}, mx::float32);
    const array q = normal({c.queries, c.heads, c.size}, 1),
                good = normal({c.queries, 1, c.size}, 2);
    const auto found = doubles(
        attention(q, of_key ? bad : good, of_key ? good : bad, 0.2f, true));
    for (int query = of_key ? 0 : 17; query < c.queries; ++query) {
      bool spoiled = false;
      for (int i = 0; i < c.heads * c.size; ++i)
        spoiled |= std::isnan(found[query * c.heads * c.size + i]);
      EXPECT_EQ(spoiled, query >= 17) << query;
    }
  }
}

// One key's score is far above the others': the softmax takes its value alone.
TEST_P(CpuLimits, ScoresOfAnyMagnitudeChooseTheirKey) {
  const Attended c;
  for (float scale : {1e3f, 1e9f, 1e15f}) {
    const array k = mx::concatenate(
        {mx::zeros({77, 1, c.size}), mx::full({1, 1, c.size}, scale),
         mx::zeros({72, 1, c.size})},
        0);
    const array v = normal({c.keys, 1, c.size}, 3);
    const array q = mx::full({c.queries, c.heads, c.size}, scale);
    const auto found = doubles(attention(q, k, v, 1.0f, false)),
               values = doubles(v);
    for (size_t i = 0; i < found.size(); ++i)
      EXPECT_NEAR(found[i], values[77 * c.size + i % c.size], 1e-6);
  }
}

TEST_P(CpuLimits, ScoresBeyondFloat32AreNoVector) {
  const array q = mx::full({3, 1, 16}, 1e20f), k = mx::full({9, 1, 16}, 1e20f);
  const auto found =
      doubles(attention(q, k, normal({9, 1, 16}, 1), 1.0f, false));
  for (double value : found) EXPECT_TRUE(std::isnan(value));
}

TEST_P(CpuLimits, AttentionCopiesInputsThatAreNotContiguous) {
  const array wide = normal({40, 4, 24}, 4);
  const array part = mx::slice(wide, {1, 0, 3}, {39, 4, 23}, {2, 2, 1});
  const array same = mx::contiguous(part);
  EXPECT_EQ(doubles(attention(part, part, part, 0.2f, true)),
            doubles(attention(same, same, same, 0.2f, true)));
  EXPECT_EQ(doubles(rms_norm(part, mx::ones({20}), 1e-6f)),
            doubles(rms_norm(same, mx::ones({20}), 1e-6f)));
}

}  // namespace
}  // namespace tkr::embed::cpu
