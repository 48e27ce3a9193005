// A file mapped into memory, read only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tkr::embed {

// The file must not be changed in place while it is mapped (a replaced file is
// harmless). Throws std::runtime_error naming the file.
class MappedFile {
 public:
  explicit MappedFile(const std::string& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }

  // Asks the system to begin reading bytes [begin, end).
  void prefetch(size_t begin, size_t end) const;
  // Gives the whole pages inside [begin, end) back; they stay readable.
  void release(size_t begin, size_t end) const;

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace tkr::embed
