#include "tkr_embed/embedding_model.h"

#include <mlx/memory.h>
#include <mlx/transforms.h>
#include <mlx/version.h>

#include <atomic>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "arrays.h"
#include "batch.h"
#include "checkpoint.h"
#include "config.h"
#include "memory_estimate.h"
#include "modules.h"
#include "pass_limits.h"
#include "rotary_tables.h"
#include "runtime.h"
#include "segments.h"
#include "system_memory.h"
#include "text_decoder.h"
#include "vision_tower.h"
#include "weights.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// Share of physical memory that weights may take for quantization "auto".
constexpr double kWeightShare = 0.75;

bool fits(const std::vector<PlannedModule>& modules) {
  return static_cast<double>(resident_bytes(modules)) <=
         kWeightShare * static_cast<double>(physical_memory());
}

// The finest of: as stored, q8, q4 whose weights fit.
void quantize_to_fit(std::vector<PlannedModule>& modules, int32_t group_size) {
  for (int32_t bits : {8, 4}) {
    if (!fits(modules)) quantize_on_load(modules, {group_size, bits});
  }
}

void choose_quantization(std::vector<PlannedModule>& modules,
                         const LoadOptions& options) {
  if (options.quantization == "auto") {
    quantize_to_fit(modules, options.group_size);
  } else if (options.quantization != "none") {
    int32_t bits = options.quantization == "q4" ? 4 : 8;
    quantize_on_load(modules, {options.group_size, bits});
  }
}

// Divides a row by its length; a length of 0 is taken as 1e-12.
void normalize_row(float* row, int32_t width) {
  double sum = 0;
  for (int32_t i = 0; i < width; ++i) sum += double{row[i]} * row[i];
  auto length = static_cast<float>(std::max(std::sqrt(sum), 1e-12));
  for (int32_t i = 0; i < width; ++i) row[i] /= length;
}

void check_finite(const float* values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (std::isfinite(values[i])) continue;
    throw std::runtime_error(
        "the embedding is not finite: the checkpoint's weights are damaged");
  }
}

// How many of the first sequences one pass takes.
size_t pass_size(std::span<const SequenceInput> sequences) {
  size_t rows = sequences[0].input_ids.size();
  size_t count = 1;
  while (count < sequences.size()) {
    rows += sequences[count].input_ids.size();
    if (rows > kMaxTextRows) break;
    ++count;
  }
  return count;
}

std::vector<ImageInput> images_of(std::span<const SequenceInput> sequences) {
  std::vector<ImageInput> images;
  for (const SequenceInput& sequence : sequences) {
    images.insert(images.end(), sequence.images.begin(), sequence.images.end());
  }
  return images;
}

}  // namespace

struct EmbeddingModel::State {
  State(const std::string& folder, const LoadOptions& load_options)
      : options((check_options(load_options), load_options)),
        config(read_config(folder)),
        modules(plan_modules(config, Checkpoint(folder))),
        prefixes(load_options.max_prefixes) {
    choose_quantization(modules, options);
    quantization = describe_quantization(modules);
    weight_bytes = resident_bytes(modules);
    runtime = choose_runtime(options);
  }

  void load();
  void run_pass(std::span<const SequenceInput> sequences, float* rows);

  LoadOptions options;
  ModelConfig config;
  std::vector<PlannedModule> modules;  // empty once loaded
  std::string quantization;
  int64_t weight_bytes = 0;
  std::atomic<double> progress{0};
  Runtime runtime;
  std::unique_ptr<VisionTower> vision;
  std::unique_ptr<TextDecoder> text;
  PrefixCache prefixes;

 private:
  void check_pass_memory(const std::vector<ImageInput>& images,
                         const std::vector<Segment>& segments) const;
  TextInput text_input(const std::vector<ImageInput>& images,
                       std::vector<Segment> segments) const;
};

void EmbeddingModel::State::load() {
  if (text != nullptr) throw std::logic_error("load: called twice");
  enter_runtime(runtime.gpu);
  double total = 0;
  for (const PlannedModule& module : modules) {
    total += static_cast<double>(module.stored_bytes());
  }
  Weights weights =
      load_weights(modules, *runtime.ops, [this, total](int64_t bytes) {
        progress = std::min(1.0, static_cast<double>(bytes) / total);
      });
  vision = std::make_unique<VisionTower>(config.vision, weights, *runtime.ops);
  text = std::make_unique<TextDecoder>(config.text, weights, *runtime.ops,
                                       options.pooled_last_layer);
  modules.clear();
  mx::clear_cache();
}

void EmbeddingModel::State::run_pass(std::span<const SequenceInput> sequences,
                                     float* rows) {
  auto images = images_of(sequences);
  auto segments =
      plan_segments(sequences, options.prefix_reuse ? &prefixes : nullptr);
  check_pass_memory(images, segments);
  mx::array pooled = text->forward(text_input(images, segments));
  pooled.eval();
  auto* values = pooled.data<float>();
  check_finite(values, pooled.size());
  std::copy(values, values + pooled.size(), rows);
  keep_prefixes(segments, prefixes);
}

void EmbeddingModel::State::check_pass_memory(
    const std::vector<ImageInput>& images,
    const std::vector<Segment>& segments) const {
  if (runtime.gpu) return;  // there a failed allocation is an exception
  bool scores = !runtime.own_kernels;
  int64_t bytes = std::max(
      images.empty() ? 0 : vision_pass_bytes(images, config.vision, scores),
      text_pass_bytes(segments, config.text, scores));
  if (scores) bytes += widest_weight_bytes(config);
  check_memory(bytes, available_memory());
}

// Token embeddings with the images' rows in place of their image tokens.
TextInput EmbeddingModel::State::text_input(
    const std::vector<ImageInput>& images,
    std::vector<Segment> segments) const {
  std::vector<int32_t> ids;   // of text tokens
  std::vector<int32_t> rows;  // where each token's row comes from
  std::vector<Position> positions;
  auto image_row = static_cast<int32_t>(0);
  for (const Segment& segment : segments) {
    auto own = position_ids(*segment.sequence, config.image_token_id);
    positions.insert(positions.end(), own.begin() + segment.skipped,
                     own.begin() + segment.skipped + segment.length);
    for (int32_t id : segment.input_ids()) {
      bool image = id == config.image_token_id;
      rows.push_back(image ? -1 - image_row++
                           : static_cast<int32_t>(ids.size()));
      if (!image) ids.push_back(id);
    }
  }
  auto text_rows = static_cast<int32_t>(ids.size());
  for (int32_t& row : rows) {
    if (row < 0) row = text_rows - 1 - row;
  }
  std::vector<mx::array> parts;
  if (!ids.empty()) parts.push_back(text->embed(ids));
  if (!images.empty()) parts.push_back(vision->forward(images));
  mx::array hidden_states = stack_rows(parts);
  if (!images.empty()) hidden_states = take_rows(hidden_states, rows);
  return {hidden_states, text_rotary(positions, config.text),
          std::move(segments)};
}

EmbeddingModel::EmbeddingModel(const std::string& folder,
                               const LoadOptions& options)
    : state_(new State(folder, options)) {}

EmbeddingModel::~EmbeddingModel() {
  delete state_;
  mx::clear_cache();
}

void EmbeddingModel::load() { state_->load(); }

double EmbeddingModel::load_progress() const { return state_->progress; }

void EmbeddingModel::embed(const PackedBatch& batch, bool normalize,
                           float* embeddings) {
  if (state_->text == nullptr) {
    throw std::logic_error("embed: the model is not loaded");
  }
  auto checked = check_batch(batch, state_->config);
  enter_runtime(state_->runtime.gpu);
  std::span<const SequenceInput> sequences(checked);
  int32_t width = hidden_size();
  float* row = embeddings;
  while (!sequences.empty()) {
    size_t count = pass_size(sequences);
    state_->run_pass(sequences.first(count), row);
    sequences = sequences.subspan(count);
    row += count * static_cast<size_t>(width);
  }
  if (!normalize) return;
  for (int64_t i = 0; i < batch.sequences; ++i) {
    normalize_row(embeddings + i * width, width);
  }
}

int32_t EmbeddingModel::hidden_size() const {
  return state_->config.text.hidden_size;
}

int32_t EmbeddingModel::vocab_size() const {
  return state_->config.text.vocab_size;
}

int32_t EmbeddingModel::image_token_id() const {
  return state_->config.image_token_id;
}

int32_t EmbeddingModel::max_position_embeddings() const {
  return state_->config.text.max_position_embeddings;
}

int32_t EmbeddingModel::image_factor() const {
  return state_->config.image_factor();
}

std::string EmbeddingModel::device() const {
  return state_->runtime.gpu ? "gpu" : "cpu";
}

std::string EmbeddingModel::kernels() const {
  return state_->runtime.own_kernels ? "own" : "mlx";
}

std::string EmbeddingModel::quantization() const {
  return state_->quantization;
}

int64_t EmbeddingModel::weight_bytes() const { return state_->weight_bytes; }

int64_t EmbeddingModel::active_memory() const {
  return static_cast<int64_t>(mx::get_active_memory());
}

std::string EmbeddingModel::mlx_version() { return mx::version(); }

}  // namespace tkr::embed
