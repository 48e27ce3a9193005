#include "runtime/system_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#ifdef __APPLE__
#include <mach/mach.h>
#include <mach/vm_page_size.h>
#include <sys/sysctl.h>
#endif

namespace tkr::embed {
namespace {

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();

#ifdef __APPLE__

int64_t machine_memory() {
  int64_t bytes = 0;
  size_t size = sizeof(bytes);
  ::sysctlbyname("hw.memsize", &bytes, &size, nullptr, 0);
  return bytes > 0 ? bytes : kUnlimited;
}

int64_t machine_available() {
  vm_statistics64_data_t statistics{};
  mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
  auto result =
      ::host_statistics64(::mach_host_self(), HOST_VM_INFO64,
                          reinterpret_cast<host_info64_t>(&statistics), &count);
  if (result != KERN_SUCCESS) return machine_memory();
  int64_t pages = static_cast<int64_t>(statistics.free_count) +
                  statistics.inactive_count + statistics.purgeable_count;
  return pages * static_cast<int64_t>(vm_kernel_page_size);
}

int64_t container_limit() { return kUnlimited; }
int64_t container_available() { return kUnlimited; }

#else

// A line "name: 123 kB" of /proc/meminfo, in bytes.
int64_t meminfo(const std::string& name) {
  std::ifstream stream("/proc/meminfo");
  std::string key;
  std::string unit;
  int64_t kib = 0;
  while (stream >> key >> kib >> unit) {
    if (key == name + ":") return kib * 1024;
  }
  return kUnlimited;
}

// A control file of cgroup v2, which holds a number or "max".
int64_t cgroup_value(const char* name) {
  std::ifstream stream(std::string("/sys/fs/cgroup/") + name);
  int64_t value = 0;
  return stream >> value ? value : kUnlimited;
}

// Page cache of the container, which the kernel takes back when asked.
int64_t cgroup_cache() {
  std::ifstream stream("/sys/fs/cgroup/memory.stat");
  std::string key;
  int64_t value = 0;
  while (stream >> key >> value) {
    if (key == "file") return value;
  }
  return 0;
}

int64_t machine_memory() { return meminfo("MemTotal"); }
int64_t machine_available() { return meminfo("MemAvailable"); }
int64_t container_limit() { return cgroup_value("memory.max"); }

int64_t container_available() {
  int64_t limit = container_limit();
  int64_t used = cgroup_value("memory.current");
  if (limit == kUnlimited || used == kUnlimited) return kUnlimited;
  return std::max<int64_t>(0, limit - used + cgroup_cache());
}

#endif

}  // namespace

int64_t physical_memory() {
  return std::min(machine_memory(), container_limit());
}

int64_t available_memory() {
  return std::min(machine_available(), container_available());
}

}  // namespace tkr::embed
