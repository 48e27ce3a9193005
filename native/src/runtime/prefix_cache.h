// Keys and values of prompts' fixed beginnings, kept from batch to batch.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "nn/segment.h"

namespace tkr::embed {

// Least recently used out, bounded by count and by tokens.
class PrefixCache {
 public:
  using Ids = std::vector<int32_t>;

  // Tokens of all kept prefixes together; a longer prefix is not kept.
  static constexpr int64_t kMaxTokens = 4096;

  explicit PrefixCache(int32_t max_prefixes) : max_prefixes_(max_prefixes) {}

  // nullptr when the prefix is not kept.
  std::shared_ptr<PrefixKeyValues> find(const Ids& ids);
  void keep(const Ids& ids, std::shared_ptr<PrefixKeyValues> prefix);
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Ids ids;
    std::shared_ptr<PrefixKeyValues> prefix;
  };
  void evict();

  int32_t max_prefixes_;
  int64_t tokens_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::map<Ids, std::list<Entry>::iterator> by_ids_;
};

}  // namespace tkr::embed
