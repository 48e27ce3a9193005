#include "nn/token_rows.h"

#include <algorithm>

namespace tkr::embed {
namespace {

void append(const Segment& segment, const std::vector<Position>& whole,
            std::vector<Position>& positions) {
  auto begin = whole.begin() + segment.skipped;
  positions.insert(positions.end(), begin, begin + segment.length);
}

int32_t count_text(const std::vector<Segment>& segments,
                   int32_t image_token_id) {
  int32_t count = 0;
  for (const Segment& segment : segments) {
    auto ids = segment.input_ids();
    auto images = std::count(ids.begin(), ids.end(), image_token_id);
    count += segment.length - static_cast<int32_t>(images);
  }
  return count;
}

}  // namespace

TokenRows token_rows(const std::vector<Segment>& segments,
                     int32_t image_token_id, PositionMode mode) {
  TokenRows rows;
  int32_t image_row = count_text(segments, image_token_id);
  for (const Segment& segment : segments) {
    append(segment, position_ids(*segment.sequence, image_token_id, mode),
           rows.positions);
    for (int32_t id : segment.input_ids()) {
      bool image = id == image_token_id;
      auto text_row = static_cast<int32_t>(rows.text_ids.size());
      rows.sources.push_back(image ? image_row++ : text_row);
      if (!image) rows.text_ids.push_back(id);
    }
  }
  return rows;
}

void pad(TokenRows& rows, const std::function<int32_t(int32_t)>& padded) {
  if (rows.text_ids.empty()) return;
  auto text = static_cast<int32_t>(rows.text_ids.size());
  int32_t all_text = padded(text);
  for (int32_t& source : rows.sources) {
    if (source >= text) source += all_text - text;
  }
  auto all =
      static_cast<size_t>(padded(static_cast<int32_t>(rows.sources.size())));
  rows.text_ids.resize(static_cast<size_t>(all_text), rows.text_ids.back());
  rows.sources.resize(all, text - 1);
  rows.positions.resize(all);
}

}  // namespace tkr::embed
