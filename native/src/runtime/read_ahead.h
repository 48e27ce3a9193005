// Brings weights that are used from the mapped file into the page cache.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "checkpoint/modules.h"

namespace tkr::embed {

// Works on a thread of its own until all is read, or until it is destroyed. The
// tensors keep their files mapped.
class ReadAhead {
 public:
  // In this order.
  explicit ReadAhead(std::vector<StoredTensor> tensors);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

 private:
  void run() const;

  std::vector<StoredTensor> tensors_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

// Of modules those tensors that stay as stored.
std::vector<StoredTensor> mapped_tensors(
    const std::vector<PlannedModule>& modules);

}  // namespace tkr::embed
