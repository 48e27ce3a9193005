// What BandDecoder asks of a format.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

namespace tkr::image {

// A file's bytes, borrowed, and what decoding them may take.
struct File {
  const uint8_t* data;
  int64_t size;
  int64_t memory;  // bytes that the library may allocate
};

class Bands {
 public:
  virtual ~Bands() = default;

  int32_t width = 0;
  int32_t height = 0;
  int64_t row_bytes = 0;
  int32_t band_rows = 1;

  void read(uint8_t* samples) {
    const int32_t rows = std::min(band_rows, height - row_);
    if (rows > 0) decode(row_, rows, samples);
    row_ += rows;
  }

 protected:
  // Writes [rows, row_bytes] samples from row `first` on; called in order.
  virtual void decode(int32_t first, int32_t rows, uint8_t* samples) = 0;

 private:
  int32_t row_ = 0;
};

std::unique_ptr<Bands> open_jpeg(const File& file);
std::unique_ptr<Bands> open_tiff(const File& file);

}  // namespace tkr::image
