#include "tkr_embed/embedding_model.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "batch_inputs.h"
#include "expect_error.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 319;

Image picture(int32_t height, int32_t width) {
  Image image{height, width, {}};
  for (int32_t i = 0; i < 3 * height * width; ++i) {
    image.rgb.push_back(static_cast<uint8_t>(i * 37 + i / 91));
  }
  return image;
}

std::vector<Input> inputs() {
  return {{{5, 6, 7, 8, 9, 10}, 3, {}},
          {{5, 6, 7, 20, kImage, kImage, 21, 22}, 3, {picture(28, 56)}},
          {{5, 6, 7}, 3, {}},
          {{30, 31, 32, 33, 34}, 2, {}},
          {{40}, 0, {}}};
}

struct EmbeddingModelTest : testing::Test {
  EmbeddingModelTest() { tiny_checkpoint().write(folder); }

  std::unique_ptr<EmbeddingModel> load(const LoadOptions& options = {}) {
    auto model = std::make_unique<EmbeddingModel>(folder.string(), options);
    model->load();
    return model;
  }

  TemporaryFolder folder;
};

double least_cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double least = 1;
  for (size_t row = 0; row < a.size(); row += 128) {
    least = std::min(least, cosine(&a[row], &b[row], 128));
  }
  return least;
}

TEST_F(EmbeddingModelTest, tells_its_shape) {
  EmbeddingModel model(folder.string(), LoadOptions{});
  EXPECT_EQ(model.hidden_size(), 128);
  EXPECT_EQ(model.vocab_size(), 320);
  EXPECT_EQ(model.image_token_id(), kImage);
  EXPECT_EQ(model.max_position_embeddings(), 512);
  EXPECT_EQ(model.image_factor(), 28);
  EXPECT_EQ(model.spatial_merge_size(), 2);
  EXPECT_EQ(model.max_shared_tokens(), 512) << "all that it takes";
  EXPECT_EQ(model.quantization(), "none");
  EXPECT_EQ(model.load_progress(), 0.0);
  EXPECT_GT(model.weight_bytes(), 0);
  EXPECT_FALSE(EmbeddingModel::mlx_version().empty());
}

TEST_F(EmbeddingModelTest, rows_have_unit_norm_unless_asked_otherwise) {
  auto model = load();
  EXPECT_EQ(model->load_progress(), 1.0);
  OwnedBatch batch(inputs());
  std::vector<float> unit(5 * 128);
  std::vector<float> raw(5 * 128);
  model->embed(batch.packed(), true, unit.data());
  model->embed(batch.packed(), false, raw.data());
  for (size_t row = 0; row < unit.size(); row += 128) {
    double norm = 0;
    for (size_t i = 0; i < 128; ++i) norm += unit[row + i] * unit[row + i];
    EXPECT_NEAR(norm, 1.0, 1e-6);
  }
  EXPECT_GT(least_cosine(unit, raw), 1 - 1e-9);
  EXPECT_GT(std::abs(raw[0]), std::abs(unit[0]));
}

TEST_F(EmbeddingModelTest, prefixes_forgotten_and_kept_give_the_same) {
  LoadOptions options;
  options.prefix_reuse = false;
  auto expected = embed(*load(options), inputs());
  options.prefix_reuse = true;
  for (int32_t max_prefixes : {0, 1, 16}) {
    options.max_prefixes = max_prefixes;
    auto model = load(options);
    for (int round = 0; round < 3; ++round) {
      EXPECT_GT(least_cosine(embed(*model, inputs()), expected), 1 - 1e-6);
    }
  }
}

// More rows than one pass takes, and blocks of the MLP.
TEST_F(EmbeddingModelTest, large_batches_are_cut_and_give_the_same) {
  std::vector<Input> large(18, Input{std::vector<int32_t>(500, 11), 0, {}});
  Input image{std::vector<int32_t>(16 * 16, kImage), 0, {picture(448, 448)}};
  image.input_ids.push_back(5);
  large.insert(large.end(), 9, image);
  for (size_t i = 0; i < large.size(); ++i) {
    large[i].input_ids.back() = static_cast<int32_t>(i);
  }
  auto model = load();
  auto rows = embed(*model, large);
  for (size_t i : {size_t{0}, size_t{17}, size_t{18}, size_t{26}}) {
    auto alone = embed(*model, {large[i]});
    EXPECT_GT(cosine(&rows[i * 128], alone.data(), 128), 1 - 1e-6) << i;
  }
}

// Every length, prefixes shared and not, pictures alone and between words.
std::vector<Input> sixteen_mixed_inputs() {
  std::vector<Input> mixed = inputs();
  for (int32_t i = 0; mixed.size() < 16; ++i) {
    Input input{{5, 6, 7}, 3, {}};
    for (int32_t j = 0; j < 1 + i * 3; ++j) {
      input.input_ids.push_back(50 + (i * 17 + j * 5) % 250);
    }
    if (i % 3 == 0) {
      input.input_ids.insert(input.input_ids.begin() + 3, 4, kImage);
      input.images.push_back(picture(56, 56));
    }
    mixed.push_back(input);
  }
  return mixed;
}

TEST_F(EmbeddingModelTest, a_batch_of_sixteen_equals_its_inputs_alone) {
  auto mixed = sixteen_mixed_inputs();
  for (const char* quantization : {"none", "q8", "q4"}) {
    LoadOptions options;
    options.quantization = quantization;
    auto model = load(options);
    auto rows = embed(*model, mixed);
    for (size_t i = 0; i < mixed.size(); ++i) {
      auto alone = embed(*model, {mixed[i]});
      EXPECT_GE(cosine(&rows[i * 128], alone.data(), 128), 1 - 1e-6)
          << quantization << ", input " << i;
    }
  }
}

TEST_F(EmbeddingModelTest, tells_what_the_last_batch_spent_on_pictures) {
  auto model = load();
  EXPECT_EQ(model->vision_nanos(), 0);
  EXPECT_EQ(model->text_nanos(), 0);
  embed(*model, inputs());
  EXPECT_GT(model->vision_nanos(), 0);
  EXPECT_GT(model->text_nanos(), 0);
  embed(*model, {inputs()[0]});
  EXPECT_EQ(model->vision_nanos(), 0);
  EXPECT_GT(model->text_nanos(), 0);
}

TEST_F(EmbeddingModelTest, stage_times_are_parts_of_the_call) {
  auto model = load();
  Input image{std::vector<int32_t>(16 * 16, kImage), 0, {picture(448, 448)}};
  image.input_ids.push_back(5);
  auto start = std::chrono::steady_clock::now();
  embed(*model, {image});
  auto whole = std::chrono::steady_clock::now() - start;
  EXPECT_LE(model->vision_nanos() + model->text_nanos(),
            std::chrono::nanoseconds(whole).count());
  // A thousand patches through the tower cannot be done in no time.
  EXPECT_GT(model->vision_nanos(), model->text_nanos() / 100);
}

TEST_F(EmbeddingModelTest, quantised_on_load_stays_close) {
  auto expected = embed(*load(), inputs());
  for (const char* kernels : {"mlx", "own"}) {
    for (int32_t group_size : {32, 64, 128}) {
      LoadOptions options;
      options.kernels = kernels;
      options.group_size = group_size;
      options.quantization = "q8";
      auto q8 = load(options);
      options.quantization = "q4";
      auto q4 = load(options);
      EXPECT_GT(least_cosine(embed(*q8, inputs()), expected), 0.999);
      EXPECT_GT(least_cosine(embed(*q4, inputs()), expected), 0.8);
      EXPECT_LT(q4->weight_bytes(), q8->weight_bytes());
    }
  }
}

TEST_F(EmbeddingModelTest, tells_the_quantisation_in_force) {
  LoadOptions options;
  options.quantization = "q4";
  EXPECT_EQ(EmbeddingModel(folder.string(), options).quantization(), "q4");
  options.group_size = 128;  // which 192 columns are no multiple of
  EXPECT_EQ(EmbeddingModel(folder.string(), options).quantization(), "mixed");
}

TEST_F(EmbeddingModelTest, refuses_options_it_does_not_know) {
  auto expect_refused = [&](const LoadOptions& options, const char* name) {
    expect_error<std::invalid_argument>(
        [&] { EmbeddingModel(folder.string(), options); }, {name});
  };
  expect_refused({.device = "tpu"}, "device");
  expect_refused({.kernels = "fast"}, "kernels");
  expect_refused({.quantization = "q5"}, "quantization");
  expect_refused({.group_size = 48}, "group_size");
  expect_refused({.positions = "2d"}, "positions");
  expect_refused({.max_prefixes = -1}, "max_prefixes");
}

TEST_F(EmbeddingModelTest, refuses_to_embed_before_load_and_to_load_twice) {
  EmbeddingModel model(folder.string(), LoadOptions{});
  EXPECT_THROW(embed(model, inputs()), std::logic_error);
  model.load();
  EXPECT_THROW(model.load(), std::logic_error);
}

TEST_F(EmbeddingModelTest, a_refused_batch_leaves_the_model_usable) {
  auto model = load();
  auto expected = embed(*model, inputs());
  EXPECT_THROW(embed(*model, {{{5, 6, 999}, 2, {}}}), std::invalid_argument);
  EXPECT_EQ(embed(*model, inputs()), expected);
}

TEST_F(EmbeddingModelTest, works_on_a_thread_of_its_own) {
  auto expected = embed(*load(), inputs());
  std::vector<float> found;
  std::thread thread([&] { found = embed(*load(), inputs()); });
  thread.join();
  EXPECT_EQ(found, expected);
}

// Loads, computes and ends again and again, as one model after another of a
// server does; a thread throws where a row differs.
void live_beside(const EmbeddingModelTest& test, const std::string& kernels,
                 const std::vector<float>& expected) {
  LoadOptions options;
  options.kernels = kernels;
  OwnedBatch batch(inputs());
  std::vector<float> rows(expected.size());
  for (int life = 0; life < 5; ++life) {
    EmbeddingModel model(test.folder.string(), options);
    model.load();
    for (int call = 0; call < 20; ++call) {
      model.embed(batch.packed(), false, rows.data());
      ASSERT_EQ(rows, expected) << kernels << ", life " << life;
    }
  }
}

TEST_F(EmbeddingModelTest, models_on_threads_of_their_own_compute_at_once) {
  for (const char* second : {"own", "mlx"}) {
    std::vector<std::vector<float>> expected;
    for (const char* kernels : {"own", second}) {
      LoadOptions options;
      options.kernels = kernels;
      OwnedBatch batch(inputs());
      expected.emplace_back(5 * 128);
      load(options)->embed(batch.packed(), false, expected.back().data());
    }
    std::thread other([&] { live_beside(*this, second, expected[1]); });
    live_beside(*this, "own", expected[0]);
    other.join();
  }
}

}  // namespace
}  // namespace tkr::embed::test
