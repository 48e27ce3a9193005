#include <algorithm>
#include <stdexcept>
#include <vector>

#include "tiff_file.h"

namespace tkr::image {
namespace {

[[noreturn]] void fail() { throw std::runtime_error("TIFF: damaged"); }

template <typename T>
T field(TIFF* tiff, uint32_t tag, T otherwise) {
  T value = otherwise;
  TIFFGetFieldDefaulted(tiff, tag, &value);
  return value;
}

// A run of rows that lies in the file as one row of tiles or one strip for
// each plane, and a plane's place in a pixel.
struct Place {
  int32_t row;
  int32_t rows;
  uint16_t plane;
};

class TiffBands : public Bands {
 public:
  explicit TiffBands(const File& file)
      : input_{file.data, file.size},
        tiff_(open_tiff_file(input_, file.memory)) {
    width = field<int32_t>(tiff(), TIFFTAG_IMAGEWIDTH, 0);
    height = field<int32_t>(tiff(), TIFFTAG_IMAGELENGTH, 0);
    const auto rows = field<uint32_t>(
        tiff(), TIFFIsTiled(tiff()) ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP,
        0);
    if (width < 1 || height < 1 || rows < 1) fail();
    band_rows = static_cast<int32_t>(
        std::min<uint32_t>(rows, static_cast<uint32_t>(height)));
  }

 protected:
  TIFF* tiff() const { return tiff_.get(); }

  virtual void decode_rows(int32_t first, int32_t rows, uint8_t* samples) = 0;

 private:
  void decode(int32_t first, int32_t rows, uint8_t* samples) final {
    decode_rows(first, rows, samples);
    if (input_.damaged) fail();
  }

  TiffInput input_;
  TiffHandle tiff_;
};

// Samples as they are stored.
class StoredSamples final : public TiffBands {
 public:
  explicit StoredSamples(const File& file) : TiffBands(file) {
    if (field<uint16_t>(tiff(), TIFFTAG_PHOTOMETRIC, 0) == PHOTOMETRIC_YCBCR) {
      TIFFSetField(tiff(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    }
    plane_bytes_ = TIFFScanlineSize(tiff());
    if (field<uint16_t>(tiff(), TIFFTAG_PLANARCONFIG, 0) ==
        PLANARCONFIG_SEPARATE) {
      planes_ = field<uint16_t>(tiff(), TIFFTAG_SAMPLESPERPIXEL, 1);
    }
    sample_bytes_ = planes_ == 1 ? plane_bytes_ : plane_bytes_ / width;
    const auto compression = field<uint16_t>(tiff(), TIFFTAG_COMPRESSION, 0);
    fax_ = compression == COMPRESSION_CCITTRLE ||
           compression == COMPRESSION_CCITTFAX3 ||
           compression == COMPRESSION_CCITTFAX4;
    if (plane_bytes_ < 1 || planes_ < 1) fail();
    if (planes_ > 1 && sample_bytes_ * width != plane_bytes_) fail();
    row_bytes = plane_bytes_ * planes_;
  }

 protected:
  void decode_rows(int32_t first, int32_t rows, uint8_t* samples) override {
    if (planes_ == 1) {
      read_plane({first, rows, 0}, samples);
      return;
    }
    std::vector<uint8_t> plane(static_cast<size_t>(plane_bytes_ * rows));
    for (uint16_t p = 0; p < planes_; p++) {
      read_plane({first, rows, p}, plane.data());
      interleave(plane, p, samples);
    }
  }

 private:
  void read_plane(const Place& place, uint8_t* samples) {
    if (!fax_) {
      read_pieces(place, samples);
      return;
    }
    // fax data that end early leave rows unwritten and may say nothing of it
    const auto bytes = static_cast<size_t>(plane_bytes_ * place.rows);
    std::vector<uint8_t> again(bytes, 0xFF);
    std::fill_n(samples, bytes, 0);
    read_pieces(place, samples);
    read_pieces(place, again.data());
    if (!same_pixels(samples, again.data(), place.rows)) fail();
  }

  // Of one bit each; what lies beside the last pixel of a row is nobody's.
  bool same_pixels(const uint8_t* one, const uint8_t* other,
                   int32_t rows) const {
    const int32_t left = width % 8;
    const auto last = static_cast<uint8_t>(left == 0 ? 0xFF : 0xFF00 >> left);
    for (int32_t y = 0; y < rows; y++, one += plane_bytes_) {
      const int64_t end = plane_bytes_ - 1;
      if (!std::equal(one, one + end, other)) return false;
      if (((one[end] ^ other[end]) & last) != 0) return false;
      other += plane_bytes_;
    }
    return true;
  }

  void read_pieces(const Place& place, uint8_t* samples) {
    if (TIFFIsTiled(tiff())) {
      read_tiles(place, samples);
      return;
    }
    const uint32_t strip =
        TIFFComputeStrip(tiff(), static_cast<uint32_t>(place.row), place.plane);
    const tmsize_t bytes = plane_bytes_ * place.rows;
    if (TIFFReadEncodedStrip(tiff(), strip, samples, bytes) != bytes) fail();
  }

  void read_tiles(const Place& place, uint8_t* samples) {
    const auto tile_width = field<uint32_t>(tiff(), TIFFTAG_TILEWIDTH, 0);
    const int64_t tile_row = TIFFTileRowSize(tiff());
    if (tile_width < 1 || tile_row < 1) fail();
    // keeps what lies there of the rows that fax data do not reach
    std::vector<uint8_t> tile(static_cast<size_t>(TIFFTileSize(tiff())),
                              samples[0]);
    int64_t at = 0;
    for (int64_t x = 0; x < width; x += tile_width, at += tile_row) {
      if (TIFFReadTile(tiff(), tile.data(), static_cast<uint32_t>(x),
                       static_cast<uint32_t>(place.row), 0, place.plane) < 0) {
        fail();
      }
      const int64_t bytes = std::min(tile_row, plane_bytes_ - at);
      for (int32_t y = 0; y < place.rows && bytes > 0; y++) {
        std::copy_n(tile.data() + y * tile_row, bytes,
                    samples + y * plane_bytes_ + at);
      }
    }
  }

  void interleave(const std::vector<uint8_t>& plane, uint16_t number,
                  uint8_t* samples) const {
    const int64_t step = sample_bytes_ * planes_;
    uint8_t* to = samples + number * sample_bytes_;
    for (size_t i = 0; i < plane.size(); i += sample_bytes_, to += step) {
      std::copy_n(plane.data() + i, sample_bytes_, to);
    }
  }

  int64_t plane_bytes_ = 0;   // of a row of one plane
  int64_t sample_bytes_ = 0;  // of a sample, where planes are apart
  uint16_t planes_ = 1;
  bool fax_ = false;
};

// YCbCr that is not JPEG's, turned into R, G, B by libtiff.
class ConvertedColors final : public TiffBands {
 public:
  explicit ConvertedColors(const File& file) : TiffBands(file) {
    char why[1024] = "";
    if (TIFFRGBAImageOK(tiff(), why) == 0) fail();
    if (TIFFRGBAImageBegin(&image_, tiff(), 0, why) == 0) fail();
    image_.orientation = ORIENTATION_TOPLEFT;
    image_.req_orientation = ORIENTATION_TOPLEFT;
    row_bytes = int64_t{3} * width;
  }

  ~ConvertedColors() override { TIFFRGBAImageEnd(&image_); }

 protected:
  void decode_rows(int32_t first, int32_t rows, uint8_t* samples) override {
    std::vector<uint32_t> pixels(static_cast<size_t>(int64_t{rows} * width));
    image_.row_offset = first;
    if (TIFFRGBAImageGet(&image_, pixels.data(), static_cast<uint32_t>(width),
                         static_cast<uint32_t>(rows)) == 0) {
      fail();
    }
    for (const uint32_t pixel : pixels) {
      *samples++ = static_cast<uint8_t>(TIFFGetR(pixel));
      *samples++ = static_cast<uint8_t>(TIFFGetG(pixel));
      *samples++ = static_cast<uint8_t>(TIFFGetB(pixel));
    }
  }

 private:
  TIFFRGBAImage image_{};
};

bool is_converted(const File& file) {
  TiffInput input{file.data, file.size};
  const TiffHandle tiff = open_tiff_file(input, file.memory);
  const bool separate = field<uint16_t>(tiff.get(), TIFFTAG_PLANARCONFIG, 0) ==
                        PLANARCONFIG_SEPARATE;
  const bool jpeg =
      field<uint16_t>(tiff.get(), TIFFTAG_COMPRESSION, 0) == COMPRESSION_JPEG;
  return field<uint16_t>(tiff.get(), TIFFTAG_PHOTOMETRIC, 0) ==
             PHOTOMETRIC_YCBCR &&
         (separate || !jpeg);
}

}  // namespace

std::unique_ptr<Bands> open_tiff(const File& file) {
  if (is_converted(file)) return std::make_unique<ConvertedColors>(file);
  return std::make_unique<StoredSamples>(file);
}

}  // namespace tkr::image
