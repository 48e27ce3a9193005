#include "checkpoint/config_fields.h"

namespace tkr::embed {
namespace {

constexpr int64_t kMaxDimension = 1 << 24;
constexpr int64_t kMaxLayers = 1024;

int32_t up_to(int64_t most, const JsonObject& object, const std::string& key,
              int64_t value) {
  if (value >= 1 && value <= most) return static_cast<int32_t>(value);
  object.fail(key, "expected 1 to " + std::to_string(most) + ", found " +
                       std::to_string(value));
}

}  // namespace

int32_t dimension(const JsonObject& object, const std::string& key,
                  int64_t value) {
  return up_to(kMaxDimension, object, key, value);
}

int32_t layer_count(const JsonObject& object, const std::string& key) {
  return up_to(kMaxLayers, object, key, object.integer(key));
}

int32_t layer_count_or(const JsonObject& object, const std::string& key,
                       int64_t fallback) {
  return up_to(kMaxLayers, object, key, object.integer_or(key, fallback));
}

int32_t dimension(const JsonObject& object, const std::string& key) {
  return dimension(object, key, object.integer(key));
}

int32_t dimension_or(const JsonObject& object, const std::string& key,
                     int64_t fallback) {
  return dimension(object, key, object.integer_or(key, fallback));
}

int32_t square_or(const JsonObject& object, const std::string& key,
                  int64_t fallback) {
  if (!object.has(key) || !object.value().at(key).is_array()) {
    return dimension_or(object, key, fallback);
  }
  auto values = object.integers(key);
  if (values.empty()) object.fail(key, "empty list");
  for (int64_t value : values) {
    if (value != values[0]) object.fail(key, "patches are not square");
  }
  return dimension(object, key, values[0]);
}

void check_divides(const JsonObject& object, const std::string& key,
                   int32_t whole, int32_t part) {
  if (whole % part == 0) return;
  object.fail(
      key, std::to_string(part) + " does not divide " + std::to_string(whole));
}

void check_product(const JsonObject& object, const std::string& key,
                   std::initializer_list<int64_t> sizes) {
  int64_t product = 1;
  for (int64_t size : sizes) {
    product *= size;  // of two that are no greater than kMaxDimension
    if (product > kMaxDimension) {
      object.fail(key,
                  "out of range: what it is multiplied with gives more "
                  "than " +
                      std::to_string(kMaxDimension));
    }
  }
}

void expect_string(const JsonObject& object, const std::string& key,
                   const char* expected) {
  expect_string(object, key, {expected});
}

void expect_string(const JsonObject& object, const std::string& key,
                   std::initializer_list<const char*> expected) {
  if (!object.has(key)) return;
  std::string found = object.string(key);
  for (const char* each : expected) {
    if (found == each) return;
  }
  object.fail(key, "\"" + found + "\" is not supported, only \"" +
                       *expected.begin() + "\" is");
}

void expect_number(const JsonObject& object, const std::string& key,
                   double expected) {
  if (object.number_or(key, expected) == expected) return;
  object.fail(key, object.value().at(key).dump() + " is not supported, only " +
                       Json(expected).dump() + " is");
}

void expect_boolean(const JsonObject& object, const std::string& key,
                    bool expected) {
  if (object.boolean_or(key, expected) == expected) return;
  object.fail(key,
              std::string(expected ? "false" : "true") + " is not supported");
}

int32_t read_token_id(const JsonObject& object, const TokenIdField& field) {
  int64_t id = object.integer_or(field.key, field.fallback);
  if (id < 0 || id >= field.vocab_size) {
    object.fail(field.key, std::to_string(id) + " is not below vocab_size " +
                               std::to_string(field.vocab_size));
  }
  return static_cast<int32_t>(id);
}

bool read_tie_word_embeddings(const JsonObject& root) {
  const char* key = "tie_word_embeddings";
  bool inner = root.has("text_config") &&
               root.object("text_config").boolean_or(key, false);
  return root.boolean_or(key, inner);
}

}  // namespace tkr::embed
