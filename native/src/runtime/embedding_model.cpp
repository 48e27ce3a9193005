#include "tkr_embed/embedding_model.h"

#include <mlx/memory.h>
#include <mlx/version.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cpu/kernels.h"
#include "runtime/model.h"
#include "runtime/system_memory.h"

namespace tkr::embed {
namespace {

// Divides a row by its length; a length below 1e-12 counts as that.
void normalize_row(float* row, int32_t width) {
  double sum = 0;
  for (int32_t i = 0; i < width; ++i) sum += double{row[i]} * row[i];
  auto length = static_cast<float>(std::max(std::sqrt(sum), 1e-12));
  for (int32_t i = 0; i < width; ++i) row[i] /= length;
}

}  // namespace

struct EmbeddingModel::State {
  Model model;
  StageTimes times;
};

EmbeddingModel::EmbeddingModel(const std::string& folder,
                               const LoadOptions& options)
    : state_(new State{Model(folder, options), {}}) {}

EmbeddingModel::~EmbeddingModel() {
  delete state_;
  mlx::core::clear_cache();
}

void EmbeddingModel::check_fits() const { state_->model.check_fits(); }

std::string EmbeddingModel::weight_faults() const {
  return state_->model.weight_faults();
}

void EmbeddingModel::load() { state_->model.load(); }

double EmbeddingModel::load_progress() const {
  return state_->model.load_progress();
}

int32_t EmbeddingModel::bits_on_load() const {
  return state_->model.bits_on_load();
}

void EmbeddingModel::convert(const std::string& folder) {
  state_->model.convert(folder);
}

int64_t EmbeddingModel::converted_bytes() const {
  return state_->model.converted_bytes();
}

void EmbeddingModel::cancel() { state_->model.cancel(); }

void EmbeddingModel::embed(const PackedBatch& batch, bool normalize,
                           float* embeddings) {
  if (!state_->model.loaded()) {
    throw std::logic_error("embed: the model is not loaded");
  }
  auto sequences = check_batch(batch, state_->model.config());
  if (embeddings == nullptr && !sequences.empty()) {
    throw std::invalid_argument("embeddings: null");
  }
  if (normalize && state_->model.scores()) {
    throw std::invalid_argument("normalize: a score is no vector");
  }
  state_->times = state_->model.run(sequences, embeddings);
  if (!normalize) return;
  for (size_t i = 0; i < sequences.size(); ++i) {
    normalize_row(embeddings + i * static_cast<size_t>(hidden_size()),
                  hidden_size());
  }
}

void EmbeddingModel::forget() { state_->model.forget(); }

int64_t EmbeddingModel::vision_nanos() const { return state_->times.vision; }

int64_t EmbeddingModel::text_nanos() const { return state_->times.text; }

int32_t EmbeddingModel::hidden_size() const {
  return state_->model.config().text.hidden_size;
}

int32_t EmbeddingModel::row_size() const { return state_->model.row_size(); }

int32_t EmbeddingModel::vocab_size() const {
  return state_->model.config().text.vocab_size;
}

int32_t EmbeddingModel::image_token_id() const {
  return state_->model.config().image_token_id;
}

int32_t EmbeddingModel::max_position_embeddings() const {
  return state_->model.config().text.max_position_embeddings;
}

int32_t EmbeddingModel::max_shared_tokens() const {
  return state_->model.max_shared_tokens();
}

int32_t EmbeddingModel::image_factor() const {
  return state_->model.config().image_factor();
}

int32_t EmbeddingModel::spatial_merge_size() const {
  return state_->model.config().vision.spatial_merge_size;
}

std::string EmbeddingModel::device() const {
  return state_->model.runtime().gpu ? "gpu" : "cpu";
}

std::string EmbeddingModel::kernels() const {
  return state_->model.runtime().own_kernels ? "own" : "mlx";
}

std::string EmbeddingModel::activations() const {
  const Runtime& runtime = state_->model.runtime();
  if (runtime.precision == Precision::kFast) return "f16";
  bool rounded = runtime.int8 && quantization() != "none";
  return rounded ? "int8" : "exact";
}

std::string EmbeddingModel::quantization() const {
  return state_->model.quantization();
}

int64_t EmbeddingModel::weight_bytes() const {
  return state_->model.weight_bytes();
}

int64_t EmbeddingModel::active_memory() const {
  return static_cast<int64_t>(mlx::core::get_active_memory());
}

std::string EmbeddingModel::damage() const {
  return state_->model.damage().description;
}

std::string EmbeddingModel::probe() const {
  const auto& probe = state_->model.probe();
  return probe ? probe->description() : "";
}

double EmbeddingModel::probe_error() const {
  return state_->model.probe().value_or(DeviceProbe{}).error();
}

double EmbeddingModel::probe_dense_gflops() const {
  return state_->model.probe().value_or(DeviceProbe{}).dense_gflops;
}

double EmbeddingModel::probe_quantized_gflops() const {
  return state_->model.probe().value_or(DeviceProbe{}).quantized_gflops;
}

std::string EmbeddingModel::mlx_version() { return mlx::core::version(); }

std::string EmbeddingModel::instruction_sets() {
  std::string names;
  for (auto table = cpu::available_kernels(); *table; ++table) {
    names += std::string(names.empty() ? "" : " ") + (*table)->name;
  }
  return names;
}

int64_t EmbeddingModel::available_memory() {
  return tkr::embed::available_memory();
}

}  // namespace tkr::embed
