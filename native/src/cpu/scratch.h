// Memory that a loop's job needs while it runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace tkr::embed::cpu {

// float[n], 64-byte aligned, not initialised. Throws std::bad_alloc.
class Scratch {
 public:
  Scratch() = default;
  explicit Scratch(int64_t n)
      : floats_(static_cast<float*>(::operator new[](
            static_cast<std::size_t>(n) * sizeof(float), kAlignment))) {}

  float* get() const { return floats_.get(); }

 private:
  static constexpr std::align_val_t kAlignment{64};
  struct Delete {
    void operator()(float* p) const { ::operator delete[](p, kAlignment); }
  };
  std::unique_ptr<float[], Delete> floats_;
};

}  // namespace tkr::embed::cpu
