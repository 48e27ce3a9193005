// Every kernel's error against double precision, as a table for benchmarks.md:
// the greatest difference in units of the results' root mean square, with each
// instruction set that this processor has.
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "cpu/kernels.h"
#include "cpu/quantized_matrix.h"

namespace tkr::embed::cpu {
namespace {

using Doubles = std::vector<double>;

// The shape of a product, as of the 7B's attention; every column is checked.
constexpr int kWidth = 3584, kColumns = 256;

struct Measurement {
  std::string name;
  std::function<array()> run;
  Doubles expected;
};

using Measurements = std::vector<Measurement>;

// As of Qwen2: a few channels are 10^3 times as great as the others.
array with_outliers(const array& x) {
  std::vector<float> factors(x.shape(1), 1.0f);
  for (int channel : {17, 700, 3001}) factors[channel] = 1e3f;
  return x * array(factors.begin(), {1, x.shape(1)}, mx::float32);
}

std::string rows_name(int rows) {
  return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

void add_dense(Measurements& all, int rows) {
  const array x = normal({rows, kWidth}, rows);
  const std::vector<std::pair<std::string, mx::Dtype>> types = {
      {"f32", mx::float32}, {"f16", mx::float16}, {"bf16", mx::bfloat16}};
  for (const auto& [name, dtype] : types) {
    const array w = mx::astype(normal({kColumns, kWidth}, 1, 0.02f), dtype);
    const auto expected = product(doubles(x), doubles(w), {}, kWidth);
    for (bool int8 : {false, true})
      all.push_back({"product, " + name + (int8 ? ", int8, " : ", exact, ") +
                         rows_name(rows),
                     [=] {
                       return linear(
                           x, w, std::nullopt,
                           int8 ? Activations::kInt8 : Activations::kExact);
                     },
                     expected});
  }
}

void add_quantized(Measurements& all, const array& x, const std::string& name) {
  for (int bits : {4, 8}) {
    const Matrix w = quantized(normal({kColumns, kWidth}, 1, 0.02f), 64, bits);
    const auto expected = product(doubles(x), unpack(w), {}, kWidth);
    for (bool int8 : {false, true})
      all.push_back({"product, q" + std::to_string(bits) +
                         (int8 ? ", int8, " : ", exact, ") + name,
                     [=] {
                       return quantized_linear(
                           x, w.w, w.scales, w.biases, 64, bits, std::nullopt,
                           int8 ? Activations::kInt8 : Activations::kExact);
                     },
                     expected});
  }
}

// Of one head, no mask.
Doubles attended(const Doubles& q, const Doubles& k, const Doubles& v,
                 int size) {
  const size_t queries = q.size() / size, keys = k.size() / size;
  Doubles out(q.size());
  for (size_t i = 0; i < queries; ++i) {
    Doubles weights(keys);
    double sum = 0;
    for (size_t j = 0; j < keys; ++j) {
      double score = 0;
      for (int c = 0; c < size; ++c) score += q[i * size + c] * k[j * size + c];
      sum += weights[j] = std::exp(score / std::sqrt(size));
    }
    for (size_t j = 0; j < keys; ++j)
      for (int c = 0; c < size; ++c)
        out[i * size + c] += weights[j] / sum * v[j * size + c];
  }
  return out;
}

void add_attention(Measurements& all) {
  for (int size : {64, 80, 128}) {
    const array q = normal({300, 1, size}, 1), k = normal({300, 1, size}, 2),
                v = normal({300, 1, size}, 3);
    const float scale = 1.0f / std::sqrt(static_cast<float>(size));
    all.push_back({"attention, heads of " + std::to_string(size),
                   [=] { return attention(q, k, v, scale, false); },
                   attended(doubles(q), doubles(k), doubles(v), size)});
  }
}

template <class F>
Doubles mapped(const array& x, F f) {
  Doubles values = doubles(x);
  for (double& value : values) value = f(value);
  return values;
}

void add_activations(Measurements& all) {
  const array x = normal({64, 1000}, 4, 3.0f);
  all.push_back(
      {"SiLU times a gate", [=] { return silu_mul(x, x); },
       mapped(x, [](double v) { return v * v / (1 + std::exp(-v)); })});
  all.push_back(
      {"quick GELU", [=] { return quick_gelu(x); },
       mapped(x, [](double v) { return v / (1 + std::exp(-1.702 * v)); })});
  all.push_back({"GELU", [=] { return gelu(x); }, mapped(x, [](double v) {
                   return v * 0.5 * std::erfc(-v * std::sqrt(0.5));
                 })});
}

void add_norms(Measurements& all) {
  const array x = normal({1, kWidth}, 5, 3.0f, 0.5f);
  double mean = 0, square = 0;
  for (double value : doubles(x)) {
    mean += value / kWidth;
    square += value * value / kWidth;
  }
  const double deviation = std::sqrt(square - mean * mean + 1e-6);
  all.push_back(
      {"RMSNorm", [=] { return rms_norm(x, mx::ones({kWidth}), 1e-6f); },
       mapped(x, [=](double v) { return v / std::sqrt(square + 1e-6); })});
  all.push_back({"LayerNorm",
                 [=] {
                   return layer_norm(x, mx::ones({kWidth}), mx::zeros({kWidth}),
                                     1e-6f);
                 },
                 mapped(x, [=](double v) { return (v - mean) / deviation; })});
}

void add_rotation(Measurements& all) {
  const array x = normal({1, 50, 128}, 6);
  const array cos = mx::full({1, 64}, 0.6f), sin = mx::full({1, 64}, 0.8f);
  const double c = 0.6f, s = 0.8f;
  const Doubles values = doubles(x);
  Doubles expected(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    expected[i] = i % 128 < 64 ? c * values[i] - s * values[i + 64]
                               : c * values[i] + s * values[i - 64];
  all.push_back({"rotation", [=] { return rotary(x, cos, sin); }, expected});
}

Measurements measurements() {
  Measurements all;
  for (int rows : {1, 64}) add_dense(all, rows);
  for (int rows : {1, 16, 64})
    add_quantized(all, normal({rows, kWidth}, rows), rows_name(rows));
  add_quantized(all, with_outliers(normal({64, kWidth}, 64)),
                "64 rows with outliers");
  add_attention(all);
  add_activations(all);
  add_norms(all);
  add_rotation(all);
  return all;
}

void print_table(const std::vector<const Kernels*>& tables) {
  std::printf("| kernel |");
  for (const Kernels* table : tables) std::printf(" %s |", table->name);
  std::printf("\n|---|");
  for (size_t i = 0; i < tables.size(); ++i) std::printf("---|");
  std::printf("\n");
  for (const Measurement& measurement : measurements()) {
    std::printf("| %s |", measurement.name.c_str());
    for (const Kernels* table : tables) {
      use_kernels(*table);
      std::printf(" %.1e |",
                  error(doubles(measurement.run()), measurement.expected));
    }
    std::printf("\n");
  }
}

}  // namespace
}  // namespace tkr::embed::cpu

int main() {
  using namespace tkr::embed::cpu;
  mx::set_default_device(mx::Device::cpu);
  std::vector<const Kernels*> tables;
  for (auto table = available_kernels(); *table; ++table)
    tables.push_back(*table);
  print_table(tables);
}
