#include "runtime/model.h"

#include <mlx/memory.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "checkpoint/checkpoint.h"
#include "checkpoint/quantization_choice.h"
#include "nn/arrays.h"
#include "nn/memory_estimate.h"
#include "nn/pass_limits.h"
#include "nn/rotary_tables.h"
#include "nn/token_rows.h"
#include "nn/weights.h"
#include "runtime/system_memory.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

void check_finite(const float* values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (std::isfinite(values[i])) continue;
    throw std::runtime_error(
        "the embedding is not finite: the checkpoint's weights are damaged");
  }
}

// How many of the first sequences one pass takes.
size_t pass_size(std::span<const SequenceInput> sequences) {
  int64_t rows = 0;
  size_t count = 0;
  for (const SequenceInput& sequence : sequences) {
    rows += static_cast<int64_t>(sequence.input_ids.size());
    if (count > 0 && rows > kMaxTextRows) break;
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

int64_t stored_bytes(const std::vector<PlannedModule>& modules) {
  int64_t bytes = 0;
  for (const PlannedModule& module : modules) bytes += module.stored_bytes();
  return bytes;
}

const LoadOptions& checked(const LoadOptions& options) {
  check_options(options);
  return options;
}

}  // namespace

Model::Model(const std::string& folder, const LoadOptions& options)
    : options_(checked(options)),
      config_(read_config(folder)),
      modules_(plan_modules(config_, Checkpoint(folder))),
      runtime_(choose_runtime(options)),
      prefixes_(options.max_prefixes) {
  choose_quantization(modules_, options_, physical_memory());
  quantization_ = describe_quantization(modules_);
  weight_bytes_ = resident_bytes(modules_);
}

void Model::load() {
  if (loaded()) throw std::logic_error("load: called twice");
  enter_runtime(runtime_.gpu);
  auto total = static_cast<double>(stored_bytes(modules_));
  Weights weights =
      load_weights(modules_, *runtime_.ops, [this, total](int64_t bytes) {
        progress_ = static_cast<double>(bytes) / total;
      });
  vision_ =
      std::make_unique<VisionTower>(config_.vision, weights, *runtime_.ops);
  text_ = std::make_unique<TextDecoder>(config_.text, weights, *runtime_.ops,
                                        options_.pooled_last_layer);
  modules_.clear();
  mx::clear_cache();
}

StageTimes Model::run(std::span<const SequenceInput> sequences, float* rows) {
  enter_runtime(runtime_.gpu);
  Stopwatch whole;
  int64_t vision = 0;
  while (!sequences.empty()) {
    size_t count = pass_size(sequences);
    vision += run_pass(sequences.first(count), rows);
    sequences = sequences.subspan(count);
    rows += count * static_cast<size_t>(config_.text.hidden_size);
  }
  return {vision, whole.nanos() - vision};
}

int64_t Model::run_pass(std::span<const SequenceInput> sequences, float* rows) {
  auto images = images_of(sequences);
  auto segments =
      plan_segments(sequences, options_.prefix_reuse ? &prefixes_ : nullptr);
  check_memory_for(images, segments);
  Stopwatch vision;
  std::optional<mx::array> seen;
  if (!images.empty()) seen = image_rows(images);
  int64_t vision_nanos = seen ? vision.nanos() : 0;
  mx::array pooled = text_->forward(text_input(seen, segments));
  pooled.eval();
  const float* values = pooled.data<float>();
  check_finite(values, pooled.size());
  std::copy_n(values, pooled.size(), rows);
  keep_prefixes(segments, prefixes_);
  return vision_nanos;
}

void Model::check_memory_for(const Images& images,
                             const Segments& segments) const {
  if (runtime_.gpu) return;  // there a failed allocation is an exception
  check_memory(pass_bytes({images, segments, !runtime_.own_kernels}, config_),
               available_memory());
}

// Evaluated, so that the tower's time is its own.
mx::array Model::image_rows(const Images& images) const {
  mx::array rows = vision_->forward(images);
  rows.eval();
  return rows;
}

// Token embeddings with the images' rows in place of their image tokens.
TextInput Model::text_input(const std::optional<mx::array>& image_rows,
                            const Segments& segments) const {
  TokenRows rows = token_rows(segments, config_.image_token_id);
  RotaryTable rotary = text_rotary(rows.positions, config_.text);
  if (!image_rows) return {text_->embed(rows.text_ids), rotary, segments};
  std::vector<mx::array> parts;
  if (!rows.text_ids.empty()) parts.push_back(text_->embed(rows.text_ids));
  parts.push_back(*image_rows);
  return {take_rows(stack_rows(parts), rows.sources), rotary, segments};
}

}  // namespace tkr::embed
