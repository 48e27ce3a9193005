#include "runtime/prefix_cache.h"

namespace tkr::embed {

std::shared_ptr<PrefixKeyValues> PrefixCache::find(const Ids& ids) {
  auto found = by_ids_.find(ids);
  if (found == by_ids_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->prefix;
}

void PrefixCache::keep(const Ids& ids,
                       std::shared_ptr<PrefixKeyValues> prefix) {
  if (max_prefixes_ < 1 || prefix->length > kMaxTokens) return;
  if (by_ids_.contains(ids)) return;
  tokens_ += prefix->length;
  entries_.push_front({ids, std::move(prefix)});
  by_ids_.emplace(ids, entries_.begin());
  while (static_cast<int32_t>(entries_.size()) > max_prefixes_ ||
         tokens_ > kMaxTokens) {
    evict();
  }
}

void PrefixCache::evict() {
  tokens_ -= entries_.back().prefix->length;
  by_ids_.erase(entries_.back().ids);
  entries_.pop_back();
}

}  // namespace tkr::embed
