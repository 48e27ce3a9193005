#include "runtime/container_memory.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cpu/control_groups.h"

namespace tkr::embed {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();
// Version 1 says "no limit" by the greatest multiple of a page.
constexpr int64_t kNoLimit = int64_t{1} << 60;

// What the files of a version are called.
struct Version {
  const char* limit;
  const char* used;
  const char* cache;  // page cache, in memory.stat
};

constexpr Version kVersion1 = {"memory.limit_in_bytes", "memory.usage_in_bytes",
                               "total_cache"};
constexpr Version kVersion2 = {"memory.max", "memory.current", "file"};

// A control file that holds a number, or "max".
int64_t read_number(const fs::path& file) {
  std::ifstream stream(file);
  int64_t value = 0;
  return stream >> value && value < kNoLimit ? value : kUnlimited;
}

int64_t read_statistic(const fs::path& file, const std::string& name) {
  std::ifstream stream(file);
  std::string key;
  int64_t value = 0;
  while (stream >> key >> value) {
    if (key == name) return value;
  }
  return 0;
}

void narrow(ContainerMemory& memory, const fs::path& folder,
            const Version& version) {
  int64_t limit = read_number(folder / version.limit);
  int64_t used = read_number(folder / version.used);
  memory.limit = std::min(memory.limit, limit);
  if (limit == kUnlimited || used == kUnlimited) return;
  int64_t cache = read_statistic(folder / "memory.stat", version.cache);
  memory.available =
      std::min(memory.available, std::max<int64_t>(0, limit - used + cache));
}

}  // namespace

ContainerMemory read_container_memory(const std::string& root,
                                      const std::string& groups_file) {
  ContainerMemory memory;
  for (const auto& group : control_groups("memory", root, groups_file)) {
    narrow(memory, group.folder, group.version_2 ? kVersion2 : kVersion1);
  }
  return memory;
}

}  // namespace tkr::embed
