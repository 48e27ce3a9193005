// Where each row of the text decoder comes from.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "nn/positions.h"
#include "nn/segment.h"

namespace tkr::embed {

struct TokenRows {
  std::vector<int32_t> text_ids;    // to be looked up, in order
  std::vector<Position> positions;  // one a row
  // For each row its index in the embedded text_ids followed by the images'
  // rows.
  std::vector<int32_t> sources;
};

TokenRows token_rows(const std::vector<Segment>& segments,
                     int32_t image_token_id, PositionMode mode);

// Adds rows at the end that are of no segment, copies of the last text token's,
// until rows and text tokens are as many as padded() says of them.
void pad(TokenRows& rows, const std::function<int32_t(int32_t)>& padded);

}  // namespace tkr::embed
