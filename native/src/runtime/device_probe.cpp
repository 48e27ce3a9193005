#include "runtime/device_probe.h"

#include <mlx/ops.h>
#include <mlx/transforms.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

namespace tkr::embed {
namespace {

namespace mx = mlx::core;
using Floats = std::vector<float>;

constexpr int kColumns = 1024;
constexpr int kOutputs = 512;
constexpr size_t kWeights = size_t{kOutputs} * kColumns;
constexpr int kRowCounts[] = {3, 9, 128};
constexpr int kMostRows = 128;
constexpr Quantization kQuantization = {64, 4};
constexpr int kRepeats = 10;

// Of f32 products in f32; TF32's are off by some 1e-3.
constexpr double kExactError = 2e-4;
// Of f16 operands and results; a wrong product is off by 1 and more.
constexpr double kFastError = 2e-2;

Floats normal(size_t count, float deviation, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> values(0, deviation);
  Floats result(count);
  std::ranges::generate(result, [&] { return values(random); });
  return result;
}

Linear dense_layer() {
  Floats weight = normal(kWeights, 0.02f, 1);
  mx::array rows(weight.data(), {kOutputs, kColumns});
  return {mx::astype(rows, mx::bfloat16), {}, {}, {}, {}};
}

// Words, scales and biases of any values: no quantisation of the device's is
// trusted for them.
Linear quantized_layer() {
  std::mt19937 random(2);
  std::vector<uint32_t> words(kWeights / 8);
  std::ranges::generate(words, [&] { return random(); });
  int groups = kColumns / kQuantization.group_size;
  Floats scales = normal(size_t{kOutputs} * groups, 0.002f, 3);
  Floats biases(scales.size());
  std::ranges::transform(scales, biases.begin(),
                         [](float scale) { return -7.5f * scale; });
  mx::Shape shape{kOutputs, groups};
  return {mx::array(words.data(), {kOutputs, kColumns / 8}),
          mx::array(scales.data(), shape), mx::array(biases.data(), shape),
          std::nullopt, kQuantization};
}

Floats values_of(const mx::array& x) {
  mx::array floats = mx::contiguous(mx::astype(x, mx::float32));
  floats.eval();
  return {floats.data<float>(), floats.data<float>() + floats.size()};
}

// The weight's values, [kOutputs, kColumns], by the host alone.
Floats weight_of(Linear layer) {
  Floats weight;
  if (!layer.quantized()) return values_of(layer.weight);
  Floats scales = values_of(*layer.scales);
  Floats biases = values_of(*layer.biases);
  layer.weight.eval();
  const auto* words = layer.weight.data<uint32_t>();
  for (size_t i = 0; i < kWeights; ++i) {
    auto level = static_cast<float>(words[i / 8] >> (4 * (i % 8)) & 15);
    size_t group = i / kQuantization.group_size;
    weight.push_back(scales[group] * level + biases[group]);
  }
  return weight;
}

// In several sums, which a compiler computes together.
double dot(const float* a, const float* b) {
  double sums[8] = {};
  for (int k = 0; k < kColumns; k += 8) {
    for (int i = 0; i < 8; ++i) sums[i] += double{a[k + i]} * b[k + i];
  }
  return std::accumulate(sums, sums + 8, 0.0);
}

// [kMostRows, kOutputs].
std::vector<double> product(const Floats& x, const Floats& weight) {
  std::vector<double> result;
  for (size_t row = 0; row < kMostRows; ++row) {
    for (size_t output = 0; output < kOutputs; ++output) {
      result.push_back(dot(&x[row * kColumns], &weight[output * kColumns]));
    }
  }
  return result;
}

double deviation(const std::vector<double>& values) {
  double sum = 0;
  for (double value : values) sum += value * value;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

class Trial {
 public:
  Trial(const Ops& ops, const Linear& layer)
      : ops_(ops),
        rows_(normal(size_t{kMostRows} * kColumns, 1, 4)),
        expected_(product(rows_, weight_of(layer))),
        layer_(ops.prepared(layer)) {}

  double error() const {
    double most = 0;
    for (int rows : kRowCounts) most = std::max(most, error(rows));
    return most / deviation(expected_);
  }

  double gflops() const {
    mx::array x = first(kMostRows);
    x.eval();
    auto start = std::chrono::steady_clock::now();
    std::vector<mx::array> products;
    for (int i = 0; i < kRepeats; ++i)
      products.push_back(ops_.linear(x, layer_));
    mx::eval(products);
    std::chrono::duration<double, std::nano> taken =
        std::chrono::steady_clock::now() - start;
    return 2.0 * kRepeats * kMostRows * kWeights / taken.count();
  }

 private:
  mx::array first(int rows) const {
    return mx::array(rows_.data(), {rows, kColumns});
  }

  // Infinite where any value is not finite.
  double error(int rows) const {
    Floats found = values_of(ops_.linear(first(rows), layer_));
    double most = 0;
    for (size_t i = 0; i < found.size(); ++i) {
      double off = std::abs(found[i] - expected_[i]);
      most = std::max(most, std::isfinite(off) ? off : HUGE_VAL);
    }
    return most;
  }

  const Ops& ops_;
  Floats rows_;
  std::vector<double> expected_;
  Linear layer_;
};

std::string text(const char* format, double a, double b) {
  char line[160];
  std::snprintf(line, sizeof(line), format, a, b);
  return line;
}

}  // namespace

double DeviceProbe::error() const {
  return std::max(dense_error, quantized_error);
}

std::string DeviceProbe::description() const {
  return text("dense products off by %.1e, %.0f GFLOP/s; ", dense_error,
              dense_gflops) +
         text("quantised by %.1e, %.0f GFLOP/s", quantized_error,
              quantized_gflops);
}

DeviceProbe probe_device(const Ops& ops, Precision precision) {
  Trial dense(ops, dense_layer());
  Trial quantized(ops, quantized_layer());
  DeviceProbe probe{dense.error(), quantized.error(), 0, 0};
  double limit = precision == Precision::kFast ? kFastError : kExactError;
  if (probe.error() > limit) {
    throw std::runtime_error(
        text("this GPU multiplies wrongly: dense products are off by %.1e, "
             "quantised ones by %.1e of their deviation",
             probe.dense_error, probe.quantized_error) +
        ". Set EMBEDDING_DEVICE=cpu, and try another version of the system or "
        "of MLX");
  }
  probe.dense_gflops = dense.gflops();
  probe.quantized_gflops = quantized.gflops();
  return probe;
}

}  // namespace tkr::embed
