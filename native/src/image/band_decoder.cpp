#include "tkr_image/band_decoder.h"

#include "bands.h"

namespace tkr::image {
namespace {

std::unique_ptr<Bands> open(const File& file) {
  const bool jpeg = file.size > 1 && file.data[0] == 0xFF;
  return jpeg ? open_jpeg(file) : open_tiff(file);
}

}  // namespace

BandDecoder::BandDecoder(const uint8_t* file, int64_t size, int64_t memory)
    : bands_(open({file, size, memory})) {}

BandDecoder::~BandDecoder() = default;

int32_t BandDecoder::width() const { return bands_->width; }
int32_t BandDecoder::height() const { return bands_->height; }
int64_t BandDecoder::row_bytes() const { return bands_->row_bytes; }
int32_t BandDecoder::band_rows() const { return bands_->band_rows; }

void BandDecoder::read(uint8_t* samples) { bands_->read(samples); }

}  // namespace tkr::image
