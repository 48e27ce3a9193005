// A file in memory as libjpeg's input.
#pragma once

#include <jpeglib.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>  // jpeglib.h needs FILE

namespace tkr::image {

// At its end libjpeg is told to wait for more (it suspends), which tells data
// that are missing from data that were not needed. Outlives the decompressor.
struct JpegSource : jpeg_source_mgr {
  JpegSource(const uint8_t* data, int64_t size) {
    next_input_byte = data;
    bytes_in_buffer = static_cast<size_t>(size);
    init_source = [](j_decompress_ptr) {};
    fill_input_buffer = [](j_decompress_ptr) -> boolean { return FALSE; };
    skip_input_data = skip;
    resync_to_restart = jpeg_resync_to_restart;
    term_source = [](j_decompress_ptr) {};
  }

 private:
  static void skip(j_decompress_ptr jpeg, long count) {
    jpeg_source_mgr& source = *jpeg->src;
    const size_t wanted = count > 0 ? static_cast<size_t>(count) : 0;
    const size_t skipped =
        wanted < source.bytes_in_buffer ? wanted : source.bytes_in_buffer;
    source.next_input_byte += skipped;
    source.bytes_in_buffer -= skipped;
  }
};

}  // namespace tkr::image
