// Reading and checking the fields of config.json.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "checkpoint/config.h"
#include "checkpoint/json.h"

namespace tkr::embed {

// Sizes: 1 to 2^24. Errors name file and key.
int32_t dimension(const JsonObject& object, const std::string& key,
                  int64_t value);
int32_t dimension(const JsonObject& object, const std::string& key);
int32_t dimension_or(const JsonObject& object, const std::string& key,
                     int64_t fallback);

// A number of layers: 1 to 1024, as each is planned before any file tells
// whether it is there.
int32_t layer_count(const JsonObject& object, const std::string& key);
int32_t layer_count_or(const JsonObject& object, const std::string& key,
                       int64_t fallback);

// A size of both sides or of each axis: a number, or a list of one and the same
// ([14, 14]). config.json of re-saved checkpoints omits what equals the class's
// default, the fallback.
int32_t square_or(const JsonObject& object, const std::string& key,
                  int64_t fallback);

// part must divide whole.
void check_divides(const JsonObject& object, const std::string& key,
                   int32_t whole, int32_t part);

// Refuses dimensions whose product is none any more.
void check_product(const JsonObject& object, const std::string& key,
                   std::initializer_list<int64_t> sizes);

// The key may be missing, but not be another string.
void expect_string(const JsonObject& object, const std::string& key,
                   const char* expected);
void expect_string(const JsonObject& object, const std::string& key,
                   std::initializer_list<const char*> expected);

// The key may be missing, but not be another number or boolean: what would
// silently compute something else.
void expect_number(const JsonObject& object, const std::string& key,
                   double expected);
void expect_boolean(const JsonObject& object, const std::string& key,
                    bool expected);

// A special token's id: where it stands, what it is where it is missing, and
// how many ids there are.
struct TokenIdField {
  const char* key;
  int64_t fallback = 0;
  int32_t vocab_size = 0;
};
int32_t read_token_id(const JsonObject& object, const TokenIdField& field);

// Whether the head is the table of embeddings: as config.json says or, where it
// says nothing, its text_config.
bool read_tie_word_embeddings(const JsonObject& root);

// What MLX converters wrote of their quantisation.
QuantizationConfig read_quantization_config(const JsonObject& root);

}  // namespace tkr::embed
