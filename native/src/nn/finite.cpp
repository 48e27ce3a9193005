#include "nn/finite.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace tkr::embed {
namespace {

constexpr size_t kNamedRows = 5;

// Whether any value's exponent is all ones; read bytewise, as the format does
// not align.
template <typename Bits>
bool any_not_finite(const uint8_t* values, size_t count, Bits exponent) {
  Bits found = 0;
  for (size_t i = 0; i < count; ++i) {
    Bits value;
    std::memcpy(&value, values + i * sizeof(Bits), sizeof(Bits));
    found |= static_cast<Bits>((value & exponent) == exponent);
  }
  return found != 0;
}

bool any_not_finite(StoredDtype dtype, const uint8_t* values, size_t bytes) {
  switch (dtype) {
    case StoredDtype::kBf16:
      return any_not_finite<uint16_t>(values, bytes / 2, 0x7f80);
    case StoredDtype::kF16:
      return any_not_finite<uint16_t>(values, bytes / 2, 0x7c00);
    case StoredDtype::kF32:
      return any_not_finite<uint32_t>(values, bytes / 4, 0x7f800000);
    default:
      return false;
  }
}

// Of a tensor of bytes, which of them stand for a number.
struct Bytes {
  uint8_t mask = 0;  // without the sign
  uint8_t most = 0;  // greater ones stand for none

  bool any_not_finite(const uint8_t* values, size_t count) const {
    return std::any_of(values, values + count,
                       [this](uint8_t value) { return (value & mask) > most; });
  }
};

// E4M3FN has no infinities and one NaN of each sign.
constexpr Bytes kE4m3{0x7f, 0x7e};

// E8M0 is a power of two, 2^(code - 127), and its greatest code no number. Nor
// is the greatest value of a group in float32 where the power is too great.
Bytes e8m0(int32_t exponent_of_greatest) {
  return {0xff, static_cast<uint8_t>(254 - exponent_of_greatest)};
}

// 6 = 1.5 * 2^2; 448 = 1.75 * 2^8.
std::optional<Bytes> bytes_of_scales(const Packing& packing) {
  if (packing.mode == "mxfp4") return e8m0(2);
  if (packing.mode == "mxfp8") return e8m0(8);
  if (packing.mode == "nvfp4") return kE4m3;
  return std::nullopt;
}

std::optional<Bytes> bytes_of_weight(const Packing& packing) {
  if (packing.mode == "mxfp8") return kE4m3;
  return std::nullopt;
}

// f(values, bytes) for each row; indices of those for which it holds.
template <class F>
std::vector<int32_t> rows_where(const StoredTensor& tensor, const F& f) {
  const std::vector<int64_t>& shape = tensor.location.shape;
  int64_t count = shape.empty() ? 1 : shape[0];
  std::vector<int32_t> rows;
  if (count == 0) return rows;
  size_t bytes = tensor.bytes() / static_cast<size_t>(count);
  for (int64_t row = 0; row < count; ++row) {
    if (f(tensor.data() + static_cast<size_t>(row) * bytes, bytes)) {
      rows.push_back(static_cast<int32_t>(row));
    }
  }
  return rows;
}

std::vector<int32_t> rows_not_finite(const StoredTensor& tensor,
                                     const std::optional<Bytes>& bytes) {
  if (!bytes) return tkr::embed::rows_not_finite(tensor);
  return rows_where(tensor, [&](const uint8_t* values, size_t count) {
    return bytes->any_not_finite(values, count);
  });
}

void check_not_all_zero(const StoredTensor& tensor) {
  const uint8_t* data = tensor.data();
  size_t bytes = tensor.bytes();
  bool zero =
      bytes > 0 && data[0] == 0 && std::memcmp(data, data + 1, bytes - 1) == 0;
  if (!zero) return;
  throw std::runtime_error(tensor.describe() +
                           ": all zeros: the file is not complete, fetch it "
                           "again");
}

std::string rows_text(const std::vector<int32_t>& rows) {
  std::string text = rows.size() == 1 ? "row " : "rows ";
  for (size_t i = 0; i < std::min(rows.size(), kNamedRows); ++i) {
    text += (i ? ", " : "") + std::to_string(rows[i]);
  }
  if (rows.size() <= kNamedRows) return text;
  return text + " and " + std::to_string(rows.size() - kNamedRows) + " more";
}

void describe(Damage& damage, const StoredTensor& tensor,
              const std::vector<int32_t>& rows, const char* consequence) {
  damage.description += (damage.description.empty() ? "" : "; ") +
                        tensor.describe() + ": " + rows_text(rows) +
                        " not finite: " + consequence;
}

void find_damage(const ModuleSpec& spec, const StoredTensor& tensor,
                 const std::vector<int32_t>& rows, Damage& damage) {
  if (rows.empty()) return;
  if (spec.path.starts_with("visual.")) {  // its table of positions too
    // One tensor of the tower is enough to say.
    if (!damage.vision) describe(damage, tensor, rows, "pictures have none");
    damage.vision = true;
    return;
  }
  if (spec.kind == ModuleKind::kEmbedding) {
    describe(damage, tensor, rows, "texts with these tokens have no vector");
    damage.tokens.insert(rows.begin(), rows.end());
    return;
  }
  throw std::runtime_error(tensor.describe() + ": " + rows_text(rows) +
                           " not finite: the file is damaged, fetch it again");
}

}  // namespace

std::vector<int32_t> rows_not_finite(const StoredTensor& tensor) {
  return rows_where(tensor, [&](const uint8_t* values, size_t bytes) {
    return any_not_finite(tensor.location.dtype, values, bytes);
  });
}

void find_damage(const PlannedModule& module, Damage& damage) {
  check_not_all_zero(module.scales ? *module.scales : module.weight);
  auto find = [&](const StoredTensor& tensor, std::optional<Bytes> bytes) {
    find_damage(module.spec, tensor, rows_not_finite(tensor, bytes), damage);
  };
  Packing packing = module.packing.value_or(Packing{});
  find(module.weight, bytes_of_weight(packing));
  if (module.bias) find(*module.bias, std::nullopt);
  if (module.scales) find(*module.scales, bytes_of_scales(packing));
  if (module.biases) find(*module.biases, std::nullopt);
}

std::string faults_of(const std::vector<PlannedModule>& modules) {
  std::string faults;
  auto add = [&](const std::string& line) {
    if (!line.empty()) faults += (faults.empty() ? "" : "\n") + line;
  };
  for (const PlannedModule& module : modules) {
    try {
      Damage damage;
      find_damage(module, damage);
      add(damage.description);
    } catch (const std::runtime_error& fault) {
      add(fault.what());
    }
    module.weight.release();
  }
  return faults;
}

}  // namespace tkr::embed
