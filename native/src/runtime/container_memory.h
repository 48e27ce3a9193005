// What the control groups of a Linux container leave of the memory.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace tkr::embed {

struct ContainerMemory {
  // Bytes; the greatest number where nothing limits them.
  int64_t limit = std::numeric_limits<int64_t>::max();
  // Of the limit, what is not in use; page cache counts as free.
  int64_t available = std::numeric_limits<int64_t>::max();
};

// Of every group that control_groups() finds for the memory controller.
ContainerMemory read_container_memory(const std::string& root,
                                      const std::string& groups_file);

}  // namespace tkr::embed
