// A TIFF file in memory, opened by libtiff.
#pragma once

#include <tiffio.h>

#include <cstdint>
#include <memory>

#include "bands.h"

namespace tkr::image {

// The bytes that libtiff's callbacks read, borrowed, and what it told of them.
struct TiffInput {
  const uint8_t* data;
  int64_t size;
  int64_t at = 0;
  bool damaged = false;  // an error was told, or that fax data end early
};

struct TiffClose {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

using TiffHandle = std::unique_ptr<TIFF, TiffClose>;

// Reads the first directory. `input` outlives the handle. Throws
// std::runtime_error when it cannot be read.
TiffHandle open_tiff_file(TiffInput& input, int64_t memory);

}  // namespace tkr::image
