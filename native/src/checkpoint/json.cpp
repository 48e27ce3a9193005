#include "checkpoint/json.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

namespace tkr::embed {
namespace {

// Text of a value for an error, short enough for one line.
std::string excerpt(const Json& value) {
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

// Refuses a key that stands twice in one object.
class DuplicateKeys {
 public:
  explicit DuplicateKeys(const std::string& source) : source_(source) {}

  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) open_.emplace_back();
    if (event == Event::object_end) open_.pop_back();
    if (event == Event::key) check(parsed.get_ref<const std::string&>());
    return true;
  }

 private:
  void check(const std::string& key) {
    if (open_.back().insert(key).second) return;
    throw std::runtime_error(source_ + ": the key \"" + key +
                             "\" stands twice in one object");
  }

  const std::string& source_;
  std::vector<std::set<std::string>> open_;
};

}  // namespace

Json parse_json(std::string_view text, const std::string& source) {
  try {
    auto duplicates = std::make_shared<DuplicateKeys>(source);
    return Json::parse(
        text.begin(), text.end(),
        [duplicates](int depth, Json::parse_event_t event, Json& parsed) {
          return (*duplicates)(depth, event, parsed);
        });
  } catch (const Json::parse_error& error) {
    throw std::runtime_error(source + ": not valid JSON at byte " +
                             std::to_string(error.byte));
  } catch (const Json::out_of_range&) {
    throw std::runtime_error(source + ": a number is out of range");
  }
}

Json read_json_file(const std::string& file, int64_t max_bytes) {
  std::error_code error;
  auto size = std::filesystem::file_size(file, error);
  if (error) {
    throw std::runtime_error(file + ": cannot be read: " + error.message());
  }
  if (size > static_cast<uintmax_t>(max_bytes)) {
    throw std::runtime_error(file + ": " + std::to_string(size) +
                             " bytes, more than the limit of " +
                             std::to_string(max_bytes));
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text(size, '\0');
  if (!stream.read(text.data(), static_cast<std::streamsize>(size))) {
    throw std::runtime_error(file + ": cannot be read");
  }
  return parse_json(text, file);
}

JsonObject::JsonObject(const Json& value, std::string file, std::string path)
    : value_(value), file_(std::move(file)), path_(std::move(path)) {
  if (value_.is_object()) return;
  throw std::runtime_error(file_ + ": " + (path_.empty() ? "" : path_ + ": ") +
                           "expected an object, found " + excerpt(value_));
}

bool JsonObject::has(const std::string& key) const {
  auto found = value_.find(key);
  return found != value_.end() && !found->is_null();
}

const Json& JsonObject::require(const std::string& key) const {
  if (!has(key)) fail(key, "missing");
  return value_.at(key);
}

JsonObject JsonObject::object(const std::string& key) const {
  return JsonObject(require(key), file_,
                    path_.empty() ? key : path_ + "." + key);
}

int64_t JsonObject::integer(const std::string& key) const {
  const Json& value = require(key);
  if (value.is_number_unsigned() && value.get<uint64_t>() > INT64_MAX) {
    fail_type(key, "an integer below 2^63");
  }
  if (value.is_number_integer()) return value.get<int64_t>();
  double number = value.is_number() ? value.get<double>() : 0.5;
  bool whole = std::nearbyint(number) == number && std::abs(number) < 1e15;
  if (!whole) fail_type(key, "an integer");
  return static_cast<int64_t>(number);
}

int64_t JsonObject::integer_or(const std::string& key, int64_t fallback) const {
  return has(key) ? integer(key) : fallback;
}

double JsonObject::number(const std::string& key) const {
  const Json& value = require(key);
  if (!value.is_number()) fail_type(key, "a number");
  return value.get<double>();
}

double JsonObject::number_or(const std::string& key, double fallback) const {
  return has(key) ? number(key) : fallback;
}

std::string JsonObject::string(const std::string& key) const {
  const Json& value = require(key);
  if (!value.is_string()) fail_type(key, "a string");
  return value.get<std::string>();
}

std::string JsonObject::string_or(const std::string& key,
                                  const char* fallback) const {
  return has(key) ? string(key) : fallback;
}

bool JsonObject::boolean_or(const std::string& key, bool fallback) const {
  if (!has(key)) return fallback;
  const Json& value = require(key);
  if (!value.is_boolean()) fail_type(key, "true or false");
  return value.get<bool>();
}

std::vector<int64_t> JsonObject::integers(const std::string& key) const {
  const Json& value = require(key);
  if (!value.is_array()) fail_type(key, "an array of integers");
  std::vector<int64_t> result;
  for (const Json& item : value) {
    bool fits = item.is_number_integer() &&
                !(item.is_number_unsigned() &&
                  item.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX));
    if (!fits) fail_type(key, "an array of integers");
    result.push_back(item.get<int64_t>());
  }
  return result;
}

void JsonObject::fail(const std::string& key,
                      const std::string& problem) const {
  throw std::runtime_error(file_ + ": " +
                           (path_.empty() ? key : path_ + "." + key) + ": " +
                           problem);
}

void JsonObject::fail_type(const std::string& key, const char* expected) const {
  fail(key, std::string("expected ") + expected + ", found " +
                excerpt(value_.at(key)));
}

}  // namespace tkr::embed
