// Keys and values of prompts' beginnings, kept from batch to batch.
#pragma once

#include <compare>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "nn/segment.h"

namespace tkr::embed {

// All that the keys and values of a beginning depend on.
struct PrefixKey {
  std::vector<int32_t> ids;
  std::vector<int32_t> sides;   // height and width of each image in it
  std::vector<uint8_t> pixels;  // of all of them
  auto operator<=>(const PrefixKey&) const = default;
};

// Of the first so many tokens; they cut no image.
PrefixKey prefix_key(const SequenceInput& sequence, int32_t length);

// Least recently used out, bounded by count and by tokens.
class PrefixCache {
 public:
  PrefixCache() = default;  // keeps nothing
  // max_tokens: of all kept prefixes together; a longer prefix is not kept.
  PrefixCache(int32_t max_prefixes, int64_t max_tokens)
      : max_prefixes_(max_prefixes),
        max_tokens_(max_prefixes < 1 ? 0 : max_tokens) {}

  // nullptr when the prefix is not kept.
  std::shared_ptr<PrefixKeyValues> find(const PrefixKey& key);
  void keep(const PrefixKey& key, std::shared_ptr<PrefixKeyValues> prefix);
  void clear();
  size_t size() const { return entries_.size(); }
  int64_t max_tokens() const { return max_tokens_; }

 private:
  struct Entry {
    PrefixKey key;
    std::shared_ptr<PrefixKeyValues> prefix;
  };
  void evict();

  int32_t max_prefixes_ = 0;
  int64_t max_tokens_ = 0;
  int64_t tokens_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::map<PrefixKey, std::list<Entry>::iterator> by_key_;
};

struct KeptPrefixes {
  PrefixCache fixed;   // of instructions
  PrefixCache shared;  // of requests whose inputs begin alike
};

// Of the bytes that weights leave an eighth for instructions, which are kept
// for good and so of 4096 tokens at most, and a quarter for requests, where a
// token's keys and values take token_bytes.
KeptPrefixes kept_prefixes(int32_t max_prefixes, int64_t left_bytes,
                           int64_t token_bytes);

}  // namespace tkr::embed
