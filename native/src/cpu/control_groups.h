// The control groups of a Linux container, in either version.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tkr::embed {

// A folder with the control files of a group.
struct ControlGroup {
  bool version_2;
  std::filesystem::path folder;
};

// The groups of one controller ("memory", "cpu") that the process is in whose
// groups a file such as /proc/self/cgroup names, each with those above it, in
// the hierarchies mounted at root (/sys/fs/cgroup): version 2, or version 1 at
// root/<controller>. A group that is not mounted there, as inside a container
// without a namespace of its own, is the mounted one. A folder need not exist.
std::vector<ControlGroup> control_groups(const std::string& controller,
                                         const std::string& root,
                                         const std::string& groups_file);

}  // namespace tkr::embed
