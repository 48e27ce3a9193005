#include <csetjmp>
#include <stdexcept>

#include "bands.h"
#include "jpeg_source.h"

namespace tkr::image {
namespace {

constexpr int32_t kBandRows = 64;

[[noreturn]] void fail() { throw std::runtime_error("JPEG: damaged"); }

[[noreturn]] void truncated() { throw std::runtime_error("JPEG: truncated"); }

// libjpeg leaves by longjmp where it meets an error. No object with a
// destructor lives between run() and libjpeg's own frames.
class JpegBands final : public Bands {
 public:
  explicit JpegBands(const File& file) : source_(file.data, file.size) {
    jpeg_.err = jpeg_std_error(&errors_);
    jpeg_.client_data = this;
    errors_.error_exit = leave;
    errors_.output_message = [](j_common_ptr) {};
    try {
      open(file.memory);
    } catch (...) {
      jpeg_destroy_decompress(&jpeg_);
      throw;
    }
  }

  ~JpegBands() override { jpeg_destroy_decompress(&jpeg_); }

 protected:
  void decode(int32_t first, int32_t rows, uint8_t* samples) override {
    // of a file with several scans this decodes them all
    if (first == 0) need([&] { return jpeg_start_decompress(&jpeg_); });
    for (int32_t y = 0; y < rows; y++) {
      JSAMPROW row = samples + y * row_bytes;
      need([&] { return jpeg_read_scanlines(&jpeg_, &row, 1) == 1; });
    }
    if (first + rows == height) finish();
  }

 private:
  void open(int64_t memory) {
    run([&] { jpeg_create_decompress(&jpeg_); });
    jpeg_.mem->max_memory_to_use = memory;
    jpeg_.src = &source_;
    int found = JPEG_HEADER_TABLES_ONLY;
    while (found == JPEG_HEADER_TABLES_ONLY) {
      run([&] { found = jpeg_read_header(&jpeg_, FALSE); });
    }
    if (found != JPEG_HEADER_OK) truncated();
    choose_colors();
    width = static_cast<int32_t>(jpeg_.image_width);
    height = static_cast<int32_t>(jpeg_.image_height);
    row_bytes = static_cast<int64_t>(width) * jpeg_.num_components;
    band_rows = kBandRows;
  }

  void choose_colors() {
    switch (jpeg_.num_components) {
      case 1:
        jpeg_.out_color_space = JCS_GRAYSCALE;
        break;
      case 3:
        jpeg_.out_color_space = JCS_RGB;
        break;
      case 4:
        jpeg_.out_color_space = JCS_CMYK;
        break;
      default:
        fail();
    }
    if (jpeg_.data_precision != 8) fail();
  }

  // Of what follows the last row, errors count; that it is missing does not.
  void finish() {
    run([&] { (void)jpeg_finish_decompress(&jpeg_); });
  }

  template <typename Step>
  void need(Step step) {
    bool done = false;
    run([&] { done = step(); });
    if (!done) truncated();
  }

  template <typename Step>
  void run(Step step) {
    if (setjmp(jump_) != 0) fail();
    step();
  }

  static void leave(j_common_ptr jpeg) {
    std::longjmp(static_cast<JpegBands*>(jpeg->client_data)->jump_, 1);
  }

  jpeg_decompress_struct jpeg_{};
  jpeg_error_mgr errors_{};
  JpegSource source_;
  std::jmp_buf jump_{};
};

}  // namespace

std::unique_ptr<Bands> open_jpeg(const File& file) {
  return std::make_unique<JpegBands>(file);
}

}  // namespace tkr::image
