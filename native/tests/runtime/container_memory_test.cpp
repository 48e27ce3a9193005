#include "runtime/container_memory.h"

#include <gtest/gtest.h>

#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();

struct ContainerMemoryTest : testing::Test {
  void write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((folder.path() / name).parent_path());
    folder.write(name, bytes);
  }

  ContainerMemory read(const std::string& groups) const {
    folder.write("groups", groups);
    return read_container_memory((folder.path() / "cgroup").string(),
                                 (folder.path() / "groups").string());
  }

  TemporaryFolder folder;
};

TEST_F(ContainerMemoryTest, without_a_limit_there_is_none) {
  write("cgroup/memory.max", "max\n");
  for (const char* groups : {"", "0::/\n", "0::/user.slice\n", "nonsense\n"}) {
    EXPECT_EQ(read(groups).limit, kUnlimited) << groups;
    EXPECT_EQ(read(groups).available, kUnlimited) << groups;
  }
}

TEST_F(ContainerMemoryTest, version_2_at_the_mount) {
  write("cgroup/memory.max", "1000\n");
  write("cgroup/memory.current", "700\n");
  write("cgroup/memory.stat", "anon 300\nfile 400\n");
  for (const char* groups :
       {"0::/\n", "0::/docker/unmounted\n", "0::/../x\n"}) {
    EXPECT_EQ(read(groups).limit, 1000) << groups;
    EXPECT_EQ(read(groups).available, 700) << groups;
  }
}

TEST_F(ContainerMemoryTest, version_2_in_a_group_and_those_above) {
  write("cgroup/a.slice/memory.max", "500\n");
  write("cgroup/a.slice/memory.current", "450\n");
  write("cgroup/a.slice/b.service/memory.max", "800\n");
  write("cgroup/a.slice/b.service/memory.current", "400\n");
  EXPECT_EQ(read("0::/a.slice/b.service\n").limit, 500);
  EXPECT_EQ(read("0::/a.slice/b.service\n").available, 50);
  write("cgroup/a.slice/memory.max", "max\n");
  EXPECT_EQ(read("0::/a.slice/b.service\n").limit, 800);
  EXPECT_EQ(read("0::/a.slice/b.service\n").available, 400);
}

TEST_F(ContainerMemoryTest, version_1) {
  write("cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  write("cgroup/memory/docker/1/memory.limit_in_bytes", "600\n");
  write("cgroup/memory/docker/1/memory.usage_in_bytes", "600\n");
  write("cgroup/memory/docker/1/memory.stat", "cache 1\ntotal_cache 90\n");
  std::string groups =
      "3:cpu,cpuacct:/\n4:memory:/docker/1\n1:name=systemd:/\n";
  EXPECT_EQ(read(groups).limit, 600);
  EXPECT_EQ(read(groups).available, 90);
  EXPECT_EQ(read("4:memory:/\n").limit, kUnlimited);
}

TEST_F(ContainerMemoryTest, version_1_inside_a_container) {
  write("cgroup/memory/memory.limit_in_bytes", "600\n");
  EXPECT_EQ(read("4:memory:/docker/1\n0::/docker/1\n").limit, 600);
}

}  // namespace
}  // namespace tkr::embed::test
