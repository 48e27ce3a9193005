#include "nn/rotary_tables.h"

#include <cmath>

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

constexpr double kVisionTheta = 10000.0;

// theta^(-2j / width) for j below width / 2, rounded to f32 as torch does.
std::vector<float> inverse_frequencies(double theta, int32_t width) {
  std::vector<float> frequencies;
  for (int32_t j = 0; 2 * j < width; ++j) {
    float exponent = static_cast<float>(2 * j) / static_cast<float>(width);
    frequencies.push_back(1.0f / static_cast<float>(std::pow(theta, exponent)));
  }
  return frequencies;
}

RotaryTable table_of(const std::vector<float>& angles, int rows) {
  std::vector<float> cos(angles.size());
  std::vector<float> sin(angles.size());
  for (size_t i = 0; i < angles.size(); ++i) {
    cos[i] = std::cos(angles[i]);
    sin[i] = std::sin(angles[i]);
  }
  mx::Shape shape{rows, static_cast<int>(angles.size()) / std::max(1, rows)};
  return {mx::array(cos.data(), shape), mx::array(sin.data(), shape)};
}

void append_angles(std::vector<float>& angles, int32_t position,
                   const std::vector<float>& frequencies) {
  for (float frequency : frequencies) {
    angles.push_back(static_cast<float>(position) * frequency);
  }
}

}  // namespace

std::vector<int32_t Position::*> contiguous_axes(
    const std::array<int32_t, 3>& section) {
  std::vector<int32_t Position::*> axes;
  axes.insert(axes.end(), section[0], &Position::temporal);
  axes.insert(axes.end(), section[1], &Position::height);
  axes.insert(axes.end(), section[2], &Position::width);
  return axes;
}

std::vector<int32_t Position::*> interleaved_axes(
    const std::array<int32_t, 3>& section, int32_t frequencies) {
  std::vector<int32_t Position::*> axes;
  for (int32_t i = 0; i < frequencies; ++i) {
    bool height = i % 3 == 1 && i < 3 * section[1];
    bool width = i % 3 == 2 && i < 3 * section[2];
    axes.push_back(height  ? &Position::height
                   : width ? &Position::width
                           : &Position::temporal);
  }
  return axes;
}

RotaryTable text_rotary(const std::vector<Position>& positions,
                        const MultimodalRotary& rotary) {
  auto frequencies = inverse_frequencies(
      rotary.theta, 2 * static_cast<int32_t>(rotary.axes.size()));
  std::vector<float> angles;
  angles.reserve(positions.size() * frequencies.size());
  for (const Position& position : positions) {
    for (size_t j = 0; j < frequencies.size(); ++j) {
      auto at = static_cast<float>(position.*rotary.axes[j]);
      angles.push_back(at * frequencies[j]);
    }
  }
  return table_of(angles, static_cast<int>(positions.size()));
}

RotaryTable vision_rotary(const std::vector<Position>& positions,
                          int32_t head_dim) {
  auto frequencies = inverse_frequencies(kVisionTheta, head_dim / 2);
  std::vector<float> angles;
  angles.reserve(positions.size() * frequencies.size() * 2);
  for (const Position& position : positions) {
    append_angles(angles, position.height, frequencies);
    append_angles(angles, position.width, frequencies);
  }
  return table_of(angles, static_cast<int>(positions.size()));
}

}  // namespace tkr::embed
