// The head of a language model, of which a reranker's score takes two rows.
#pragma once

#include <vector>

#include "checkpoint/modules.h"

namespace tkr::embed {

// It is no module of the network: nothing but single rows of it is read.
struct PlannedHead {
  PlannedModule module;
  bool tied = false;  // it is the table of embeddings, a module as well
};

struct PlannedCheckpoint {
  std::vector<PlannedModule> modules;
  PlannedHead head;
};

// plan_modules() with the head: its own tensor where the files have one, as
// transformers takes it then whatever config.json says, else, where it is tied,
// the table of embeddings, which is then not quantised on load. The names of
// the checkpoint must be those with a head. Throws std::runtime_error where
// there is neither.
PlannedCheckpoint plan_with_head(std::vector<ModuleSpec> specs,
                                 const ModelConfig& config,
                                 const Checkpoint& checkpoint);

}  // namespace tkr::embed
