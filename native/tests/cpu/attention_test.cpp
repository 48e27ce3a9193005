#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuAttention : public CpuTest {};
TKR_ALL_SETTINGS(CpuAttention);

struct Case {
  int queries, keys, query_heads, key_heads, size;
  bool causal;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.queries << " queries, " << c.keys << " keys, "
             << c.query_heads << "/" << c.key_heads << " heads of " << c.size
             << (c.causal ? ", causal" : "");
}

std::vector<double> attend_row(const double* q, const double* k,
                               const double* v, const Case& c, int keys,
                               double scale) {
  const int stride = c.key_heads * c.size;
  std::vector<double> weights(keys), row(c.size, 0.0);
  double greatest = -INFINITY, sum = 0.0;
  for (int s = 0; s < keys; ++s) {
    double score = 0.0;
    for (int d = 0; d < c.size; ++d) score += q[d] * k[s * stride + d];
    weights[s] = score * scale;
    greatest = std::max(greatest, weights[s]);
  }
  for (double& weight : weights) sum += weight = std::exp(weight - greatest);
  for (int s = 0; s < keys; ++s)
    for (int d = 0; d < c.size; ++d)
      row[d] += weights[s] / sum * v[s * stride + d];
  return row;
}

std::vector<double> reference(const array& q, const array& k, const array& v,
                              const Case& c, double scale) {
  const auto qs = doubles(q), ks = doubles(k), vs = doubles(v);
  std::vector<double> out;
  for (int t = 0; t < c.queries; ++t)
    for (int h = 0; h < c.query_heads; ++h) {
      const int head = h / (c.query_heads / c.key_heads) * c.size;
      const int keys = c.causal ? c.keys - c.queries + t + 1 : c.keys;
      const auto row = attend_row(&qs[(t * c.query_heads + h) * c.size],
                                  &ks[head], &vs[head], c, keys, scale);
      out.insert(out.end(), row.begin(), row.end());
    }
  return out;
}

const std::vector<Case> kCases = {
    {1, 1, 1, 1, 1, false},     {1, 1, 4, 2, 8, true},
    {5, 5, 2, 1, 80, false},    {16, 16, 28, 4, 128, true},
    {1, 300, 12, 2, 128, true}, {7, 260, 6, 3, 20, true},
    {129, 129, 2, 2, 64, true}, {64, 131, 3, 3, 80, false},
    {200, 77, 4, 1, 33, false}, {257, 257, 14, 2, 64, true},
};

TEST_P(CpuAttention, MatchesADoubleReference) {
  for (const Case& c : kCases) {
    const array q = normal({c.queries, c.query_heads, c.size}, 1);
    const array k = normal({c.keys, c.key_heads, c.size}, 2);
    const array v = normal({c.keys, c.key_heads, c.size}, 3);
    const float scale = 1.0f / std::sqrt(static_cast<float>(c.size));
    const auto expected = reference(q, k, v, c, scale);
    EXPECT_LT(error(doubles(attention(q, k, v, scale, c.causal)), expected),
              1e-5)
        << c;
  }
}

TEST_P(CpuAttention, MatchesTheStockOperation) {
  for (const Case& c : kCases) {
    const array q = normal({c.queries, c.query_heads, c.size}, 1);
    const array k = normal({c.keys, c.key_heads, c.size}, 2);
    const array v = normal({c.keys, c.key_heads, c.size}, 3);
    auto heads_first = [](const array& a) {
      return mx::expand_dims(mx::transpose(a, {1, 0, 2}), 0);
    };
    const array stock = mx::transpose(
        mx::squeeze(mx::fast::scaled_dot_product_attention(
                        heads_first(q), heads_first(k), heads_first(v), 0.2f,
                        c.causal ? "causal" : ""),
                    0),
        {1, 0, 2});
    EXPECT_LT(
        error(doubles(attention(q, k, v, 0.2f, c.causal)), doubles(stock)),
        1e-5)
        << c;
  }
}

TEST_P(CpuAttention, KeepsLargeScoresApart) {
  const Case c{40, 300, 2, 1, 16, false};
  const array q = normal({40, 2, 16}, 4, 30.0f), k = normal({300, 1, 16}, 5),
              v = normal({300, 1, 16}, 6);
  EXPECT_LT(error(doubles(attention(q, k, v, 1.0f, false)),
                  reference(q, k, v, c, 1.0)),
            1e-4);
}

TEST_P(CpuAttention, TakesANegativeScaleAndRisingScores) {
  // Every block of keys brings a new greatest score.
  const Case c{3, 400, 1, 1, 4, false};
  const array q = mx::full({3, 1, 4}, -1.0f), v = normal({400, 1, 4}, 7);
  const array k = mx::broadcast_to(
      mx::reshape(mx::arange(0.0, 400.0, 1.0, mx::float32), {400, 1, 1}),
      {400, 1, 4});
  EXPECT_LT(error(doubles(attention(q, k, v, -0.05f, false)),
                  reference(q, k, v, c, -0.05)),
            1e-5);
}

TEST_P(CpuAttention, DoesNotReadMaskedKeys) {
  const array q = normal({20, 2, 32}, 8), k = normal({20, 2, 32}, 9),
              v = normal({20, 2, 32}, 10);
  const auto all = doubles(attention(q, k, v, 0.3f, true));
  auto first = [](const array& a) {
    return mx::slice(a, {0, 0, 0}, {9, 2, 32});
  };
  const auto part =
      doubles(attention(first(q), first(k), first(v), 0.3f, true));
  EXPECT_LT(error(part, {all.begin(), all.begin() + 9 * 64}), 2e-6);
}

// Enough of both for products in integers where they are faster.
TEST_P(CpuAttention, KeepsNearlyAllBitsOfPictures) {
  for (const Case& c :
       {Case{128, 128, 2, 2, 64, false}, Case{300, 333, 2, 2, 80, false},
        Case{257, 129, 4, 2, 72, false}, Case{130, 131, 1, 1, 33, false}})
    for (float scale : {0.0f, 1.0f / std::sqrt(1.0f * c.size), 1.0f}) {
      const array q = normal({c.queries, c.query_heads, c.size}, 1);
      const array k = normal({c.keys, c.key_heads, c.size}, 2);
      const array v = normal({c.keys, c.key_heads, c.size}, 3, 1.0f, 0.5f);
      EXPECT_LT(error(doubles(attention(q, k, v, scale, false)),
                      reference(q, k, v, c, scale)),
                scale == 1.0f ? 8e-3 : 2e-3)
          << c << " scale " << scale;
    }
}

TEST_P(CpuAttention, WhatIsNotFiniteStaysInItsHeadAndRow) {
  const auto values = [](int seed) {
    return doubles(normal({150, 2, 64}, seed));
  };
  for (int bad : {0, 1, 2}) {
    std::vector<array> inputs;
    for (int i = 0; i < 3; ++i) {
      auto numbers = values(i);
      if (i == bad) numbers[(77 * 2 + 1) * 64 + 5] = NAN;
      inputs.emplace_back(numbers.begin(), mx::Shape{150, 2, 64}, mx::float32);
    }
    const auto found =
        doubles(attention(inputs[0], inputs[1], inputs[2], 0.1f, false));
    for (int i = 0; i < 150; ++i)
      for (int j = 0; j < 64; ++j) {
        EXPECT_TRUE(std::isfinite(found[i * 128 + j]));
        const bool expected = bad == 0 ? i != 77 : bad == 1 ? false : j != 5;
        EXPECT_EQ(std::isfinite(found[(i * 2 + 1) * 64 + j]), expected)
            << bad << " " << i << " " << j;
      }
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
