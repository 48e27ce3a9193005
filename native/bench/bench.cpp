// Loads a checkpoint folder and times embeddings of it.
//
//   tkr_embed_bench FOLDER [option=value]...
//
// kernels=own|mlx|both (both: own and mlx alternate, with their ratio),
// quantization=auto|none|q4|q8, activations=exact|int8 (own kernels),
// precision=auto|exact|fast (mlx kernels), device=auto|cpu|gpu, threads=N,
// tokens=1,16,256 (inputs of that many tokens, no prefix), image=0 (side in
// pixels of one picture; 0: none), repeat=3 (best of), calls=0 (then so many
// short embeddings in a row, printing the resident memory), batch=1,2,4 (only
// short texts in packed batches of these sizes, against one at a time; texts=64
// at each size).
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "batches.h"
#include "tkr_embed/embedding_model.h"

namespace {

using tkr::embed::EmbeddingModel;
using tkr::embed::LoadOptions;
using tkr::embed::PackedBatch;
using Settings = std::map<std::string, std::string>;

double seconds_now() {
  auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

// A value of /proc/self/status in MiB, 0 where there is none.
long memory_mib(const std::string& name) {
  std::ifstream stream("/proc/self/status");
  std::string line;
  while (std::getline(stream, line)) {
    if (line.starts_with(name + ":")) {
      return std::stol(line.substr(name.size() + 1)) / 1024;
    }
  }
  return 0;
}

Settings parse_settings(int argc, char** argv) {
  Settings settings = {
      {"kernels", "both"}, {"quantization", "auto"}, {"activations", "exact"},
      {"device", "auto"},  {"threads", "0"},         {"tokens", "1,16,256"},
      {"image", "0"},      {"repeat", "3"},          {"calls", "0"},
      {"batch", ""},       {"texts", "64"},          {"precision", "auto"}};
  for (int i = 2; i < argc; ++i) {
    std::string text = argv[i];
    size_t split = text.find('=');
    if (split == std::string::npos ||
        !settings.contains(text.substr(0, split))) {
      throw std::invalid_argument("unknown option: " + text);
    }
    settings[text.substr(0, split)] = text.substr(split + 1);
  }
  return settings;
}

std::unique_ptr<EmbeddingModel> load(const std::string& folder,
                                     const std::string& kernels,
                                     const Settings& settings) {
  LoadOptions options;
  options.kernels = kernels;
  options.quantization = settings.at("quantization");
  options.activations = settings.at("activations");
  options.precision = settings.at("precision");
  options.device = settings.at("device");
  options.threads = std::stoi(settings.at("threads"));
  double start = seconds_now();
  auto model = std::make_unique<EmbeddingModel>(folder, options);
  double opened = seconds_now();
  model->load();
  std::printf(
      "%s: %s, %s; headers %.2f s, load %.1f s; weights %lld MiB, resident "
      "%ld MiB, anonymous %ld MiB, peak %ld MiB\n",
      model->kernels().c_str(), model->device().c_str(),
      model->quantization().c_str(), opened - start, seconds_now() - opened,
      static_cast<long long>(model->weight_bytes() >> 20), memory_mib("VmRSS"),
      memory_mib("RssAnon"), memory_mib("VmHWM"));
  if (!model->probe().empty()) std::printf("%s\n", model->probe().c_str());
  return model;
}

// One input: an image of side x side pixels (0: none) and so many tokens.
struct Workload {
  std::string name;
  std::vector<int32_t> ids;
  std::vector<uint8_t> pixels;
  std::vector<int32_t> sizes;
};

Workload text_workload(int tokens) {
  Workload workload{std::to_string(tokens) + " tokens", {}, {}, {}};
  for (int i = 0; i < tokens; ++i) workload.ids.push_back(10 + i * 7 % 200);
  return workload;
}

Workload image_workload(const EmbeddingModel& model, int side) {
  Workload workload = text_workload(4);
  int tokens = side / model.image_factor() * (side / model.image_factor());
  workload.name = std::to_string(side) + "x" + std::to_string(side) +
                  " pixels, " + std::to_string(tokens + 4) + " tokens";
  workload.ids.insert(workload.ids.begin() + 1, tokens, model.image_token_id());
  for (int i = 0; i < 3 * side * side; ++i) {
    workload.pixels.push_back(static_cast<uint8_t>(i * 31 + i / 97));
  }
  workload.sizes = {side, side};
  return workload;
}

// Wall time and the process's processor time, which a busy machine leaves
// alone.
struct Seconds {
  double wall = 1e30;
  double cpu = 1e30;
};

double cpu_now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Seconds embed_seconds(EmbeddingModel& model, const Workload& workload) {
  auto length = static_cast<int32_t>(workload.ids.size());
  PackedBatch batch;
  batch.input_ids = workload.ids.data();
  batch.sequence_lengths = &length;
  batch.tokens = length;
  batch.sequences = 1;
  batch.pixels = workload.pixels.data();
  batch.image_sizes = workload.sizes.data();
  batch.pixel_bytes = static_cast<int64_t>(workload.pixels.size());
  batch.images = static_cast<int64_t>(workload.sizes.size() / 2);
  std::vector<float> row(static_cast<size_t>(model.hidden_size()));
  double start = seconds_now();
  double cpu_start = cpu_now();
  model.embed(batch, true, row.data());
  return {seconds_now() - start, cpu_now() - cpu_start};
}

using Models = std::vector<std::unique_ptr<EmbeddingModel>>;

// The kernels take turns, so that a busy machine slows both.
void measure(const Models& models, const Workload& workload, int repeat) {
  std::vector<Seconds> best(models.size());
  for (int i = 0; i < repeat; ++i) {
    for (size_t m = 0; m < models.size(); ++m) {
      Seconds seconds = embed_seconds(*models[m], workload);
      best[m].wall = std::min(best[m].wall, seconds.wall);
      best[m].cpu = std::min(best[m].cpu, seconds.cpu);
    }
  }
  std::printf("%s:", workload.name.c_str());
  auto tokens = static_cast<double>(workload.ids.size());
  for (size_t m = 0; m < models.size(); ++m) {
    std::printf(" %s %.4f s, cpu %.4f s, %.2f tokens/s;",
                models[m]->kernels().c_str(), best[m].wall, best[m].cpu,
                tokens / best[m].wall);
  }
  if (models.size() == 2) {
    std::printf(" ratio %.1f, cpu %.1f", best[1].wall / best[0].wall,
                best[1].cpu / best[0].cpu);
  }
  std::printf("\n");
}

void run_calls(EmbeddingModel& model, int calls) {
  for (int i = 0; i <= calls; ++i) {
    if (i % std::max(1, calls / 10) == 0) {
      std::printf("after %d calls: resident %ld MiB, anonymous %ld MiB\n", i,
                  memory_mib("VmRSS"), memory_mib("RssAnon"));
    }
    embed_seconds(model, text_workload(1 + i * 13 % 40));
  }
}

void run_batches(const Models& models, const Settings& settings) {
  for (const auto& model : models) {
    std::printf("%s kernels\n", model->kernels().c_str());
    tkr::embed::bench::measure_batches(
        *model, {settings.at("batch"), std::stoi(settings.at("texts")),
                 std::stoi(settings.at("repeat"))});
  }
}

void run(const std::string& folder, const Settings& settings) {
  Models models;
  std::string kernels = settings.at("kernels");
  if (kernels != "mlx") models.push_back(load(folder, "own", settings));
  if (kernels != "own") models.push_back(load(folder, "mlx", settings));
  int repeat = std::stoi(settings.at("repeat"));
  if (!settings.at("batch").empty()) {
    run_batches(models, settings);
    return;
  }
  std::istringstream tokens(settings.at("tokens"));
  std::string count;
  while (std::getline(tokens, count, ',')) {
    measure(models, text_workload(std::stoi(count)), repeat);
  }
  int side = std::stoi(settings.at("image"));
  if (side > 0) measure(models, image_workload(*models[0], side), repeat);
  std::printf("resident %ld MiB, anonymous %ld MiB, peak %ld MiB\n",
              memory_mib("VmRSS"), memory_mib("RssAnon"), memory_mib("VmHWM"));
  int calls = std::stoi(settings.at("calls"));
  if (calls > 0) run_calls(*models[0], calls);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: tkr_embed_bench FOLDER [option=value]...\n");
    return 2;
  }
  try {
    run(argv[1], parse_settings(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
