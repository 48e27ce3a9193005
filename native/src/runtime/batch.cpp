#include "runtime/batch.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace tkr::embed {
namespace {

constexpr int64_t kMaxTokens = int64_t{1} << 24;
constexpr int64_t kMaxImages = int64_t{1} << 20;

[[noreturn]] void refuse(const std::string& problem) {
  throw std::invalid_argument(problem);
}

std::string numbered(const char* name, int64_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

void check_count(const char* name, int64_t count, int64_t limit) {
  if (count >= 0 && count <= limit) return;
  refuse(std::string(name) + ": expected 0 to " + std::to_string(limit) +
         ", found " + std::to_string(count));
}

void check_pointer(const char* name, const void* pointer, int64_t count) {
  if (pointer != nullptr || count == 0) return;
  refuse(std::string(name) + ": null, though " + std::to_string(count) +
         " entries are announced");
}

void check_header(const PackedBatch& batch) {
  check_count("tokens", batch.tokens, kMaxTokens);
  check_count("sequences", batch.sequences, kMaxTokens);
  check_count("images", batch.images, kMaxImages);
  check_count("pixel_bytes", batch.pixel_bytes, INT64_MAX);
  check_pointer("input_ids", batch.input_ids, batch.tokens);
  check_pointer("sequence_lengths", batch.sequence_lengths, batch.sequences);
  check_pointer("image_sizes", batch.image_sizes, batch.images);
  check_pointer("pixels", batch.pixels, batch.pixel_bytes);
}

// Walks over a batch once, in order.
class BatchReader {
 public:
  BatchReader(const PackedBatch& batch, const ModelConfig& config)
      : batch_(batch), config_(config) {}

  std::vector<SequenceInput> read() {
    check_header(batch_);
    std::vector<SequenceInput> sequences;
    for (int64_t i = 0; i < batch_.sequences; ++i) {
      sequences.push_back(read_sequence(i));
    }
    check_consumed();
    return sequences;
  }

 private:
  SequenceInput read_sequence(int64_t index) {
    SequenceInput sequence;
    int64_t length = read_length(index);
    sequence.input_ids = {batch_.input_ids + token_,
                          static_cast<size_t>(length)};
    check_ids(sequence.input_ids);
    sequence.prefix_length = read_prefix_length(index, sequence.input_ids);
    read_images(sequence);
    sequence.shared_length = read_shared_length(index, sequence);
    token_ += length;
    return sequence;
  }

  int64_t read_length(int64_t index) const {
    int64_t length = batch_.sequence_lengths[index];
    int64_t limit = config_.text.max_position_embeddings;
    if (length < 1 || length > limit) {
      refuse(numbered("sequence_lengths", index) + ": expected 1 to " +
             std::to_string(limit) + ", found " + std::to_string(length));
    }
    if (length > batch_.tokens - token_) {
      refuse("sequence_lengths: their sum exceeds tokens = " +
             std::to_string(batch_.tokens));
    }
    return length;
  }

  void check_ids(std::span<const int32_t> ids) const {
    for (size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] >= 0 && ids[i] < config_.text.vocab_size) continue;
      refuse(numbered("input_ids", token_ + static_cast<int64_t>(i)) +
             ": expected 0 to " + std::to_string(config_.text.vocab_size - 1) +
             ", found " + std::to_string(ids[i]));
    }
  }

  int32_t read_prefix_length(int64_t index,
                             std::span<const int32_t> ids) const {
    if (batch_.prefix_lengths == nullptr) return 0;
    int32_t prefix = batch_.prefix_lengths[index];
    auto length = static_cast<int32_t>(ids.size());
    if (prefix < 0 || prefix > length) {
      refuse(numbered("prefix_lengths", index) + ": expected 0 to " +
             std::to_string(length) + ", found " + std::to_string(prefix));
    }
    auto end = ids.begin() + prefix;
    if (std::find(ids.begin(), end, config_.image_token_id) != end) {
      refuse(numbered("prefix_lengths", index) +
             ": the prefix holds an image token");
    }
    return std::min(prefix, length - 1);
  }

  int32_t read_shared_length(int64_t index,
                             const SequenceInput& sequence) const {
    if (batch_.shared_lengths == nullptr) return 0;
    int32_t shared = batch_.shared_lengths[index];
    if (shared == 0) return 0;
    auto most = static_cast<int32_t>(sequence.input_ids.size()) - 1;
    if (shared < sequence.prefix_length || shared > most) {
      refuse(numbered("shared_lengths", index) + ": expected 0 or " +
             std::to_string(sequence.prefix_length) + " to " +
             std::to_string(most) + ", found " + std::to_string(shared));
    }
    for (const ImageInput& image : sequence.images) {
      if (shared > image.begin && shared < image.begin + image.tokens()) {
        refuse(numbered("shared_lengths", index) + ": " +
               std::to_string(shared) + " lies within an image");
      }
    }
    return shared;
  }

  void read_images(SequenceInput& sequence) {
    auto ids = sequence.input_ids;
    for (size_t i = 0; i < ids.size();) {
      if (ids[i] != config_.image_token_id) {
        ++i;
        continue;
      }
      ImageInput image = read_image();
      image.begin = static_cast<int32_t>(i);
      check_run(ids.subspan(i), image);
      sequence.images.push_back(image);
      i += static_cast<size_t>(image.tokens());
    }
  }

  ImageInput read_image() {
    if (image_ >= batch_.images) {
      refuse("input_ids: image tokens for more than the " +
             std::to_string(batch_.images) + " images given");
    }
    ImageInput image;
    image.height = read_side(2 * image_);
    image.width = read_side(2 * image_ + 1);
    image.rows = image.height / config_.image_factor();
    image.columns = image.width / config_.image_factor();
    int64_t bytes = int64_t{3} * image.height * image.width;
    if (bytes > batch_.pixel_bytes - pixel_) {
      refuse("image_sizes: they need more than pixel_bytes = " +
             std::to_string(batch_.pixel_bytes));
    }
    image.pixels = batch_.pixels + pixel_;
    pixel_ += bytes;
    ++image_;
    return image;
  }

  int32_t read_side(int64_t index) const {
    int32_t side = batch_.image_sizes[index];
    int32_t factor = config_.image_factor();
    int64_t limit = int64_t{factor} * config_.text.max_position_embeddings;
    if (side < 1 || side > limit || side % factor != 0) {
      refuse(numbered("image_sizes", index) +
             ": expected a positive multiple of " + std::to_string(factor) +
             ", found " + std::to_string(side));
    }
    return side;
  }

  void check_run(std::span<const int32_t> ids, const ImageInput& image) const {
    int64_t expected = int64_t{image.rows} * image.columns;
    int64_t found = 0;
    auto available = static_cast<int64_t>(ids.size());
    while (found < std::min(expected, available) &&
           ids[static_cast<size_t>(found)] == config_.image_token_id) {
      ++found;
    }
    if (found == expected) return;
    refuse("input_ids: image " + std::to_string(image_ - 1) + " of " +
           std::to_string(image.height) + "x" + std::to_string(image.width) +
           " pixels has " + std::to_string(expected) +
           " image tokens, found a run of " + std::to_string(found));
  }

  void check_consumed() const {
    if (token_ != batch_.tokens) {
      refuse("sequence_lengths: their sum is " + std::to_string(token_) +
             ", tokens is " + std::to_string(batch_.tokens));
    }
    if (image_ != batch_.images) {
      refuse("images: " + std::to_string(batch_.images) +
             " given, image tokens for " + std::to_string(image_));
    }
    if (pixel_ != batch_.pixel_bytes) {
      refuse("pixel_bytes: " + std::to_string(batch_.pixel_bytes) +
             " given, the images need " + std::to_string(pixel_));
    }
  }

  const PackedBatch& batch_;
  const ModelConfig& config_;
  int64_t token_ = 0;
  int64_t image_ = 0;
  int64_t pixel_ = 0;
};

}  // namespace

std::vector<SequenceInput> check_batch(const PackedBatch& batch,
                                       const ModelConfig& config) {
  return BatchReader(batch, config).read();
}

}  // namespace tkr::embed
