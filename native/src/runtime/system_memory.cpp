#include "runtime/system_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include "runtime/container_memory.h"

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

ContainerMemory container() { return {}; }

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

int64_t machine_memory() { return meminfo("MemTotal"); }
int64_t machine_available() { return meminfo("MemAvailable"); }

ContainerMemory container() {
  return read_container_memory("/sys/fs/cgroup", "/proc/self/cgroup");
}

#endif

}  // namespace

int64_t physical_memory() {
  return std::min(machine_memory(), container().limit);
}

int64_t available_memory() {
  return std::min(machine_available(), container().available);
}

}  // namespace tkr::embed
