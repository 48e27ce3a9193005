// Physical memory of this machine or container.
#pragma once

#include <cstdint>

namespace tkr::embed {

// Bytes of memory there are: the machine's, or the container's limit.
int64_t physical_memory();

// Bytes that can be taken now without swapping; page cache counts as free.
int64_t available_memory();

}  // namespace tkr::embed
