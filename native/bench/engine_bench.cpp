// One side of a comparison: measures what it is told to, when it is told to.
//
//   engine_bench roofs THREADS
//   engine_bench FOLDER quantization activations threads
//
// The second loads a checkpoint, says so in a line, and then answers each line
// of its standard input, an input as inputs.h spells it, by the time it took. A
// line of output is a JSON object. Of a short input the best of several in
// half a second counts.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "cpu/ops.h"
#include "inputs.h"
#include "roofs.h"

namespace tkr::embed::bench {
namespace {

constexpr double kBurst = 0.5;  // seconds for the runs of one input
constexpr int kMostRuns = 20;

double seconds_now() {
  auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

// In MiB, 0 where there is no /proc.
double memory_mib(const std::string& name) {
  std::ifstream stream("/proc/self/status");
  std::string line;
  while (std::getline(stream, line)) {
    if (line.starts_with(name + ":"))
      return std::stod(line.substr(name.size() + 1)) / 1024;
  }
  return 0;
}

// The greatest resident memory counts from here on.
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

// Beyond the mapped files; the most since forget_peak().
double peak_beyond_files() {
  return memory_mib("VmHWM") - memory_mib("RssFile");
}

struct Measurement {
  double seconds = 1e30;
  double processor = 1e30;
  double vision = 1e30;
};

void run_once(EmbeddingModel& model, const Inputs& inputs, Measurement& best) {
  const PackedBatch batch = inputs.batch();
  std::vector<float> rows(batch.sequences * model.hidden_size());
  const double start = seconds_now(), processor = std::clock();
  model.embed(batch, true, rows.data());
  const double seconds = seconds_now() - start;
  best.processor =
      std::min(best.processor, (std::clock() - processor) / CLOCKS_PER_SEC);
  if (seconds >= best.seconds) return;
  best.seconds = seconds;
  best.vision = 1e-9 * static_cast<double>(model.vision_nanos());
}

void answer(EmbeddingModel& model, const std::string& line, double loaded) {
  const Inputs inputs = inputs_of(model, line);
  Measurement best;
  forget_peak();
  const double start = seconds_now();
  for (int i = 0; i < kMostRuns; ++i) {
    run_once(model, inputs, best);
    if (seconds_now() - start > kBurst) break;
  }
  std::printf(
      "{\"tokens\": %lld, \"seconds\": %.6f, \"processor\": %.6f, "
      "\"vision\": %.6f, \"beyond_weights\": %.1f}\n",
      static_cast<long long>(inputs.tokens()), best.seconds, best.processor,
      best.vision, peak_beyond_files() - loaded);
  std::fflush(stdout);
}

LoadOptions options_of(char** words) {
  LoadOptions options;
  options.device = "cpu";
  options.kernels = "own";
  options.pooled_last_layer = false;  // as others compute it
  options.prefix_reuse = false;
  options.quantization = words[0];
  options.activations = words[1];
  options.threads = std::stoi(words[2]);
  return options;
}

void serve(const std::string& folder, const LoadOptions& options) {
  EmbeddingModel model(folder, options);
  model.load();
  std::printf("{\"kernels\": \"%s\", \"threads\": %d}\n",
              cpu::instruction_set().c_str(), cpu::threads());
  std::fflush(stdout);
  forget_peak();
  const double loaded = peak_beyond_files();
  std::string line;
  while (std::getline(std::cin, line)) answer(model, line, loaded);
}

void print_roofs(int threads) {
  for (const Roof& roof : measure_roofs(threads))
    std::printf(
        "{\"name\": \"%s\", \"how\": \"%s\", \"one\": %.1f, \"all\": %.1f}\n",
        roof.name.c_str(), roof.how.c_str(), roof.one_thread, roof.all_threads);
}

int run(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "roofs") {
    print_roofs(std::stoi(argv[2]));
  } else if (argc == 5) {
    serve(argv[1], options_of(argv + 2));
  } else {
    std::fprintf(
        stderr,
        "usage: engine_bench roofs THREADS\n"
        "       engine_bench FOLDER QUANTIZATION ACTIVATIONS THREADS\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace tkr::embed::bench

int main(int argc, char** argv) try {
  return tkr::embed::bench::run(argc, argv);
} catch (const std::exception& error) {
  std::fprintf(stderr, "engine_bench: %s\n", error.what());
  return 1;
}
