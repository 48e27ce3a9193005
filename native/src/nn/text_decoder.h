// A decoder of the Qwen family: pre-norm layers, grouped queries, SwiGLU,
// multimodal rotary positions; with or without norms of queries and keys.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "checkpoint/config.h"
#include "nn/ops.h"
#include "nn/segment.h"
#include "nn/token_rows.h"
#include "nn/weights.h"

namespace tkr::embed {

// Embedded rows of a pass and where they stand.
struct TextInput {
  mlx::core::array hidden_states;  // [rows, hidden_size]
  RotaryTable rotary;              // [rows, head_dim / 2]
  const std::vector<Segment>& segments;
  // [rows, hidden_size] each: the i-th is added to what layer i puts out.
  std::vector<mlx::core::array> layer_additions;
};

struct DecoderLayer {
  Norm input_layernorm;
  std::array<Linear, 3> qkv_proj;  // q_proj, k_proj, v_proj
  Linear o_proj;
  std::optional<Norm> q_norm;  // over each head
  std::optional<Norm> k_norm;
  Norm post_attention_layernorm;
  Linear gate_proj;
  Linear up_proj;
  Linear down_proj;
};

class TextDecoder {
 public:
  using array = mlx::core::array;

  // ops must outlive the decoder. pooled_last_layer: the last layer computes
  // query, output projection and MLP for the pooled rows only.
  TextDecoder(const TextConfig& config, const Weights& weights, const Ops& ops,
              bool pooled_last_layer);

  // Pads the rows of a pass as the operations want them, before embed().
  void pad(TokenRows& rows) const;

  // Token embeddings with the images' rows, if any, in place of their image
  // tokens, [rows, hidden_size]. features[0]: [image tokens, hidden_size].
  array embed(const TokenRows& rows, const std::vector<array>& features) const;

  // The last token's hidden state after the final norm, of each segment that is
  // no prefix: [sequences, hidden_size], f32. Fills the prefixes that segments
  // record.
  array last_hidden_states(const TextInput& input) const;

 private:
  struct KeyValues {
    array keys;  // [rows, key_value_heads, head_dim], rotated
    array values;
  };

  // The first half of a layer, behind the attention's residual: of all rows,
  // or of the pooled ones. An array given by value is not kept longer than the
  // result needs it.
  array attend(size_t index, const TextInput& input, array x) const;
  array attend_pooled(size_t index, const TextInput& input, array x) const;
  std::vector<int32_t> padded_pooled_rows(
      const std::vector<Segment>& segments) const;
  // products: those of k_proj and v_proj.
  KeyValues key_values(size_t index, const TextInput& input,
                       std::vector<array> products) const;
  array queries(const DecoderLayer& layer, const RotaryTable& rotary,
                array product) const;
  Rows normed(const array& x, const Norm& norm) const;
  array split_heads(const array& x, const std::optional<Norm>& norm) const;
  array embed_tokens(const std::vector<int32_t>& input_ids) const;
  // The second half, with its residual; evaluated.
  array mlp(const DecoderLayer& layer, array x) const;

  TextConfig config_;
  const Ops& ops_;
  bool pooled_last_layer_;
  Linear embed_tokens_;
  std::vector<DecoderLayer> layers_;
  Norm norm_;
};

}  // namespace tkr::embed
