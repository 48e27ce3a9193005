// Strict JSON for the files of a checkpoint folder: errors name the file and
// the key, a key given twice is refused.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tkr::embed {

using Json = nlohmann::json;

// Parses text; source names it in errors (a file, or a file's header).
Json parse_json(std::string_view text, const std::string& source);

// Reads a whole file of at most max_bytes and parses it.
Json read_json_file(const std::string& file, int64_t max_bytes);

// One JSON object with the place it stands in, for errors such as
// "config.json: vision_config.depth: expected an integer, found "x"".
class JsonObject {
 public:
  // value must be an object and outlive this view; place is "file: key.path".
  JsonObject(const Json& value, std::string file, std::string path = "");

  bool has(const std::string& key) const;  // present and not null
  JsonObject object(const std::string& key) const;
  int64_t integer(const std::string& key) const;
  int64_t integer_or(const std::string& key, int64_t fallback) const;
  double number(const std::string& key) const;
  double number_or(const std::string& key, double fallback) const;
  std::string string(const std::string& key) const;
  std::string string_or(const std::string& key, const char* fallback) const;
  bool boolean_or(const std::string& key, bool fallback) const;
  std::vector<int64_t> integers(const std::string& key) const;

  const Json& value() const { return value_; }
  const std::string& file() const { return file_; }
  // Throws std::runtime_error "file: path.key: problem".
  [[noreturn]] void fail(const std::string& key,
                         const std::string& problem) const;

 private:
  const Json& require(const std::string& key) const;
  [[noreturn]] void fail_type(const std::string& key,
                              const char* expected) const;

  const Json& value_;
  std::string file_;
  std::string path_;
};

}  // namespace tkr::embed
