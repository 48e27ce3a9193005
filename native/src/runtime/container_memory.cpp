#include "runtime/container_memory.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

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

// A hierarchy and the group in it.
struct Group {
  Version version;
  fs::path mount;
  std::string path;  // absolute in the hierarchy
};

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

bool names_memory(const std::string& controllers) {
  return ("," + controllers + ",").find(",memory,") != std::string::npos;
}

// A line "4:memory:/a/b", or "0::/a/b" for version 2.
std::optional<Group> parse_group(const std::string& line,
                                 const std::string& root) {
  size_t first = line.find(':');
  size_t second =
      first == std::string::npos ? first : line.find(':', first + 1);
  if (second == std::string::npos) return std::nullopt;
  std::string controllers = line.substr(first + 1, second - first - 1);
  std::string path = line.substr(second + 1);
  if (names_memory(controllers)) {
    return Group{kVersion1, fs::path(root) / "memory", path};
  }
  if (!controllers.empty()) return std::nullopt;
  fs::path unified = fs::path(root) / "unified";  // beside version 1
  return Group{kVersion2, fs::exists(unified) ? unified : fs::path(root), path};
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

// The group and those above it.
void narrow(ContainerMemory& memory, const Group& group) {
  fs::path relative = fs::path(group.path).relative_path().lexically_normal();
  bool inside = relative.empty() || *relative.begin() != "..";
  while (inside && !relative.empty() && relative != ".") {
    narrow(memory, group.mount / relative, group.version);
    relative = relative.parent_path();
  }
  narrow(memory, group.mount, group.version);
}

}  // namespace

ContainerMemory read_container_memory(const std::string& root,
                                      const std::string& groups_file) {
  ContainerMemory memory;
  std::ifstream stream(groups_file);
  std::string line;
  while (std::getline(stream, line)) {
    auto group = parse_group(line, root);
    if (group) narrow(memory, *group);
  }
  return memory;
}

}  // namespace tkr::embed
