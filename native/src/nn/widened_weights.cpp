#include "nn/widened_weights.h"

#include <mlx/ops.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "checkpoint/tensor_arrays.h"
#include "cpu/thread_pool.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// E2M1's magnitudes, doubled, by their three bits.
constexpr int32_t kTwiceE2m1[] = {0, 1, 2, 3, 4, 6, 8, 12};
constexpr int32_t kMostE2m1 = 12;

// Twice the value of a float of four bits.
int32_t twice_e2m1(uint32_t code) {
  int32_t magnitude = kTwiceE2m1[code & 7];
  return (code & 8) != 0 ? -magnitude : magnitude;
}

// Four bits of exponent, three of fraction, no infinities (E4M3FN).
float e4m3(uint32_t code) {
  uint32_t exponent = code >> 3 & 15;
  uint32_t fraction = code & 7;
  float magnitude = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -9)
                                  : std::ldexp(static_cast<float>(8 + fraction),
                                               static_cast<int>(exponent) - 10);
  if (exponent == 15 && fraction == 7) {
    magnitude = std::numeric_limits<float>::quiet_NaN();
  }
  return (code & 128) != 0 ? -magnitude : magnitude;
}

// A power of two.
float e8m0(uint32_t code) {
  return code == 255 ? std::numeric_limits<float>::quiet_NaN()
                     : std::ldexp(1.0f, static_cast<int>(code) - 127);
}

// Of a float that a bfloat16 holds.
uint16_t bf16(float value) {
  return static_cast<uint16_t>(std::bit_cast<uint32_t>(value) >> 16);
}

// What a byte stands for, looked up.
template <class F>
std::array<float, 256> table(const F& value) {
  std::array<float, 256> values;
  for (uint32_t code = 0; code < values.size(); ++code) {
    values[code] = value(code);
  }
  return values;
}

// Codes are taken by eights: as many bytes as they have bits.
constexpr int64_t kCodes = 8;

// A row's codes of so many bits, the lowest first, on a machine that is
// little-endian.
struct Codes {
  const uint8_t* bytes;
  int32_t bits;

  // Calls f(k, code) for each of the eight from i on.
  template <class F>
  void eight(int64_t i, const F& f) const {
    uint64_t block = 0;
    std::memcpy(&block, bytes + i / kCodes * bits, static_cast<size_t>(bits));
    uint64_t mask = (uint64_t{1} << bits) - 1;
    for (int k = 0; k < kCodes; ++k) {
      f(k, static_cast<uint32_t>(block >> k * bits & mask));
    }
  }
};

// A module's rows as they lie in the file.
class PackedWeight {
 public:
  explicit PackedWeight(const PlannedModule& module)
      : module_(module), columns_(module.spec.columns) {}

  int64_t columns() const { return columns_; }
  int64_t groups() const { return columns_ / module_.packing->group_size; }
  int64_t group(int64_t column) const {
    return column / module_.packing->group_size;
  }
  Codes codes(int64_t row) const {
    int32_t bits = module_.packing->bits;
    return {module_.weight.data() + row * columns_ * bits / 8, bits};
  }
  // Where scales are bytes.
  const uint8_t* scales(int64_t row) const {
    return module_.scales->data() + row * groups();
  }

  mx::array empty(int64_t columns, mx::Dtype dtype) const {
    mx::array array =
        mx::zeros({module_.spec.rows, static_cast<int32_t>(columns)}, dtype);
    array.eval();
    return array;
  }

  // f(row) for each.
  template <class F>
  void each_row(const F& f) const {
    cpu::ThreadPool::instance().run(module_.spec.rows, f);
  }

 private:
  const PlannedModule& module_;
  int64_t columns_;
};

// Codes of bits, 4 or 8, made of those in the file by a function.
template <class F>
mx::array repacked(const PackedWeight& weight, int32_t bits, const F& code) {
  mx::array words = weight.empty(weight.columns() * bits / 32, mx::uint32);
  auto* out = words.data<uint8_t>();
  weight.each_row([&](int64_t row) {
    Codes codes = weight.codes(row);
    uint8_t* bytes = out + row * weight.columns() * bits / 8;
    for (int64_t i = 0; i < weight.columns(); i += kCodes) {
      uint64_t wide = 0;
      codes.eight(i, [&](int k, uint32_t narrow) {
        wide |= uint64_t{code(narrow)} << k * bits;
      });
      std::memcpy(bytes + i / kCodes * bits, &wide, static_cast<size_t>(bits));
    }
  });
  return words;
}

// A bfloat16 for each group's scale.
template <class F>
mx::array of_scales(const PackedWeight& weight, const F& value) {
  mx::array floats = weight.empty(weight.groups(), mx::bfloat16);
  auto* out = reinterpret_cast<uint16_t*>(floats.data<mx::bfloat16_t>());
  weight.each_row([&](int64_t row) {
    for (int64_t i = 0; i < weight.groups(); ++i) {
      out[row * weight.groups() + i] = bf16(value(weight.scales(row)[i]));
    }
  });
  return floats;
}

// A bfloat16 for each code and its group's scale.
template <class F>
mx::array of_values(const PackedWeight& weight, const F& value) {
  mx::array floats = weight.empty(weight.columns(), mx::bfloat16);
  auto* out = reinterpret_cast<uint16_t*>(floats.data<mx::bfloat16_t>());
  weight.each_row([&](int64_t row) {
    Codes codes = weight.codes(row);
    const uint8_t* scales = weight.scales(row);
    for (int64_t i = 0; i < weight.columns(); i += kCodes) {
      uint16_t* eight = out + row * weight.columns() + i;
      uint32_t scale = scales[weight.group(i)];
      codes.eight(i, [&](int k, uint32_t code) {
        eight[k] = bf16(value(code, scale));
      });
    }
  });
  return floats;
}

mx::array copied(const StoredTensor& tensor) {
  mx::array copy = mx::copy(tensor_array(tensor));
  copy.eval();
  return copy;
}

Linear widened_affine(const PlannedModule& module) {
  auto same = [](uint32_t code) { return code; };
  return {repacked(PackedWeight(module), module.stored->bits, same),
          copied(*module.scales), copied(*module.biases), std::nullopt,
          *module.stored};
}

// A value is half of twice its magnitude, counted from the least.
Linear widened_mxfp4(const PlannedModule& module) {
  PackedWeight weight(module);
  auto code = [](uint32_t code) {
    return static_cast<uint32_t>(twice_e2m1(code) + kMostE2m1);
  };
  auto scale = [](uint32_t scale) { return e8m0(scale) / 2; };
  auto bias = [](uint32_t scale) { return -kMostE2m1 * (e8m0(scale) / 2); };
  return {repacked(weight, 8, code), of_scales(weight, scale),
          of_scales(weight, bias), std::nullopt, *module.stored};
}

mx::array widened_floats(const PlannedModule& module) {
  const bool mxfp8 = module.packing->mode == "mxfp8";
  const auto codes = mxfp8 ? table(e4m3) : table([](uint32_t code) {
    return static_cast<float>(twice_e2m1(code)) / 2;
  });
  const auto scales = mxfp8 ? table(e8m0) : table(e4m3);
  return of_values(PackedWeight(module), [&](uint32_t code, uint32_t scale) {
    return codes[code] * scales[scale];
  });
}

Linear widened_packing(const PlannedModule& module) {
  if (module.packing->mode == "affine") return widened_affine(module);
  if (module.packing->mode == "mxfp4") return widened_mxfp4(module);
  return {widened_floats(module), std::nullopt, std::nullopt, std::nullopt, {}};
}

}  // namespace

Linear widened(const PlannedModule& module) {
  Linear layer = widened_packing(module);
  module.weight.release();
  module.scales->release();
  if (module.biases) module.biases->release();
  return layer;
}

}  // namespace tkr::embed
