#include "nn/stacked_linears.h"

#include <mlx/transforms.h>

#include <algorithm>
#include <initializer_list>

#include "nn/arrays.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;
using Part = std::optional<mx::array> Linear::*;

const std::initializer_list<std::initializer_list<const char*>> kStacks = {
    {"q_proj", "k_proj", "v_proj"}, {"gate_proj", "up_proj"}};

constexpr Part kParts[] = {&Linear::scales, &Linear::biases, &Linear::bias};

bool alike(const mx::array& a, const mx::array& b) {
  return a.dtype() == b.dtype() && a.ndim() == b.ndim() &&
         (a.ndim() == 1 || a.shape(1) == b.shape(1));
}

bool alike(const std::optional<mx::array>& a,
           const std::optional<mx::array>& b) {
  return a.has_value() == b.has_value() && (!a || alike(*a, *b));
}

bool alike(const Linear& a, const Linear& b) {
  return alike(a.weight, b.weight) && a.scale == b.scale &&
         a.quantization.bits == b.quantization.bits &&
         a.quantization.group_size == b.quantization.group_size &&
         std::ranges::all_of(
             kParts, [&](Part part) { return alike(a.*part, b.*part); });
}

// of: the array of a layer that is to be stacked.
template <class Of>
mx::array stack(std::span<const Linear> parts, Of of) {
  std::vector<mx::array> arrays;
  for (const Linear& part : parts) arrays.push_back(of(part));
  mx::array rows = stack_rows(arrays);
  rows.eval();
  return rows;
}

}  // namespace

Linear layer_rows(const std::shared_ptr<const Linear>& whole, int32_t begin,
                  int32_t count) {
  Linear rows = *whole;
  for (Part part : kParts) {
    if (rows.*part) rows.*part = row_slice(*(whole.get()->*part), begin, count);
  }
  rows.weight = row_slice(whole->weight, begin, count);
  rows.whole = whole;
  rows.whole_row = begin;
  return rows;
}

std::vector<std::string> stack_of(const std::string& path) {
  size_t dot = path.rfind('.') + 1;
  for (const auto& stack : kStacks) {
    if (std::ranges::find(stack, path.substr(dot)) == stack.end()) continue;
    std::vector<std::string> paths;
    for (const char* name : stack) paths.push_back(path.substr(0, dot) + name);
    return paths;
  }
  return {};
}

std::optional<Linear> stacked(std::span<const Linear> parts) {
  for (const Linear& part : parts) {
    if (!alike(part, parts[0])) return std::nullopt;
  }
  Linear whole = parts[0];
  whole.weight = stack(parts, [](const Linear& part) { return part.weight; });
  for (Part part : kParts) {
    if (!(whole.*part)) continue;
    whole.*part =
        stack(parts, [=](const Linear& each) { return *(each.*part); });
  }
  return whole;
}

std::optional<Linear> joined(std::span<const Linear> layers) {
  const Linear& first = layers[0];
  int32_t rows = 0;
  for (const Linear& layer : layers) {
    if (first.whole == nullptr || layer.whole != first.whole ||
        layer.whole_row != first.whole_row + rows) {
      return std::nullopt;
    }
    rows += layer.weight.shape(0);
  }
  if (rows == first.whole->weight.shape(0)) return *first.whole;
  return layer_rows(first.whole, first.whole_row, rows);
}

}  // namespace tkr::embed
