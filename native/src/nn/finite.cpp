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
                 Damage& damage) {
  std::vector<int32_t> rows = rows_not_finite(tensor);
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
  const std::vector<int64_t>& shape = tensor.location.shape;
  int64_t count = shape.empty() ? 1 : shape[0];
  std::vector<int32_t> rows;
  if (count == 0) return rows;
  size_t bytes = tensor.bytes() / static_cast<size_t>(count);
  for (int64_t row = 0; row < count; ++row) {
    const uint8_t* values = tensor.data() + static_cast<size_t>(row) * bytes;
    if (any_not_finite(tensor.location.dtype, values, bytes)) {
      rows.push_back(static_cast<int32_t>(row));
    }
  }
  return rows;
}

void find_damage(const PlannedModule& module, Damage& damage) {
  check_not_all_zero(module.scales ? *module.scales : module.weight);
  for (const std::optional<StoredTensor>& tensor :
       {std::optional(module.weight), module.bias, module.scales,
        module.biases}) {
    if (tensor) find_damage(module.spec, *tensor, damage);
  }
}

}  // namespace tkr::embed
