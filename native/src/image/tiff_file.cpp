#include "tiff_file.h"

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace tkr::image {
namespace {

TiffInput& input_of(thandle_t handle) {
  return *static_cast<TiffInput*>(handle);
}

tmsize_t read(thandle_t handle, void* to, tmsize_t size) {
  TiffInput& input = input_of(handle);
  if (input.at < 0 || input.at >= input.size || size < 0) return 0;
  const tmsize_t count = std::min<tmsize_t>(size, input.size - input.at);
  std::memcpy(to, input.data + input.at, static_cast<size_t>(count));
  input.at += count;
  return count;
}

tmsize_t write(thandle_t, void*, tmsize_t) { return 0; }

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  TiffInput& input = input_of(handle);
  const int64_t from = whence == SEEK_CUR   ? input.at
                       : whence == SEEK_END ? input.size
                                            : 0;
  input.at = from + static_cast<int64_t>(offset);
  return static_cast<toff_t>(input.at);
}

int close(thandle_t) { return 0; }

toff_t size(thandle_t handle) {
  return static_cast<toff_t>(input_of(handle).size);
}

int map(thandle_t handle, void** base, toff_t* length) {
  TiffInput& input = input_of(handle);
  *base = const_cast<uint8_t*>(input.data);  // libtiff only reads it
  *length = static_cast<toff_t>(input.size);
  return 1;
}

void unmap(thandle_t, void*, toff_t) {}

// Of fax data that are damaged libtiff tells, and goes on: it leaves the rows
// that it did not reach as they were in memory.
int note_error(TIFF*, void* input, const char*, const char*, va_list) {
  static_cast<TiffInput*>(input)->damaged = true;
  return 1;
}

int note_warning(TIFF*, void* input, const char*, const char* format, va_list) {
  const std::string_view premature = "Premature EOF";
  if (std::string_view(format).substr(0, premature.size()) == premature) {
    static_cast<TiffInput*>(input)->damaged = true;
  }
  return 1;
}

struct FreeOptions {
  void operator()(TIFFOpenOptions* options) const {
    TIFFOpenOptionsFree(options);
  }
};

}  // namespace

TiffHandle open_tiff_file(TiffInput& input, int64_t memory) {
  std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), note_error, &input);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), note_warning, &input);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), memory);
  TIFFOpenOptionsSetMaxCumulatedMemAlloc(options.get(), memory);
  // C: strips as the file has them
  TiffHandle tiff(TIFFClientOpenExt("", "rC", &input, read, write, seek, close,
                                    size, map, unmap, options.get()));
  if (!tiff) throw std::runtime_error("TIFF: damaged directory");
  input.damaged = false;  // what the directory has to spare costs no pixel
  return tiff;
}

}  // namespace tkr::image
