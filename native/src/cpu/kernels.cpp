#include "kernels.h"

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && !defined(__APPLE__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace tkr::embed::cpu {
namespace {

#if defined(__x86_64__)
bool has_avx2() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  const bool f16c = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_F16C);
  return f16c && __builtin_cpu_supports("avx2") &&
         __builtin_cpu_supports("fma");
}

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
bool has_avx512vnni() { return __builtin_cpu_supports("avx512vnni"); }

bool has_avxvnni() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kAvxVnni = 1u << 4;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & kAvxVnni);
}
#elif defined(__aarch64__)
bool has_dotprod() {
#if defined(__APPLE__)
  return true;  // of every arm64 Mac
#else
  return getauxval(AT_HWCAP) & HWCAP_ASIMDDP;
#endif
}
#endif

std::vector<const Kernels*> find_kernels() {
  std::vector<const Kernels*> tables;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (has_avx2() && has_avx512() && has_avx512vnni())
    tables.push_back(&kAvx512VnniKernels);
  if (has_avx2() && has_avx512()) tables.push_back(&kAvx512Kernels);
  if (has_avx2() && has_avxvnni()) tables.push_back(&kAvxVnniKernels);
  if (has_avx2()) tables.push_back(&kAvx2Kernels);
#elif defined(__aarch64__)
  if (has_dotprod()) tables.push_back(&kNeonDotprodKernels);
  tables.push_back(&kNeonKernels);
#endif
  tables.push_back(&kScalarKernels);
  tables.push_back(nullptr);
  return tables;
}

const Kernels* choose() {
  const char* name = std::getenv("TKR_EMBED_ISA");
  if (!name || !*name) return *available_kernels();
  std::string names;
  for (auto table = available_kernels(); *table; ++table) {
    if (std::string(name) == (*table)->name) return *table;
    names += std::string(names.empty() ? "" : ", ") + (*table)->name;
  }
  throw std::invalid_argument("TKR_EMBED_ISA is \"" + std::string(name) +
                              "\"; this processor has " + names);
}

std::atomic<const Kernels*>& in_force() {
  static std::atomic<const Kernels*> table{choose()};
  return table;
}

}  // namespace

const Kernels* const* available_kernels() {
  static const std::vector<const Kernels*> tables = find_kernels();
  return tables.data();
}

const Kernels& kernels() { return *in_force(); }

void use_kernels(const Kernels& table) { in_force() = &table; }

}  // namespace tkr::embed::cpu
