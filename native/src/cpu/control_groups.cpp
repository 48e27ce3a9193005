#include "control_groups.h"

#include <fstream>
#include <optional>

namespace tkr::embed {
namespace {

namespace fs = std::filesystem;

// A hierarchy and the group in it.
struct Place {
  ControlGroup mount;
  std::string path;  // absolute in the hierarchy
};

bool names(const std::string& controllers, const std::string& controller) {
  return ("," + controllers + ",").find("," + controller + ",") !=
         std::string::npos;
}

// A line "4:memory:/a/b", or "0::/a/b" for version 2.
std::optional<Place> parse(const std::string& line,
                           const std::string& controller,
                           const fs::path& root) {
  size_t first = line.find(':');
  size_t second =
      first == std::string::npos ? first : line.find(':', first + 1);
  if (second == std::string::npos) return std::nullopt;
  std::string controllers = line.substr(first + 1, second - first - 1);
  std::string path = line.substr(second + 1);
  if (names(controllers, controller)) {
    return Place{{false, root / controller}, path};
  }
  if (!controllers.empty()) return std::nullopt;
  fs::path unified = root / "unified";  // beside version 1
  return Place{{true, fs::exists(unified) ? unified : root}, path};
}

// The group and those above it.
void add(const Place& place, std::vector<ControlGroup>& groups) {
  fs::path relative = fs::path(place.path).relative_path().lexically_normal();
  bool inside = relative.empty() || *relative.begin() != "..";
  while (inside && !relative.empty() && relative != ".") {
    groups.push_back({place.mount.version_2, place.mount.folder / relative});
    relative = relative.parent_path();
  }
  groups.push_back(place.mount);
}

}  // namespace

std::vector<ControlGroup> control_groups(const std::string& controller,
                                         const std::string& root,
                                         const std::string& groups_file) {
  std::vector<ControlGroup> groups;
  std::ifstream stream(groups_file);
  std::string line;
  while (std::getline(stream, line)) {
    auto place = parse(line, controller, root);
    if (place) add(*place, groups);
  }
  return groups;
}

}  // namespace tkr::embed
