#include "nn/memory_estimate.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "nn/pass_limits.h"
#include "nn/patches.h"
#include "nn/row_buckets.h"
#include "nn/segment_groups.h"

namespace tkr::embed {
namespace {

// Values, not bytes, until the end.

// Scores, their softmax and a mask, of one block of queries.
int64_t score_values(int64_t length, int64_t heads) {
  return 3 * std::min(length * length * heads,
                      std::max(kMaxScores, length * heads));
}

int64_t mlp_rows(const PassShape& pass) {
  return pass.stock ? kStockMlpRows : kOwnMlpRows;
}

// Two or three activations of one block of rows.
int64_t mlp_values(const PassShape& pass, int64_t rows, int64_t width) {
  return 3 * std::min(rows, mlp_rows(pass)) * width;
}

int64_t largest_image(std::span<const ImageInput> images,
                      const VisionConfig& config) {
  int64_t largest = 0;
  for (const ImageInput& image : images) {
    largest = std::max(largest, patch_count(image, config));
  }
  return largest;
}

int64_t all_patches(std::span<const ImageInput> images,
                    const VisionConfig& config) {
  int64_t rows = 0;
  for (const ImageInput& image : images) rows += patch_count(image, config);
  return rows;
}

// Input rows and their host copy; x, its norm, qkv and its parts, two rotated,
// attention, projections and sums; the rotary tables and their host copies.
int64_t vision_values(const PassShape& pass, const VisionConfig& config) {
  if (pass.images.empty()) return 0;
  int64_t largest = largest_image(pass.images, config);
  int64_t all = all_patches(pass.images, config);
  int64_t rows = std::min(all, std::max(kMaxPatchRows, largest));
  int64_t width =
      2 * patch_row_size(config) + 16 * config.embed_dim + 4 * config.head_dim;
  int64_t merged = 2 * all * config.hidden_size /
                   (config.spatial_merge_size * config.spatial_merge_size);
  return rows * width + merged +
         mlp_values(pass, rows, config.mlp_hidden_size) +
         (pass.stock ? score_values(largest, config.num_heads) : 0);
}

// MLX's attention of all groups: queries, keys and values as padded batches, in
// both orders of axes, what comes of them, and a block's scores.
int64_t group_values(const PassShape& pass, const TextConfig& config) {
  int64_t key_value = int64_t{config.num_key_value_heads} * config.head_dim;
  int64_t queries = int64_t{config.num_attention_heads} * config.head_dim;
  int64_t values = 0;
  int64_t scores = 0;
  for (const SegmentGroup& group : segment_groups(pass.segments, false)) {
    int64_t keys = group.length + group.segments[0]->skipped;
    int64_t per_key = group.size() * keys * config.num_attention_heads;
    values +=
        group.size() * (4 * group.length * queries + 4 * keys * key_value);
    scores = std::max(scores, std::min(per_key * group.length,
                                       std::max(kMaxScores, per_key)));
  }
  return values + 3 * scores;
}

// Of the attention's half of a layer: x, q, its rotation and its halves, what
// is attended, a segment each and joined, and the projection; k and v, rotated
// and behind their prefixes; the rotary tables and their host copies.
int64_t attention_values(const PassShape& pass, const TextConfig& config) {
  int64_t rows = 0;
  int64_t keys = 0;
  for (const Segment& segment : pass.segments) {
    rows += segment.length;
    keys += segment.length + segment.skipped;
  }
  int64_t key_value = int64_t{config.num_key_value_heads} * config.head_dim;
  int64_t queries = int64_t{config.num_attention_heads} * config.head_dim;
  if (pass.stock) rows = row_bucket(static_cast<int32_t>(rows));
  int64_t width = 3 * config.hidden_size + 5 * queries + 5 * key_value +
                  4 * config.head_dim;
  return rows * width + 2 * keys * key_value +
         (pass.stock ? group_values(pass, config) : 0);
}

// Of a token.
int64_t layer_key_values(const TextConfig& config) {
  return int64_t{2} * config.num_key_value_heads * config.head_dim;
}

// Keys and values of all layers of the prefixes that are computed, and of one
// layer those that stand before a copy.
int64_t recorded_values(const PassShape& pass, const TextConfig& config) {
  int64_t tokens = 0;
  for (const Segment& segment : pass.segments) {
    if (segment.record != nullptr) tokens += segment.record->length;
  }
  return tokens * layer_key_values(config) * (config.num_hidden_layers + 1);
}

// Of a layer's two halves, which are computed one by one where the MLP takes
// its rows in blocks. The MLP's: x, its norm, the sum, in blocks and joined.
int64_t text_values(const PassShape& pass, const TextConfig& config) {
  int64_t rows = 0;
  for (const Segment& segment : pass.segments) rows += segment.length;
  if (pass.stock) rows = row_bucket(static_cast<int32_t>(rows));
  int64_t attention = attention_values(pass, config);
  int64_t mlp = 4 * rows * config.hidden_size +
                mlp_values(pass, rows, config.intermediate_size);
  int64_t halves =
      rows > mlp_rows(pass) ? std::max(attention, mlp) : attention + mlp;
  return halves + recorded_values(pass, config);
}

std::string mib(int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

int64_t estimate_pass_bytes(const PassShape& pass, const ModelConfig& config) {
  int64_t values = std::max(vision_values(pass, config.vision),
                            text_values(pass, config.text));
  return static_cast<int64_t>(sizeof(float)) * values;
}

int64_t key_value_bytes(const TextConfig& config) {
  return static_cast<int64_t>(sizeof(float)) * layer_key_values(config) *
         config.num_hidden_layers;
}

void check_memory(int64_t bytes, int64_t available) {
  if (bytes <= available) return;
  throw std::length_error("the batch needs about " + mib(bytes) +
                          " of memory, " + mib(available) +
                          " are available: send fewer or smaller inputs");
}

}  // namespace tkr::embed
