// One checkpoint on one device: what EmbeddingModel hides.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/language_head.h"
#include "checkpoint/modules.h"
#include "models/architecture.h"
#include "nn/answer_head.h"
#include "nn/finite.h"
#include "runtime/batch.h"
#include "runtime/device_probe.h"
#include "runtime/prefix_cache.h"
#include "runtime/read_ahead.h"
#include "runtime/runtime.h"
#include "runtime/segments.h"
#include "runtime/stage_times.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed {

class Model {
 public:
  // As EmbeddingModel's.
  Model(const std::string& folder, const LoadOptions& options);
  void check_fits() const;
  std::string weight_faults() const;
  void load();
  double load_progress() const { return progress_; }
  int32_t bits_on_load() const;
  void convert(const std::string& folder);
  void cancel() { cancelled_ = true; }

  // Floats of a row: a pooled hidden state, or a score.
  int32_t row_size() const;
  bool scores() const { return options_.yes_token >= 0; }
  // Of a beginning that is kept for further inputs.
  int32_t max_shared_tokens() const;

  // Rows, [sequences, row_size], into rows. Large batches
  // are cut into passes. A sequence that meets damaged weights takes part in no
  // pass: its row is NaN. Returns the time that all passes took.
  StageTimes run(std::span<const SequenceInput> sequences, float* rows);

  void forget() { prefixes_.shared.clear(); }

  bool loaded() const { return network_ != nullptr; }
  const ModelConfig& config() const { return config_; }
  const Runtime& runtime() const { return runtime_; }
  const std::string& quantization() const { return quantization_; }
  int64_t weight_bytes() const { return weight_bytes_; }
  int64_t converted_bytes() const { return converted_bytes_; }
  const Damage& damage() const { return damage_; }
  // Of a GPU, once loaded.
  const std::optional<DeviceProbe>& probe() const { return probe_; }

 private:
  using Segments = std::vector<Segment>;
  using Images = std::vector<ImageInput>;

  void plan();
  bool meets_damage(const SequenceInput& sequence) const;
  void progress(int64_t bytes);
  StageTimes run_passes(std::span<const SequenceInput> sequences, float* rows);
  // Returns the vision tower's time.
  int64_t run_pass(std::span<const SequenceInput> sequences, float* rows);
  void write_rows(const float* hidden_states, size_t count, float* rows) const;
  void check_memory_for(const Images& images, const Segments& segments) const;
  Network::ImageFeatures see(const Images& images) const;

  std::string folder_;
  LoadOptions options_;
  std::unique_ptr<Architecture> architecture_;
  const ModelConfig& config_;                // the architecture's
  std::vector<PlannedModule> modules_;       // empty once loaded
  std::optional<PlannedHead> planned_head_;  // of scores
  std::string quantization_;
  int64_t weight_bytes_ = 0;
  int64_t converted_bytes_ = 0;
  int64_t stored_bytes_ = 0;
  std::atomic<double> progress_{0};
  std::atomic<bool> cancelled_{false};
  Runtime runtime_;
  std::optional<ModelStream> stream_;  // once load() was called
  Damage damage_;
  std::optional<DeviceProbe> probe_;
  std::unique_ptr<Network> network_;
  std::optional<AnswerHead> head_;
  KeptPrefixes prefixes_;
  std::unique_ptr<ReadAhead> read_ahead_;
};

}  // namespace tkr::embed
