#include "batches.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <sstream>
#include <vector>

namespace tkr::embed::bench {
namespace {

// A short text as the model sees it: the prompt's fixed beginning, whose keys
// and values are kept, then 3 to 8 words of a token each and the prompt's end.
constexpr int kPrefix = 14;
constexpr int kSuffix = 6;
constexpr int kLeastWords = 3;
constexpr int kMostWords = 8;

double seconds_now() {
  auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

double cpu_now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int words_of(int text) {
  return kLeastWords + text * 5 % (kMostWords - kLeastWords + 1);
}

class TextBatch {
 public:
  TextBatch(int first, int count) {
    for (int text = first; text < first + count; ++text) add(text);
  }

  // Computed tokens: without the prefixes.
  int64_t tokens() const {
    return static_cast<int64_t>(ids_.size() - kPrefix * lengths_.size());
  }

  void embed(EmbeddingModel& model, std::vector<float>& rows) const {
    rows.resize(lengths_.size() * static_cast<size_t>(model.hidden_size()));
    PackedBatch batch;
    batch.input_ids = ids_.data();
    batch.sequence_lengths = lengths_.data();
    batch.prefix_lengths = prefixes_.data();
    batch.tokens = static_cast<int64_t>(ids_.size());
    batch.sequences = static_cast<int64_t>(lengths_.size());
    model.embed(batch, true, rows.data());
  }

 private:
  void add(int text) {
    int words = words_of(text);
    for (int i = 0; i < kPrefix; ++i) ids_.push_back(10 + i);
    for (int i = 0; i < words; ++i) ids_.push_back(30 + (text * 7 + i) % 200);
    for (int i = 0; i < kSuffix; ++i) ids_.push_back(250 + i);
    lengths_.push_back(kPrefix + words + kSuffix);
    prefixes_.push_back(kPrefix);
  }

  std::vector<int32_t> ids_, lengths_, prefixes_;
};

// One batch size: the batches of a round, and the best round.
struct Row {
  int size;
  std::vector<TextBatch> batches;
  double seconds = 1e30;
  double cpu = 1e30;  // of the process, which a busy machine leaves alone

  double tokens() const {
    double sum = 0;
    for (const TextBatch& batch : batches) sum += batch.tokens();
    return sum;
  }
  double texts() const { return static_cast<double>(batches.size()) * size; }
  double batch_seconds() const { return seconds / batches.size(); }
  double batch_tokens() const { return tokens() / batches.size(); }
  double rate() const { return tokens() / seconds; }
  double cpu_rate() const { return tokens() / cpu; }
};

std::vector<Row> rows_of(const BatchPlan& plan) {
  std::vector<Row> rows;
  std::istringstream sizes(plan.sizes);
  std::string text;
  while (std::getline(sizes, text, ',')) {
    Row row{std::stoi(text), {}};
    for (int first = 0; first < plan.texts || first == 0; first += row.size) {
      row.batches.emplace_back(first, row.size);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void time_round(EmbeddingModel& model, Row& row) {
  std::vector<float> vectors;
  double start = seconds_now();
  double cpu_start = cpu_now();
  for (const TextBatch& batch : row.batches) batch.embed(model, vectors);
  row.seconds = std::min(row.seconds, seconds_now() - start);
  row.cpu = std::min(row.cpu, cpu_now() - cpu_start);
}

// The line through the batches' times, relative errors weighed alike.
void print_fit(const char* clock, const std::vector<Row>& rows,
               double Row::*seconds) {
  double w = 0, wx = 0, wxx = 0, wy = 0, wxy = 0;
  for (const Row& row : rows) {
    double x = row.batch_tokens(), y = row.*seconds / row.batches.size();
    double weight = 1 / (y * y);
    w += weight;
    wx += weight * x;
    wxx += weight * x * x;
    wy += weight * y;
    wxy += weight * x * y;
  }
  double b = (w * wxy - wx * wy) / (w * wxx - wx * wx);
  std::printf("%s: a batch costs %.3f ms + %.4f ms a token\n", clock,
              1e3 * (wy - b * wx) / w, 1e3 * b);
}

}  // namespace

void measure_batches(EmbeddingModel& model, const BatchPlan& plan) {
  std::vector<Row> rows = rows_of(plan);
  std::vector<float> vectors;
  TextBatch(0, 1).embed(model, vectors);  // the prefix is kept from here on
  for (int i = 0; i < plan.repeat; ++i) {
    for (Row& row : rows) time_round(model, row);
  }
  for (const Row& row : rows) {
    std::printf(
        "batch of %2d: %10.3f ms, cpu %10.3f ms, %9.2f texts/s, %9.1f "
        "tokens/s, ratio %.2f, cpu %.2f\n",
        row.size, 1e3 * row.batch_seconds(), 1e3 * row.cpu / row.batches.size(),
        row.texts() / row.seconds, row.rate(), row.rate() / rows[0].rate(),
        row.cpu_rate() / rows[0].cpu_rate());
  }
  if (rows.size() < 2) return;
  print_fit("wall", rows, &Row::seconds);
  print_fit("processor", rows, &Row::cpu);
}

}  // namespace tkr::embed::bench
