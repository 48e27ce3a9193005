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
  // Tokens of all kept prefixes together; a longer prefix is not kept.
  static constexpr int64_t kMaxTokens = 4096;

  explicit PrefixCache(int32_t max_prefixes) : max_prefixes_(max_prefixes) {}

  // nullptr when the prefix is not kept.
  std::shared_ptr<PrefixKeyValues> find(const PrefixKey& key);
  void keep(const PrefixKey& key, std::shared_ptr<PrefixKeyValues> prefix);
  void clear();
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    PrefixKey key;
    std::shared_ptr<PrefixKeyValues> prefix;
  };
  void evict();

  int32_t max_prefixes_;
  int64_t tokens_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::map<PrefixKey, std::list<Entry>::iterator> by_key_;
};

struct KeptPrefixes {
  PrefixCache fixed;   // of instructions
  PrefixCache shared;  // of requests whose inputs begin alike
};

}  // namespace tkr::embed
