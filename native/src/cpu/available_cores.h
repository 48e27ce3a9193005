// How many cores a process may really use.
#pragma once

#include <string>

namespace tkr::embed::cpu {

// Cores that the scheduler lets this process use and that its container's quota
// of processor time pays for, at least 1.
int available_cores();

// The quota of the groups that control_groups() finds, in cores rounded up: of
// 1.5, two threads make use. The greatest int where nothing limits it.
int quota_cores(const std::string& root, const std::string& groups_file);

}  // namespace tkr::embed::cpu
