#include "runtime/model.h"

#include <mlx/memory.h>
#include <mlx/transforms.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "checkpoint/checkpoint.h"
#include "checkpoint/quantization_choice.h"
#include "conversion/conversion.h"
#include "cpu/ops.h"
#include "models/registry.h"
#include "nn/arrays.h"
#include "nn/memory_estimate.h"
#include "nn/weights.h"
#include "runtime/distinct_images.h"
#include "runtime/gpu.h"
#include "runtime/system_memory.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// The row of a sequence that has no vector.
void fill_not_finite(float* row, size_t width) {
  std::fill_n(row, width, std::numeric_limits<float>::quiet_NaN());
}

bool is_finite(const float* row, size_t width) {
  return std::all_of(row, row + width,
                     [](float v) { return std::isfinite(v); });
}

// Makes a row with a value that is not finite one without any; true when there
// was none.
bool check_finite(float* rows, size_t count, size_t width) {
  bool finite = true;
  for (float* row = rows; row < rows + count * width; row += width) {
    if (is_finite(row, width)) continue;
    fill_not_finite(row, width);
    finite = false;
  }
  return finite;
}

int64_t stored_bytes(const std::vector<PlannedModule>& modules) {
  int64_t bytes = 0;
  for (const PlannedModule& module : modules) bytes += module.stored_bytes();
  return bytes;
}

// How a module is quantised on load, if any is: all that are, are so alike.
std::optional<Quantization> first_on_load(
    const std::vector<PlannedModule>& modules) {
  for (const PlannedModule& module : modules) {
    if (module.on_load) return module.on_load;
  }
  return std::nullopt;
}

// Of the tensors that convert() writes: floats as they are stored.
int64_t bytes_as_stored(std::vector<PlannedModule> modules) {
  hold_floats(modules, 0);
  return resident_bytes(modules);
}

bool has_own_head(const std::optional<PlannedHead>& head) {
  return head && !head->tied;
}

const LoadOptions& checked(const LoadOptions& options) {
  check_options(options);
  return options;
}

}  // namespace

Model::Model(const std::string& folder, const LoadOptions& options)
    : folder_(folder),
      options_(checked(options)),
      architecture_(read_architecture(folder)),
      config_(architecture_->config()),
      runtime_(choose_runtime(options)) {
  check_answers(options_, config_.text.vocab_size);
  plan();
  hold_floats(modules_, runtime_.ops->float_bytes());
  choose_quantization(modules_, options_, device_memory(runtime_.gpu));
  quantization_ = describe_quantization(modules_);
  weight_bytes_ = resident_bytes(modules_);
  converted_bytes_ = bytes_as_stored(modules_);
  if (has_own_head(planned_head_)) {
    converted_bytes_ += planned_head_->module.stored_bytes();
  }
  stored_bytes_ = stored_bytes(modules_);
  if (options.prefix_reuse) {
    prefixes_ = kept_prefixes(options.max_prefixes,
                              device_memory(runtime_.gpu) - weight_bytes_,
                              key_value_bytes(config_.text));
  }
}

void Model::plan() {
  TensorNames names = architecture_->tensor_names();
  names.head = scores();
  Checkpoint checkpoint(folder_, names);
  if (!scores()) {
    modules_ = plan_modules(architecture_->module_specs(), config_, checkpoint);
    return;
  }
  PlannedCheckpoint planned =
      plan_with_head(architecture_->module_specs(), config_, checkpoint);
  modules_ = std::move(planned.modules);
  planned_head_ = std::move(planned.head);
}

int32_t Model::row_size() const {
  return scores() ? 1 : config_.text.hidden_size;
}

int32_t Model::max_shared_tokens() const {
  return static_cast<int32_t>(std::min<int64_t>(
      prefixes_.shared.max_tokens(), config_.text.max_position_embeddings));
}

void Model::load() {
  if (loaded()) throw std::logic_error("load: called twice");
  check_fits();
  stream_.emplace(runtime_.gpu);
  stream_->enter();
  if (runtime_.gpu) probe_ = probe_device(*runtime_.ops, runtime_.precision);
  Weights weights =
      load_weights(modules_, {*runtime_.ops, options_.checked,
                              [this](int64_t bytes) { progress(bytes); }});
  network_ =
      architecture_->build({weights, *runtime_.ops, options_.pooled_last_layer,
                            position_mode(options_.positions)});
  damage_ = std::move(weights.damage);
  if (planned_head_) {
    head_.emplace(*planned_head_,
                  AnswerTokens{options_.yes_token, options_.no_token},
                  *runtime_.ops);
    planned_head_.reset();
  }
  if (runtime_.own_kernels) {  // elsewhere most weights are copies
    read_ahead_ = std::make_unique<ReadAhead>(mapped_tensors(modules_));
  }
  modules_.clear();
  mx::clear_cache();
}

void Model::check_fits() const {
  tkr::embed::check_fits(modules_, folder_, device_memory(runtime_.gpu));
}

std::string Model::weight_faults() const {
  if (loaded()) throw std::logic_error("weight_faults: the model is loaded");
  std::vector<PlannedModule> read = modules_;
  if (has_own_head(planned_head_)) read.push_back(planned_head_->module);
  return faults_of(read);
}

void Model::progress(int64_t bytes) {
  progress_ = static_cast<double>(bytes) / static_cast<double>(stored_bytes_);
}

int32_t Model::bits_on_load() const {
  std::optional<Quantization> quantization = first_on_load(modules_);
  return quantization ? quantization->bits : 0;
}

void Model::convert(const std::string& folder) {
  std::optional<Quantization> quantization = first_on_load(modules_);
  if (!quantization) {
    throw std::logic_error(folder_ + ": nothing of it is to be quantised");
  }
  stream_.emplace(runtime_.gpu);
  stream_->enter();
  cpu::set_threads(options_.threads);
  std::vector<PlannedModule> written = modules_;
  if (has_own_head(planned_head_)) written.push_back(planned_head_->module);
  stored_bytes_ = stored_bytes(written);
  tkr::embed::convert(written, {.source = folder_,
                                .target = folder,
                                .quantization = *quantization,
                                .names = architecture_->tensor_names(),
                                .listener = [this](int64_t bytes) {
                                  progress(bytes);
                                  if (cancelled_)
                                    throw std::runtime_error("cancelled");
                                }});
  mx::clear_cache();
}

bool Model::meets_damage(const SequenceInput& sequence) const {
  if (damage_.vision && !sequence.images.empty()) return true;
  if (damage_.tokens.empty()) return false;
  return std::any_of(sequence.input_ids.begin(), sequence.input_ids.end(),
                     [this](int32_t id) {  // an image's rows are the tower's
                       return id != config_.image_token_id &&
                              damage_.tokens.contains(id);
                     });
}

StageTimes Model::run(std::span<const SequenceInput> sequences, float* rows) {
  stream_->enter();
  auto width = static_cast<size_t>(row_size());
  std::vector<SequenceInput> sound;
  std::vector<float*> places;
  for (size_t i = 0; i < sequences.size(); ++i) {
    if (meets_damage(sequences[i])) {
      fill_not_finite(rows + i * width, width);
    } else {
      sound.push_back(sequences[i]);
      places.push_back(rows + i * width);
    }
  }
  if (sound.size() == sequences.size()) return run_passes(sequences, rows);
  std::vector<float> computed(sound.size() * width);
  StageTimes times = run_passes(sound, computed.data());
  for (size_t i = 0; i < places.size(); ++i) {
    std::copy_n(&computed[i * width], width, places[i]);
  }
  return times;
}

StageTimes Model::run_passes(std::span<const SequenceInput> sequences,
                             float* rows) {
  Stopwatch whole;
  int64_t vision = 0;
  while (!sequences.empty()) {
    size_t count = pass_size(sequences);
    vision += run_pass(sequences.first(count), rows);
    sequences = sequences.subspan(count);
    rows += count * static_cast<size_t>(row_size());
  }
  return {vision, whole.nanos() - vision};
}

int64_t Model::run_pass(std::span<const SequenceInput> sequences, float* rows) {
  auto segments =
      plan_segments(sequences, options_.prefix_reuse ? &prefixes_ : nullptr,
                    runtime_.ops->prefix_step());
  auto images = images_of(segments);
  check_memory_for(images, segments);
  Stopwatch vision;
  Network::ImageFeatures features = see(images);
  int64_t vision_nanos = images.empty() ? 0 : vision.nanos();
  mx::array pooled = network_->forward(features, segments);
  pooled.eval();
  write_rows(pooled.data<float>(), sequences.size(), rows);
  bool finite =
      check_finite(rows, sequences.size(), static_cast<size_t>(row_size()));
  if (finite) keep_prefixes(segments, prefixes_);
  return vision_nanos;
}

// hidden_states: [count, hidden_size].
void Model::write_rows(const float* hidden_states, size_t count,
                       float* rows) const {
  auto width = static_cast<size_t>(config_.text.hidden_size);
  if (!head_) {
    std::copy_n(hidden_states, count * width, rows);
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    rows[i] = head_->score(hidden_states + i * width);
  }
}

void Model::check_memory_for(const Images& images,
                             const Segments& segments) const {
  if (runtime_.gpu) return;  // there a failed allocation is an exception
  check_memory(
      architecture_->pass_bytes({images, segments, !runtime_.own_kernels}),
      available_memory());
}

// Evaluated, so that the tower's time is its own. It sees no picture twice.
Network::ImageFeatures Model::see(const Images& images) const {
  if (images.empty()) return {};
  DistinctImages distinct = distinct_images(images);
  Network::ImageFeatures features = network_->see(distinct.images);
  if (distinct.images.size() < images.size()) {
    for (auto& rows : features) rows = take_rows(rows, distinct.rows);
  }
  mx::eval(features);
  return features;
}

}  // namespace tkr::embed
