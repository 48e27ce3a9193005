#include "runtime/prefix_cache.h"

#include <algorithm>

namespace tkr::embed {

PrefixKey prefix_key(const SequenceInput& sequence, int32_t length) {
  PrefixKey key;
  auto ids = sequence.input_ids.first(static_cast<size_t>(length));
  key.ids.assign(ids.begin(), ids.end());
  for (const ImageInput& image : sequence.images) {
    if (image.begin >= length) break;
    key.sides.insert(key.sides.end(), {image.height, image.width});
    key.pixels.insert(key.pixels.end(), image.pixels,
                      image.pixels + int64_t{3} * image.height * image.width);
  }
  return key;
}

std::shared_ptr<PrefixKeyValues> PrefixCache::find(const PrefixKey& key) {
  auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->prefix;
}

void PrefixCache::keep(const PrefixKey& key,
                       std::shared_ptr<PrefixKeyValues> prefix) {
  if (prefix->length > max_tokens_) return;
  if (by_key_.contains(key)) return;
  tokens_ += prefix->length;
  entries_.push_front({key, std::move(prefix)});
  by_key_.emplace(key, entries_.begin());
  while (static_cast<int32_t>(entries_.size()) > max_prefixes_ ||
         tokens_ > max_tokens_) {
    evict();
  }
}

void PrefixCache::clear() {
  by_key_.clear();
  entries_.clear();
  tokens_ = 0;
}

void PrefixCache::evict() {
  tokens_ -= entries_.back().prefix->length;
  by_key_.erase(entries_.back().key);
  entries_.pop_back();
}

KeptPrefixes kept_prefixes(int32_t max_prefixes, int64_t left_bytes,
                           int64_t token_bytes) {
  constexpr int64_t kInstructionTokens = 4096;
  int64_t tokens = std::max(left_bytes, int64_t{0}) / token_bytes;
  return {PrefixCache(max_prefixes, std::min(tokens / 8, kInstructionTokens)),
          PrefixCache(max_prefixes, tokens / 4)};
}

}  // namespace tkr::embed
