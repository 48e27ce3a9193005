// JPEG and TIFF files as rows of samples, decoded by libjpeg-turbo and libtiff
// the way Pillow asks them to: accurate integer DCT, fancy upsampling, block
// smoothing, warnings passed over. Whatever either library calls an error, and
// data that end early, is a std::runtime_error.
//
// Objects are independent of each other and of any model: one thread for each
// at a time, any number at once.
#pragma once

#include <cstdint>
#include <memory>

#define TKR_IMAGE_API __attribute__((visibility("default")))

namespace tkr::image {

class Bands;

// One picture (of a TIFF file's several, the first), read from the top.
class TKR_IMAGE_API BandDecoder {
 public:
  // Reads the header of a file of `size` bytes, which are borrowed for this
  // object's life. `memory`: bytes that the libraries may allocate for it.
  BandDecoder(const uint8_t* file, int64_t size, int64_t memory);
  ~BandDecoder();
  BandDecoder(const BandDecoder&) = delete;
  BandDecoder& operator=(const BandDecoder&) = delete;

  int32_t width() const;   // pixels of a row
  int32_t height() const;  // rows
  // Bytes of a row, its samples interleaved: 8 bits each of JPEG files (grey;
  // R, G, B; or C, M, Y, K as stored); what a TIFF file says, packed from the
  // high bit, 16 bits in this machine's order, of YCbCr ones R, G, B.
  int64_t row_bytes() const;
  int32_t band_rows() const;  // rows of every band but the last

  // Writes the next band, [rows, row_bytes].
  void read(uint8_t* samples);

 private:
  std::unique_ptr<Bands> bands_;
};

}  // namespace tkr::image
