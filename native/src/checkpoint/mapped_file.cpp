#include "checkpoint/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace tkr::embed {
namespace {

[[noreturn]] void fail(const std::string& file, const char* what) {
  throw std::runtime_error(file + ": " + what + ": " + std::strerror(errno));
}

class FileDescriptor {
 public:
  // O_NONBLOCK: of a pipe it would wait for who writes into it.
  explicit FileDescriptor(const std::string& file)
      : value_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (value_ < 0) fail(file, "cannot be opened");
  }
  ~FileDescriptor() { ::close(value_); }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int value() const { return value_; }

 private:
  int value_;
};

size_t page_size() { return static_cast<size_t>(::sysconf(_SC_PAGESIZE)); }

}  // namespace

MappedFile::MappedFile(const std::string& file) {
  FileDescriptor descriptor(file);
  struct stat status {};
  if (::fstat(descriptor.value(), &status) != 0) fail(file, "cannot be read");
  if (!S_ISREG(status.st_mode)) {
    throw std::runtime_error(file + ": not a regular file");
  }
  size_ = static_cast<size_t>(status.st_size);
  if (size_ == 0) throw std::runtime_error(file + ": the file is empty");
  void* mapped =
      ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor.value(), 0);
  if (mapped == MAP_FAILED) fail(file, "cannot be mapped");
  data_ = static_cast<uint8_t*>(mapped);
}

MappedFile::~MappedFile() { ::munmap(data_, size_); }

void MappedFile::prefetch(size_t begin, size_t end) const {
  size_t first = begin / page_size() * page_size();
  ::madvise(data_ + first, end - first, MADV_WILLNEED);
}

void MappedFile::release(size_t begin, size_t end) const {
  size_t page = page_size();
  size_t first = (begin + page - 1) / page * page;
  size_t last = end / page * page;
  if (first < last) ::madvise(data_ + first, last - first, MADV_DONTNEED);
}

}  // namespace tkr::embed
