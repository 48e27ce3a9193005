#include "memory_estimate.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "pass_limits.h"
#include "patches.h"

namespace tkr::embed {
namespace {

constexpr int64_t kFloat = sizeof(float);

// Scores, their softmax and a mask.
int64_t score_bytes(int64_t queries, int64_t keys, int64_t heads) {
  return 3 * kFloat *
         std::min(queries * keys * heads, std::max(kMaxScores, keys * heads));
}

int64_t mlp_bytes(int64_t rows, int64_t width) {
  return 3 * kFloat * std::min<int64_t>(rows, kMaxMlpRows) * width;
}

int64_t patches_of(std::span<const ImageInput> images,
                   const VisionConfig& config) {
  int64_t rows = 0;
  for (const ImageInput& image : images) rows += patch_count(image, config);
  return rows;
}

std::string mib(int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

int64_t vision_pass_bytes(std::span<const ImageInput> images,
                          const VisionConfig& config, bool scores) {
  int64_t largest = 0;
  for (const ImageInput& image : images) {
    largest = std::max(largest, patch_count(image, config));
  }
  int64_t all = patches_of(images, config);
  int64_t rows = std::min(all, std::max(kMaxPatchRows, largest));
  // Input rows and their host copy; x, its norm, qkv, its three parts, two
  // rotated, attention, two projections; the rotary tables.
  int64_t row_width =
      2 * patch_row_size(config) + 12 * config.embed_dim + 6 * config.head_dim;
  int64_t results = all * config.hidden_size / 2;
  return kFloat * (rows * row_width + results) +
         mlp_bytes(rows, config.mlp_hidden_size) +
         (scores ? score_bytes(largest, largest, config.num_heads) : 0);
}

int64_t text_pass_bytes(const std::vector<Segment>& segments,
                        const TextConfig& config, bool scores) {
  int64_t longest = 0;
  for (const Segment& segment : segments) {
    longest = std::max<int64_t>(longest, segment.length + segment.skipped);
  }
  int64_t rows = row_count(segments);
  int64_t key_value = int64_t{config.num_key_value_heads} * config.head_dim;
  // x, its norm, q, rotated q, attention, two projections and sums; k and v,
  // rotated, stacked with their prefix; the rotary tables.
  int64_t row_width =
      10 * config.hidden_size + 6 * key_value + 3 * config.head_dim;
  return kFloat * rows * row_width + mlp_bytes(rows, config.intermediate_size) +
         (scores ? score_bytes(longest, longest, config.num_attention_heads)
                 : 0);
}

int64_t widest_weight_bytes(const ModelConfig& config) {
  int64_t text =
      int64_t{config.text.hidden_size} *
      std::max(config.text.intermediate_size, config.text.hidden_size);
  int64_t merged =
      int64_t{config.vision.embed_dim} * config.patches_per_token();
  int64_t vision =
      std::max(int64_t{config.vision.embed_dim} * config.vision.mlp_hidden_size,
               merged * merged);
  return kFloat * std::max(text, vision);
}

void check_memory(int64_t bytes, int64_t available) {
  if (bytes <= available) return;
  throw std::length_error("the batch needs about " + mib(bytes) +
                          " of memory, " + mib(available) +
                          " are available: send fewer or smaller inputs");
}

}  // namespace tkr::embed
