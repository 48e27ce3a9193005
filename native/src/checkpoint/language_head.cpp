#include "checkpoint/language_head.h"

#include <algorithm>
#include <stdexcept>

namespace tkr::embed {
namespace {

constexpr const char* kTable = "model.embed_tokens";
constexpr const char* kHead = "lm_head";

bool has_own(const Checkpoint& checkpoint) {
  return checkpoint.find(std::string(kHead) + ".weight") != nullptr;
}

ModuleSpec head_spec(const TextConfig& text) {
  return {kHead, ModuleKind::kLinear, text.vocab_size, text.hidden_size, false,
          false};
}

PlannedCheckpoint plan_own(std::vector<ModuleSpec> specs,
                           const ModelConfig& config,
                           const Checkpoint& checkpoint) {
  specs.push_back(head_spec(config.text));
  auto modules = plan_modules(specs, config, checkpoint);
  PlannedHead head{modules.back(), false};
  modules.pop_back();
  return {std::move(modules), std::move(head)};
}

PlannedCheckpoint plan_tied(std::vector<ModuleSpec> specs,
                            const ModelConfig& config,
                            const Checkpoint& checkpoint) {
  auto table = std::find_if(specs.begin(), specs.end(), [](const auto& spec) {
    return spec.path == kTable;
  });
  auto index = table - specs.begin();
  table->quantizable = false;
  auto modules = plan_modules(specs, config, checkpoint);
  PlannedHead head{modules[static_cast<size_t>(index)], true};
  return {std::move(modules), std::move(head)};
}

}  // namespace

PlannedCheckpoint plan_with_head(std::vector<ModuleSpec> specs,
                                 const ModelConfig& config,
                                 const Checkpoint& checkpoint) {
  if (has_own(checkpoint)) {
    return plan_own(std::move(specs), config, checkpoint);
  }
  if (config.tie_word_embeddings) {
    return plan_tied(std::move(specs), config, checkpoint);
  }
  throw std::runtime_error(
      checkpoint.at(std::string(kTable) + ".weight").source->file() +
      ": lm_head.weight: no such tensor, and config.json does not tie it to "
      "the embeddings: scores are made of it; take a reranker's whole "
      "checkpoint");
}

}  // namespace tkr::embed
