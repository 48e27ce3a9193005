#include "checkpoint/decoder_fields.h"

#include "checkpoint/config_fields.h"

namespace tkr::embed {
namespace {

constexpr const char* kRopeKeys[] = {"rope_parameters", "rope_scaling"};
constexpr int64_t kMaxSection = 1 << 16;

void check_rope_type(const JsonObject& rope, const std::string& key) {
  std::string type = rope.string_or(key, "default");
  if (type == "default" || type == "mrope") return;
  rope.fail(key, "the rotary scaling \"" + type + "\" is not supported");
}

// What a table of angles may say that this one does not do.
void check_rope(const JsonObject& rope, bool interleaved) {
  check_rope_type(rope, "type");
  check_rope_type(rope, "rope_type");
  expect_boolean(rope, "mrope_interleaved", interleaved);
  expect_number(rope, "partial_rotary_factor", 1);
}

void check_ropes(const JsonObject& text, bool interleaved) {
  std::optional<JsonObject> first;
  for (const char* key : kRopeKeys) {
    if (!text.has(key)) continue;
    JsonObject rope = text.object(key);
    check_rope(rope, interleaved);
    if (!first) {
      first.emplace(rope);
    } else if (rope.value().value("mrope_section", Json()) !=
               first->value().value("mrope_section", Json())) {
      rope.fail("mrope_section", "contradicts rope_parameters");
    }
  }
}

// Everywhere it stands it must be the same: which one counts differs between
// versions of transformers.
double read_rope_theta(const JsonObject& text, double fallback) {
  std::optional<double> theta;
  auto read = [&](const JsonObject& object) {
    if (!object.has("rope_theta")) return;
    double found = object.number("rope_theta");
    if (theta.value_or(found) != found) {
      object.fail("rope_theta", "stands there with two values");
    }
    if (!(found > 0)) object.fail("rope_theta", "must be positive");
    theta = found;
  };
  read(text);
  for (const char* key : kRopeKeys) {
    if (text.has(key)) read(text.object(key));
  }
  return theta.value_or(fallback);
}

void read_mrope_section(const JsonObject& rope, RopeFields& fields) {
  if (!rope.has("mrope_section")) return;
  auto section = rope.integers("mrope_section");
  if (section.size() != 3) rope.fail("mrope_section", "expected 3 integers");
  for (size_t i = 0; i < 3; ++i) {
    if (section[i] < 0 || section[i] > kMaxSection) {
      rope.fail("mrope_section", "values out of range");
    }
    fields.mrope_section[i] = static_cast<int32_t>(section[i]);
  }
}

}  // namespace

std::optional<JsonObject> rope_object(const JsonObject& text) {
  for (const char* key : kRopeKeys) {
    if (text.has(key)) return text.object(key);
  }
  return std::nullopt;
}

RopeFields read_rope(const JsonObject& text, const RopeFields& fallback) {
  check_ropes(text, fallback.interleaved);
  RopeFields fields = fallback;
  if (auto rope = rope_object(text)) read_mrope_section(*rope, fields);
  fields.theta = read_rope_theta(text, fallback.theta);
  return fields;
}

void check_every_token_is_seen(const JsonObject& text) {
  if (text.boolean_or("use_sliding_window", false)) {
    text.fail("use_sliding_window", "sliding windows are not supported");
  }
  expect_boolean(text, "is_causal", true);
  expect_boolean(text, "use_bidirectional_attention", false);
  if (!text.has("layer_types")) return;
  for (const Json& type : text.value().at("layer_types")) {
    if (type.is_string() && type.get<std::string>() == "full_attention") {
      continue;
    }
    text.fail("layer_types",
              type.dump() + " is not supported, only \"full_attention\" is");
  }
}

}  // namespace tkr::embed
