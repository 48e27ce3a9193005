#include "available_cores.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <thread>

#include "control_groups.h"

#if defined(__linux__)
#include <sched.h>
#endif

namespace tkr::embed::cpu {
namespace {

constexpr int kUnlimited = std::numeric_limits<int>::max();

// Microseconds of processor time in a period; no quota is "max", or -1.
struct Quota {
  double time = 0;
  double period = 0;

  int cores() const {
    if (!(time > 0) || !(period > 0)) return kUnlimited;
    const double cores = std::ceil(time / period);
    return cores < kUnlimited ? static_cast<int>(cores) : kUnlimited;
  }
};

Quota read_quota(const ControlGroup& group) {
  Quota quota;
  if (group.version_2) {
    std::ifstream(group.folder / "cpu.max") >> quota.time >> quota.period;
  } else {
    std::ifstream(group.folder / "cpu.cfs_quota_us") >> quota.time;
    std::ifstream(group.folder / "cpu.cfs_period_us") >> quota.period;
  }
  return quota;
}

int scheduled_cores() {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  return static_cast<int>(std::thread::hardware_concurrency());
}

}  // namespace

int quota_cores(const std::string& root, const std::string& groups_file) {
  int cores = kUnlimited;
  for (const ControlGroup& group : control_groups("cpu", root, groups_file))
    cores = std::min(cores, read_quota(group).cores());
  return cores;
}

int available_cores() {
  return std::max(1,
                  std::min(scheduled_cores(),
                           quota_cores("/sys/fs/cgroup", "/proc/self/cgroup")));
}

}  // namespace tkr::embed::cpu
