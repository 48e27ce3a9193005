// The architectures that the library reads, by config.json's model_type.
#pragma once

#include <memory>
#include <string>

#include "checkpoint/json.h"
#include "models/architecture.h"

namespace tkr::embed {

// Reads folder/config.json; throws std::runtime_error naming file and key.
std::unique_ptr<Architecture> read_architecture(const std::string& folder);

// The same from parsed JSON; file names it in errors.
std::unique_ptr<Architecture> parse_architecture(const Json& json,
                                                 const std::string& file);

}  // namespace tkr::embed
