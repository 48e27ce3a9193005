// Speed of the CPU operations at the shapes of Qwen2-VL-7B, beside MLX's own.
//
//   cpu_bench [--stock] [--threads N] [NAME...]
//
// NAME: parts of the operations' names, all of them by default. --stock runs
// MLX's own operation too, which takes minutes. Each line is the fastest of
// several runs: GFLOP/s by the clock and per second of processor time (the
// steadier figure on a busy machine). TKR_EMBED_ISA chooses the kernels.
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "cpu/ops.h"
#include "mlx/mlx.h"

namespace {

namespace mx = mlx::core;
namespace cpu = tkr::embed::cpu;
using mx::array;

struct Options {
  bool stock = false;
  std::vector<std::string> names;

  bool wants(const std::string& name) const {
    for (const auto& part : names)
      if (name.find(part) != std::string::npos) return true;
    return names.empty();
  }
};

double seconds(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

struct Time {
  double wall = std::numeric_limits<double>::infinity();
  double processor = std::numeric_limits<double>::infinity();
};

// The least of at least `runs` runs and a quarter of a second.
Time measure(const std::function<array()>& operation, int runs) {
  Time least;
  double total = 0;
  for (int i = 0; i < runs || total < 0.25; ++i) {
    array result = operation();
    const double wall = seconds(CLOCK_MONOTONIC),
                 processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    result.eval();
    const double elapsed = seconds(CLOCK_MONOTONIC) - wall;
    least.wall = std::min(least.wall, elapsed);
    least.processor = std::min(least.processor,
                               seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
    total += elapsed;
  }
  return least;
}

void compare(const Options& options, const std::string& name, double flop,
             const std::function<array()>& own,
             const std::function<array()>& stock) {
  if (!options.wants(name)) return;
  const Time time = measure(own, 5);
  std::printf("%-34s %9.3f ms %8.1f GFLOP/s %8.1f per cpu-s", name.c_str(),
              1e3 * time.wall, 1e-9 * flop / time.wall,
              1e-9 * flop / time.processor);
  if (options.stock) {
    const Time other = measure(stock, 1);
    std::printf("   MLX %10.3f ms: %7.1f x, %7.1f x per cpu-s",
                1e3 * other.wall, other.wall / time.wall,
                other.processor / time.processor);
  }
  std::printf("\n");
  std::fflush(stdout);
}

array random(mx::Shape shape) {
  array values = mx::random::normal(shape, mx::float32);
  values.eval();
  return values;
}

std::string label(const char* name, int m, int n, int k) {
  return std::string(name) + " " + std::to_string(m) + "x" + std::to_string(n) +
         "x" + std::to_string(k);
}

struct Shape {
  int n, k;
};

void dense(const Options& options, const char* name, mx::Dtype dtype, Shape s,
           int m) {
  if (!options.wants(label(name, m, s.n, s.k))) return;
  const array x = random({m, s.k});
  array w = mx::astype(random({s.n, s.k}), dtype);
  w.eval();
  compare(
      options, label(name, m, s.n, s.k), 2.0 * m * s.n * s.k,
      [&] { return cpu::linear(x, w); },
      [&] { return mx::matmul(x, mx::transpose(mx::astype(w, mx::float32))); });
}

void quantized(const Options& options, int bits, Shape s, int m) {
  const std::string name = label(bits == 4 ? "q4" : "q8", m, s.n, s.k);
  if (!options.wants(name)) return;
  const array x = random({m, s.k});
  auto [w, scales, biases] = cpu::quantize(random({s.n, s.k}), 64, bits);
  mx::eval(w, scales, biases);
  const array words = w, scale = scales, bias = biases;
  compare(
      options, name, 2.0 * m * s.n * s.k,
      [&] { return cpu::quantized_linear(x, words, scale, bias, 64, bits); },
      [&] {
        return mx::quantized_matmul(x, words, scale, bias, true, 64, bits);
      });
}

void matmuls(const Options& options) {
  const Shape text{3584, 3584};
  for (int m : {1, 2, 4, 5, 8, 16, 64, 256}) {
    quantized(options, 4, text, m);
    quantized(options, 8, text, m);
    dense(options, "bf16", mx::bfloat16, text, m);
    dense(options, "f16", mx::float16, text, m);
    dense(options, "f32", mx::float32, text, m);
  }
  for (Shape s : {Shape{18944, 3584}, {3584, 18944}, {512, 3584}})
    for (int m : {1, 16, 256}) quantized(options, 4, s, m);
  for (Shape s : {Shape{3840, 1280}, {5120, 1280}, {1280, 5120}})
    dense(options, "bf16", mx::bfloat16, s, 1024);
}

struct Heads {
  int queries, keys, query_heads, key_heads, size;
};

void attend(const Options& options, const char* name, Heads h, bool causal) {
  const array q = random({h.queries, h.query_heads, h.size}),
              k = random({h.keys, h.key_heads, h.size}),
              v = random({h.keys, h.key_heads, h.size});
  const float scale = 1 / std::sqrt(static_cast<float>(h.size));
  const double pairs = causal ? h.queries * (h.keys - 0.5 * (h.queries - 1.0))
                              : static_cast<double>(h.queries) * h.keys;
  auto first = [](const array& a) {
    return mx::expand_dims(mx::transpose(a, {1, 0, 2}), 0);
  };
  compare(
      options, std::string("attention ") + name,
      4.0 * pairs * h.query_heads * h.size,
      [&] { return cpu::attention(q, k, v, scale, causal); },
      [&] {
        return mx::fast::scaled_dot_product_attention(
            first(q), first(k), first(v), scale, causal ? "causal" : "");
      });
}

void attentions(const Options& options) {
  attend(options, "text 16", {16, 16, 28, 4, 128}, true);
  attend(options, "text 64", {64, 64, 28, 4, 128}, true);
  attend(options, "text 1 of 256", {1, 256, 28, 4, 128}, true);
  attend(options, "text 1024", {1024, 1024, 28, 4, 128}, true);
  attend(options, "vision 1024", {1024, 1024, 16, 16, 80}, false);
  attend(options, "vision 4900", {4900, 4900, 16, 16, 80}, false);
}

array stock_rotary(const array& x, const array& cos, const array& sin) {
  const array c = mx::expand_dims(cos, 1), s = mx::expand_dims(sin, 1);
  const auto halves = mx::split(x, 2, -1);
  return mx::concatenate(
      {halves[0] * c - halves[1] * s, halves[1] * c + halves[0] * s}, -1);
}

// GFLOP/s are 10^9 elements a second here.
void elementwise(const Options& options) {
  const array gate = random({256, 18944}), up = random({256, 18944}),
              x = random({1024, 5120}), h = random({256, 3584}),
              weight = random({3584}), q = random({1024, 16, 80}),
              angle = random({1024, 40});
  const array w = mx::astype(random({3584, 3584}), mx::bfloat16);
  mx::eval(w);
  compare(
      options, "silu_mul 256x18944 (elements)", gate.size(),
      [&] { return cpu::silu_mul(gate, up); },
      [&] { return gate * mx::sigmoid(gate) * up; });
  compare(
      options, "quick_gelu 1024x5120 (elements)", x.size(),
      [&] { return cpu::quick_gelu(x); },
      [&] { return x * mx::sigmoid(1.702f * x); });
  compare(
      options, "gelu 1024x5120 (elements)", x.size(),
      [&] { return cpu::gelu(x); },
      [&] { return x * (1 + mx::erf(x * 0.70710678f)) * 0.5f; });
  compare(
      options, "gelu_tanh 1024x5120 (elements)", x.size(),
      [&] { return cpu::gelu_tanh(x); },
      [&] {
        return x * (1 + mx::tanh(0.79788456f * (x + 0.044715f * x * x * x))) *
               0.5f;
      });
  compare(
      options, "rms_norm 256x3584 (elements)", h.size(),
      [&] { return cpu::rms_norm(h, weight, 1e-6f); },
      [&] { return mx::fast::rms_norm(h, weight, 1e-6f); });
  compare(
      options, "layer_norm 256x3584 (elements)", h.size(),
      [&] { return cpu::layer_norm(h, weight, weight, 1e-6f); },
      [&] { return mx::fast::layer_norm(h, weight, weight, 1e-6f); });
  compare(
      options, "rotary 1024x16x80 (elements)", q.size(),
      [&] { return cpu::rotary(q, angle, angle); },
      [&] { return stock_rotary(q, angle, angle); });
  compare(
      options, "quantize q4 bf16 3584^2 (elements)", w.size(),
      [&] { return std::get<0>(cpu::quantize(w, 64, 4)); },
      [&] { return mx::quantize(w, 64, 4)[0]; });
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--stock")
      options.stock = true;
    else if (argument == "--threads" && i + 1 < argc)
      cpu::set_threads(std::atoi(argv[++i]));
    else
      options.names.push_back(argument);
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) try {
  mx::set_default_device(mx::Device::cpu);
  const Options options = parse(argc, argv);
  std::printf("%s kernels, %d threads, MLX %s\n",
              cpu::instruction_set().c_str(), cpu::threads(), mx::version());
  matmuls(options);
  attentions(options);
  elementwise(options);
} catch (const std::exception& e) {
  std::fprintf(stderr, "cpu_bench: %s\n", e.what());
  return 1;
}
