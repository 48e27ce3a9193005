#include "cpu/available_cores.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>

namespace tkr::embed::cpu {
namespace {

namespace fs = std::filesystem;

constexpr int kUnlimited = std::numeric_limits<int>::max();

struct CpuAvailableCores : testing::Test {
  CpuAvailableCores() {
    std::string name =
        (fs::temp_directory_path() / "tkr-embed-test-XXXXXX").string();
    if (::mkdtemp(name.data())) folder = name;
  }
  ~CpuAvailableCores() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
  }

  int read(const std::string& groups) const {
    write("groups", groups);
    return quota_cores((folder / "cgroup").string(),
                       (folder / "groups").string());
  }

  fs::path folder;
};

TEST_F(CpuAvailableCores, AreAtLeastOne) { EXPECT_GE(available_cores(), 1); }

TEST_F(CpuAvailableCores, WithoutAQuotaThereIsNone) {
  EXPECT_EQ(read("0::/\n"), kUnlimited);
  for (const char* text : {"max 100000\n", "", "nonsense", "100000 0\n"}) {
    write("cgroup/cpu.max", text);
    EXPECT_EQ(read("0::/\n"), kUnlimited) << text;
  }
  write("cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  write("cgroup/cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(read("3:cpu,cpuacct:/\n"), kUnlimited);
}

TEST_F(CpuAvailableCores, Version2IsTheLeastOfAllGroups) {
  write("cgroup/a.slice/cpu.max", "350000 100000\n");
  write("cgroup/a.slice/b.service/cpu.max", "800000 100000\n");
  EXPECT_EQ(read("0::/a.slice/b.service\n"), 4);
  write("cgroup/cpu.max", "20000 100000\n");
  EXPECT_EQ(read("0::/a.slice/b.service\n"), 1);
  EXPECT_EQ(read("0::/docker/unmounted\n"), 1);
}

TEST_F(CpuAvailableCores, Version1) {
  write("cgroup/cpu/docker/1/cpu.cfs_quota_us", "200000\n");
  write("cgroup/cpu/docker/1/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(read("4:memory:/\n3:cpu,cpuacct:/docker/1\n"), 2);
  EXPECT_EQ(read("4:memory:/docker/1\n"), kUnlimited);
}

}  // namespace
}  // namespace tkr::embed::cpu
