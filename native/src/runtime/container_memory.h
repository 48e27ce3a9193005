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

// Of the process whose groups a file such as /proc/self/cgroup names, in the
// hierarchies mounted at root (/sys/fs/cgroup): version 2, or the memory
// controller of version 1 at root/memory. Every group above counts too. A group
// that is not mounted there, as inside a container without a namespace of its
// own, is the mounted one.
ContainerMemory read_container_memory(const std::string& root,
                                      const std::string& groups_file);

}  // namespace tkr::embed
