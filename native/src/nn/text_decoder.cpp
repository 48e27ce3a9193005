#include "nn/text_decoder.h"

#include <mlx/ops.h>

#include "nn/arrays.h"
#include "nn/pass_limits.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

DecoderLayer decoder_layer(const Weights& weights, int32_t index) {
  std::string path = "model.layers." + std::to_string(index) + ".";
  return {weights.norm(path + "input_layernorm"),
          {weights.linear(path + "self_attn.q_proj"),
           weights.linear(path + "self_attn.k_proj"),
           weights.linear(path + "self_attn.v_proj")},
          weights.linear(path + "self_attn.o_proj"),
          weights.find_norm(path + "self_attn.q_norm"),
          weights.find_norm(path + "self_attn.k_norm"),
          weights.norm(path + "post_attention_layernorm"),
          weights.linear(path + "mlp.gate_proj"),
          weights.linear(path + "mlp.up_proj"),
          weights.linear(path + "mlp.down_proj")};
}

std::vector<DecoderLayer> decoder_layers(const Weights& weights,
                                         int32_t count) {
  std::vector<DecoderLayer> layers;
  for (int32_t i = 0; i < count; ++i) {
    layers.push_back(decoder_layer(weights, i));
  }
  return layers;
}

mx::array merge_heads(const mx::array& x) {
  return mx::reshape(x, {x.shape(0), x.shape(1) * x.shape(2)});
}

std::vector<int32_t> pooled_rows(const std::vector<Segment>& segments) {
  std::vector<int32_t> rows;
  for (const Segment& segment : segments) {
    if (segment.pooled()) rows.push_back(segment.begin + segment.length - 1);
  }
  return rows;
}

// A copy of a segment's rows, behind those of its prefix, that does not hold
// the whole batch's buffer.
mx::array own_copy(const Segment& segment, const mx::array& rows,
                   const mx::array* prefix) {
  mx::array own = row_slice(rows, segment.begin, segment.length);
  return prefix == nullptr ? mx::contiguous(own) : stack_rows({*prefix, own});
}

}  // namespace

TextDecoder::TextDecoder(const TextConfig& config, const Weights& weights,
                         const Ops& ops, bool pooled_last_layer)
    : config_(config),
      ops_(ops),
      pooled_last_layer_(pooled_last_layer),
      embed_tokens_(weights.linear("model.embed_tokens")),
      layers_(decoder_layers(weights, config.num_hidden_layers)),
      norm_(weights.norm("model.norm")) {}

void TextDecoder::pad(TokenRows& rows) const {
  tkr::embed::pad(rows,
                  [this](int32_t count) { return ops_.padded_rows(count); });
}

mx::array TextDecoder::embed(const TokenRows& rows,
                             const std::vector<array>& features) const {
  if (features.empty()) return embed_tokens(rows.text_ids);
  std::vector<array> parts;
  if (!rows.text_ids.empty()) parts.push_back(embed_tokens(rows.text_ids));
  parts.push_back(features[0]);
  return take_rows(stack_rows(parts), rows.sources);
}

mx::array TextDecoder::embed_tokens(
    const std::vector<int32_t>& input_ids) const {
  mx::array ids(input_ids.data(), {static_cast<int>(input_ids.size())});
  return ops_.embedding(ids, embed_tokens_);
}

mx::array TextDecoder::last_hidden_states(const TextInput& input) const {
  array x = input.hidden_states;
  auto pooled = padded_pooled_rows(input.segments);
  size_t whole = layers_.size() - (pooled_last_layer_ ? 1 : 0);
  for (size_t i = 0; i < whole; ++i) {
    x = attend(i, input, std::move(x));
    x = mlp(layers_[i], std::move(x));
    if (i < input.layer_additions.size()) {
      x = mx::add(x, input.layer_additions[i]);
    }
  }
  if (!pooled_last_layer_) {
    x = take_rows(x, pooled);
  } else {
    x = attend_pooled(whole, input, std::move(x));
    x = mlp(layers_[whole], std::move(x));
    if (whole < input.layer_additions.size()) {
      x = mx::add(x, take_rows(input.layer_additions[whole], pooled));
    }
  }
  auto count = static_cast<int>(pooled_rows(input.segments).size());
  return row_slice(ops_.rms_norm(x, norm_, config_.rms_norm_eps), 0, count);
}

// The last of them again and again, until their number is one of few.
std::vector<int32_t> TextDecoder::padded_pooled_rows(
    const std::vector<Segment>& segments) const {
  auto rows = pooled_rows(segments);
  auto count = ops_.padded_rows(static_cast<int32_t>(rows.size()));
  rows.resize(static_cast<size_t>(count), rows.back());
  return rows;
}

mx::array TextDecoder::attend(size_t index, const TextInput& input,
                              array x) const {
  const DecoderLayer& layer = layers_[index];
  auto products =
      ops_.linears(normed(x, layer.input_layernorm), layer.qkv_proj);
  array q = queries(layer, input.rotary, std::move(products[0]));
  KeyValues own = key_values(index, input,
                             {std::move(products[1]), std::move(products[2])});
  array attended = ops_.segment_attention(
      {q, own.keys, own.values, input.segments, index, false});
  return ops_.linear_add(merge_heads(attended), layer.o_proj, x);
}

mx::array TextDecoder::attend_pooled(size_t index, const TextInput& input,
                                     array x) const {
  const DecoderLayer& layer = layers_[index];
  std::span<const Linear> qkv = layer.qkv_proj;
  KeyValues own = key_values(
      index, input,
      ops_.linears(normed(x, layer.input_layernorm), qkv.subspan(1)));
  auto rows = padded_pooled_rows(input.segments);
  x = take_rows(x, rows);
  RotaryTable rotary{take_rows(input.rotary.cos, rows),
                     take_rows(input.rotary.sin, rows)};
  array q =
      queries(layer, rotary,
              ops_.linears(normed(x, layer.input_layernorm), qkv.first(1))[0]);
  array attended = ops_.segment_attention(
      {q, own.keys, own.values, input.segments, index, true});
  return ops_.linear_add(merge_heads(attended), layer.o_proj, x);
}

TextDecoder::KeyValues TextDecoder::key_values(
    size_t index, const TextInput& input, std::vector<array> products) const {
  array keys = split_heads(products[0], layers_[index].k_norm);
  array values = split_heads(products[1], std::nullopt);
  products.clear();
  KeyValues own{ops_.rotary(keys, input.rotary), values};
  std::vector<array> recorded;
  for (const Segment& segment : input.segments) {
    if (segment.record == nullptr) continue;
    auto* prefix = segment.prefix.get();
    segment.record->keys.push_back(
        own_copy(segment, own.keys, prefix ? &prefix->keys[index] : nullptr));
    segment.record->values.push_back(own_copy(
        segment, own.values, prefix ? &prefix->values[index] : nullptr));
    recorded.push_back(segment.record->keys.back());
    recorded.push_back(segment.record->values.back());
  }
  if (!recorded.empty()) evaluate_layer(recorded);
  return own;
}

mx::array TextDecoder::queries(const DecoderLayer& layer,
                               const RotaryTable& rotary, array product) const {
  return ops_.rotary(split_heads(product, layer.q_norm), rotary);
}

Rows TextDecoder::normed(const array& x, const Norm& norm) const {
  return {x, &norm, config_.rms_norm_eps};
}

// [rows, heads * head_dim] to [rows, heads, head_dim], each head normed.
mx::array TextDecoder::split_heads(const array& x,
                                   const std::optional<Norm>& norm) const {
  int32_t width = config_.head_dim;
  array heads = mx::reshape(x, {x.shape(0), x.shape(1) / width, width});
  return norm ? ops_.rms_norm(heads, *norm, config_.rms_norm_eps) : heads;
}

// The widest activations of the layer, so in blocks of rows; several are
// computed one by one, after what attention needs is freed.
mx::array TextDecoder::mlp(const DecoderLayer& layer, array x) const {
  if (x.shape(0) > ops_.mlp_rows()) evaluate_layer({x});
  std::vector<array> blocks;
  for (int begin = 0; begin < x.shape(0); begin += ops_.mlp_rows()) {
    array block =
        row_slice(x, begin, std::min(ops_.mlp_rows(), x.shape(0) - begin));
    array hidden =
        ops_.gated_linear(normed(block, layer.post_attention_layernorm),
                          layer.gate_proj, layer.up_proj);
    blocks.push_back(ops_.linear_add(hidden, layer.down_proj, block));
    evaluate_layer({blocks.back()});
  }
  return stack_rows(blocks);
}

}  // namespace tkr::embed
