// Every damage is one clear exception that names the file, never a crash.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <filesystem>

#include "expect_error.h"
#include "tiny_checkpoint.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed::test {
namespace {

using Error = std::runtime_error;
using Parts = std::initializer_list<const char*>;

void expect_refused(const TemporaryFolder& folder, Parts parts) {
  expect_error<Error>(
      [&] { EmbeddingModel model(folder.string(), LoadOptions{}); }, parts);
}

void expect_refused(const TinyCheckpoint& checkpoint, Parts parts) {
  TemporaryFolder folder;
  checkpoint.write(folder);
  expect_refused(folder, parts);
}

// A folder whose model.safetensors has that header and data.
void expect_header_refused(const std::string& header, const std::string& data,
                           Parts parts) {
  TemporaryFolder folder;
  folder.write("config.json", tiny_checkpoint().config);
  folder.write("model.safetensors", safetensors_bytes(header, data));
  expect_refused(folder, parts);
}

TEST(DamagedCheckpoint, the_undamaged_one_is_accepted) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  EXPECT_NO_THROW(EmbeddingModel(folder.string(), LoadOptions{}));
}

TEST(DamagedCheckpoint, folder_or_files_missing) {
  TemporaryFolder folder;
  expect_error<Error>(
      [&] { EmbeddingModel((folder.path() / "none").string(), LoadOptions{}); },
      {"none", "no such folder"});
  expect_refused(folder, {"config.json", "no such file"});
  folder.write("config.json", tiny_checkpoint().config);
  expect_refused(folder, {"no model.safetensors"});
}

TEST(DamagedCheckpoint, a_pipe_is_not_waited_for) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  for (const char* name : {"model.safetensors", "config.json"}) {
    auto file = folder.path() / name;
    std::filesystem::remove(file);
    ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
    expect_refused(folder, {name});
  }
}

TEST(DamagedCheckpoint, config_is_not_json) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  folder.write("config.json", std::string("{\"hidden_size\": "));
  expect_refused(folder, {"config.json", "not valid JSON"});
  folder.write("config.json", std::string("[]"));
  expect_refused(folder, {"config.json", "expected an object"});
  folder.write("config.json", std::string("{\"hidden_size\": 1e400}"));
  expect_refused(folder, {"config.json: a number is out of range"});
}

TEST(DamagedCheckpoint, file_cut_anywhere) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  std::string bytes = safetensors_bytes(checkpoint.tensors);
  TemporaryFolder folder;
  checkpoint.write(folder);
  for (size_t length : {size_t{1}, size_t{7}, size_t{8}, size_t{100},
                        bytes.size() / 2, bytes.size() - 1}) {
    folder.write("model.safetensors", bytes.substr(0, length));
    expect_refused(folder, {"model.safetensors", "truncated"});
  }
  folder.write("model.safetensors", std::string());
  expect_refused(folder, {"model.safetensors", "empty"});
}

TEST(DamagedCheckpoint, header_length_of_2_to_the_63) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  std::string bytes(64, ' ');
  uint64_t length = uint64_t{1} << 63;
  std::memcpy(bytes.data(), &length, 8);
  folder.write("model.safetensors", bytes);
  expect_refused(folder, {"model.safetensors", "9223372036854775808"});
}

TEST(DamagedCheckpoint, header_length_of_0) {
  expect_header_refused("", "1234", {"model.safetensors", "JSON"});
}

TEST(DamagedCheckpoint, git_lfs_pointer) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  folder.write("model.safetensors",
               std::string("version https://git-lfs.github.com/spec/v1\n"));
  expect_refused(folder, {"model.safetensors", "Git LFS"});
}

TEST(DamagedCheckpoint, header_of_nonsense) {
  expect_header_refused("{\"a\":", "", {"model.safetensors", "JSON"});
  expect_header_refused("[1]", "", {"model.safetensors", "object"});
  expect_header_refused("{\"a\": 1}", "", {"model.safetensors", "a", "object"});
  expect_header_refused(
      R"({"a": {"dtype": "F99", "shape": [1], "data_offsets": [0, 4]}})",
      "1234", {"a.dtype", "F99"});
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}})",
      "1234", {"a.shape"});
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [2147483647, 2147483647, 2147483647],
          "data_offsets": [0, 4]}})",
      "1234", {"a.shape"});
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}})",
      "1234", {"a.data_offsets"});
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}})",
      "1234", {"a.data_offsets", "8", "4"});
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [1],
          "data_offsets": [0, 18446744073709551615]}})",
      "1234", {"a.data_offsets"});
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
          "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}})",
      "1234", {"\"a\"", "twice"});
}

TEST(DamagedCheckpoint, tensors_overlap) {
  expect_header_refused(
      R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
          "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}})",
      "123456789012", {"\"a\"", "\"b\"", "overlap"});
}

TEST(DamagedCheckpoint, tensor_missing) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  checkpoint.tensors.erase("model.layers.1.mlp.up_proj.weight");
  expect_refused(checkpoint, {"no tensor", "model.layers.1.mlp.up_proj"});
}

TEST(DamagedCheckpoint, wrong_shape) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  checkpoint.tensors["visual.blocks.0.attn.qkv.weight"].shape = {48, 64};
  expect_refused(checkpoint, {"model.safetensors", "visual.blocks.0.attn.qkv",
                              "[96, 32]", "[48, 64]"});
}

TEST(DamagedCheckpoint, wrong_dtype) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  checkpoint.tensors["model.norm.weight"].dtype = "I32";
  expect_refused(checkpoint, {"model.norm.weight", "BF16, F16 or F32"});
  checkpoint = tiny_checkpoint();
  checkpoint.tensors["model.embed_tokens.weight"].dtype = "U32";
  expect_refused(checkpoint, {"model.embed_tokens.weight", "U32"});
  checkpoint = tiny_checkpoint();
  checkpoint.tensors["model.norm.weight"] = {
      "F8_E4M3", {128}, std::string(128, '\0')};
  expect_refused(checkpoint, {"model.norm.weight", "BF16", "F8_E4M3"});
}

TEST(DamagedCheckpoint, tensors_that_the_model_has_no_place_for) {
  FileTensor any = {"F32", {1, 128}, std::string(128 * 4, '\0')};
  for (const char* name :
       {"score.weight", "custom_text_proj.weight", "v_head.summary.weight",
        "model.layers.2.input_layernorm.weight", "visual.blocks.1.norm1.bias",
        "model.layers.0.self_attn.o_proj.bias", "visual.pos_embed.weight",
        "model.layers.0.self_attn.q_norm.weight",
        "model.layers.0.mlp.up_proj.weight_scale"}) {
    TinyCheckpoint checkpoint = tiny_checkpoint();
    checkpoint.tensors[name] = any;
    expect_refused(checkpoint, {"model.safetensors", name, "config.json"});
  }
}

TEST(DamagedCheckpoint, what_no_vector_needs_may_be_there) {
  FileTensor any = {"F32", {1, 128}, std::string(128 * 4, '\0')};
  for (const char* name : {"lm_head.weight", "language_model.lm_head.scales",
                           "model.layers.0.self_attn.rotary_emb.inv_freq",
                           "visual.rotary_pos_emb.inv_freq"}) {
    TinyCheckpoint checkpoint = tiny_checkpoint();
    checkpoint.tensors[name] = any;
    TemporaryFolder folder;
    checkpoint.write(folder);
    EXPECT_NO_THROW(EmbeddingModel(folder.string(), LoadOptions{})) << name;
  }
}

TEST(DamagedCheckpoint, an_adapter_that_was_not_merged) {
  FileTensor any = {"F32", {8, 128}, std::string(8 * 128 * 4, '\0')};
  for (const char* name :
       {"model.layers.0.self_attn.q_proj.lora_A.weight",
        "base_model.model.model.norm.weight",
        "model.layers.0.self_attn.q_proj.base_layer.weight"}) {
    TinyCheckpoint checkpoint = tiny_checkpoint();
    checkpoint.tensors[name] = any;
    expect_refused(checkpoint, {"model.safetensors", name, "LoRA", "merge"});
  }
}

TEST(DamagedCheckpoint, weights_of_another_format_are_named) {
  for (const auto& [name, way_out] :
       {std::pair{"pytorch_model.bin", "save_pretrained"},
        std::pair{"pytorch_model-00001-of-00002.bin", "save_pretrained"},
        std::pair{"model.pt", "save_pretrained"},
        std::pair{"model-q4_k_m.gguf", "layout"},
        std::pair{"consolidated.safetensors", "layout"}}) {
    TemporaryFolder folder;
    folder.write("config.json", tiny_checkpoint().config);
    folder.write(name, std::string("1234"));
    expect_refused(folder, {"no model.safetensors", name, way_out});
  }
}

TEST(DamagedCheckpoint, a_single_file_beside_an_index_that_names_others) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  TemporaryFolder folder;
  checkpoint.write(folder);
  folder.write("one.safetensors", safetensors_bytes(checkpoint.tensors));
  Json index;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    index["weight_map"][name] = "one.safetensors";
  }
  folder.write("model.safetensors.index.json", index);
  expect_refused(folder, {"model.safetensors", "index.json", "two sets"});
  for (auto& file : index["weight_map"]) file = "model.safetensors";
  folder.write("model.safetensors.index.json", index);
  EXPECT_NO_THROW(EmbeddingModel(folder.string(), LoadOptions{}));
}

TEST(DamagedCheckpoint, one_tensor_in_two_shards) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  TemporaryFolder folder;
  folder.write("config.json", checkpoint.config);
  folder.write("one.safetensors", safetensors_bytes(checkpoint.tensors));
  folder.write("two.safetensors",
               safetensors_bytes({*checkpoint.tensors.begin()}));
  Json index;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    index["weight_map"][name] = "one.safetensors";
  }
  index["weight_map"][checkpoint.tensors.begin()->first] = "two.safetensors";
  folder.write("model.safetensors.index.json", index);
  expect_refused(folder, {"two.safetensors", "one.safetensors", "second time"});
}

TEST(DamagedCheckpoint, a_shape_that_would_broadcast) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  for (std::vector<int64_t> shape :
       {std::vector<int64_t>{1}, std::vector<int64_t>{},
        std::vector<int64_t>{1, 128}}) {
    size_t count = shape == std::vector<int64_t>{1, 128} ? 128 : 1;
    checkpoint.tensors["model.norm.weight"] = {"F32", shape,
                                               std::string(count * 4, '\0')};
    expect_refused(checkpoint, {"model.norm.weight", "expected shape [128]"});
  }
}

TEST(DamagedCheckpoint, a_bias_or_a_file_without_tensors) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  checkpoint.tensors.erase("model.layers.0.self_attn.q_proj.bias");
  expect_refused(checkpoint, {"no tensor", "q_proj.bias"});
  checkpoint.tensors.clear();
  expect_refused(checkpoint, {"no tensor"});
}

TEST(DamagedCheckpoint, shards) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  TemporaryFolder folder;
  folder.write("config.json", checkpoint.config);
  folder.write("one.safetensors", safetensors_bytes(checkpoint.tensors));
  Json index;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    index["weight_map"][name] = "one.safetensors";
  }
  folder.write("model.safetensors.index.json", index);
  EXPECT_NO_THROW(EmbeddingModel(folder.string(), LoadOptions{}));
  Json damaged = index;
  damaged["weight_map"]["model.norm.weight"] = "two.safetensors";
  folder.write("model.safetensors.index.json", damaged);
  expect_refused(folder, {"two.safetensors", "missing"});
  std::filesystem::create_symlink("two.safetensors",
                                  folder.path() / "two.safetensors");
  expect_refused(folder, {"two.safetensors", "missing"});
  damaged["weight_map"]["model.norm.weight"] = "../two.safetensors";
  folder.write("model.safetensors.index.json", damaged);
  expect_refused(folder, {"model.norm.weight", "../two.safetensors"});
  damaged = index;
  damaged["weight_map"]["model.extra.weight"] = "one.safetensors";
  folder.write("model.safetensors.index.json", damaged);
  expect_refused(folder, {"one.safetensors", "model.extra.weight"});
  folder.write("model.safetensors.index.json", Json::object());
  expect_refused(folder, {"index.json", "weight_map", "missing"});
}

TEST(DamagedCheckpoint, one_tensor_under_two_names) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  checkpoint.tensors["language_model.model.norm.weight"] =
      checkpoint.tensors["model.norm.weight"];
  expect_refused(checkpoint, {"norm.weight", "second time"});
}

TEST(DamagedCheckpoint, every_tensor_that_is_wrong_has_its_line) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  checkpoint.tensors.erase("model.layers.0.mlp.up_proj.weight");
  checkpoint.tensors.at("model.norm.weight").dtype = "I32";
  checkpoint.tensors.at("model.layers.1.mlp.up_proj.weight").shape = {128, 192};
  expect_refused(checkpoint,
                 {"layers.0.mlp.up_proj.weight\"\n", "found [128, 192]\n",
                  "model.norm.weight: expected dtype"});
}

TEST(DamagedCheckpoint, quantised_weight_that_is_none) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  std::string path = "model.layers.0.mlp.up_proj";
  checkpoint.tensors[path + ".scales"] = {
      "F32", {192, 2}, std::string(192 * 2 * 4, '\0')};
  expect_refused(checkpoint, {"no tensor", "up_proj.biases"});
  checkpoint.tensors[path + ".biases"] = checkpoint.tensors[path + ".scales"];
  expect_refused(checkpoint, {"up_proj.weight", "U32"});
  checkpoint.tensors[path + ".weight"] = {
      "U32", {192, 28}, std::string(192 * 28 * 4, '\0')};
  expect_refused(checkpoint, {"up_proj.weight", "7 bits", "4, 5, 6 and 8"});
}

}  // namespace
}  // namespace tkr::embed::test
