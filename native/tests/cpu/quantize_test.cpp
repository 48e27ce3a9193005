#include <cstring>

#include "cpu/reference.h"

namespace tkr::embed::cpu {
namespace {

class CpuQuantize : public CpuTest {};
TKR_ALL_SETTINGS(CpuQuantize);

// Bytes, so that -0 is not 0.
void expect_same_bits(array found, array expected) {
  ASSERT_EQ(found.dtype(), expected.dtype());
  ASSERT_EQ(found.shape(), expected.shape());
  mx::eval(found, expected);
  EXPECT_EQ(
      std::memcmp(found.data<char>(), expected.data<char>(), expected.nbytes()),
      0);
}

void expect_stock(const array& w, int group_size, int bits) {
  const auto [words, scales, biases] = quantize(w, group_size, bits);
  const auto stock = mx::quantize(w, group_size, bits);
  expect_same_bits(words, stock[0]);
  expect_same_bits(scales, stock[1]);
  expect_same_bits(biases, stock[2]);
}

TEST_P(CpuQuantize, IsTheStockQuantisationBitForBit) {
  for (auto dtype : {mx::float32, mx::float16, mx::bfloat16})
    for (int bits : {4, 8})
      for (int group_size : {32, 64, 128})
        for (auto [n, k] : {std::pair{1, 128}, {37, 384}, {100, 896}})
          expect_stock(mx::astype(normal({n, k}, n), dtype), group_size, bits);
}

TEST_P(CpuQuantize, TakesGroupsOfOneSignOneValueAndZero) {
  const array w = mx::concatenate(
      {mx::abs(normal({1, 128}, 1)), -mx::abs(normal({1, 128}, 2)),
       mx::full({1, 128}, 0.7f), mx::full({1, 128}, -0.7f), mx::zeros({1, 128}),
       normal({1, 128}, 3, 1e-9f), normal({1, 128}, 4, 1e6f),
       normal({1, 128}, 5, 1e-3f, 5.0f), mx::full({1, 128}, -0.0f),
       normal({1, 128}, 6, 1e-40f), mx::full({1, 128}, 1e-40f),
       normal({1, 128}, 7, 1e4f), normal({1, 128}, 8, 1e37f),
       mx::full({1, 128}, 3e38f)},
      0);
  const array half = mx::clip(w, array(-65504.0f), array(65504.0f));
  for (int bits : {4, 8})
    for (int group_size : {32, 64, 128}) {
      expect_stock(w, group_size, bits);
      expect_stock(mx::astype(w, mx::bfloat16), group_size, bits);
      expect_stock(mx::astype(half, mx::float16), group_size, bits);
    }
}

TEST_P(CpuQuantize, DequantisesRowsAsTheStockOperation) {
  const array ids = array({4, 0, 49, 4, 7}, {5}, mx::int32);
  for (auto dtype : {mx::float32, mx::float16, mx::bfloat16})
    for (int bits : {4, 8})
      for (int group_size : {32, 64, 128}) {
        const auto [words, s, b] =
            quantize(normal({50, 384}, 6), group_size, bits);
        const array scales = mx::astype(s, dtype),
                    biases = mx::astype(b, dtype);
        const array rows =
            dequantize_rows(words, scales, biases, ids, group_size, bits);
        const array stock =
            mx::dequantize(mx::take(words, ids, 0),
                           mx::astype(mx::take(scales, ids, 0), mx::float32),
                           mx::astype(mx::take(biases, ids, 0), mx::float32),
                           group_size, bits);
        EXPECT_TRUE(mx::array_equal(rows, stock).item<bool>());
      }
}

TEST_P(CpuQuantize, RefusesRowsThatDoNotExist) {
  const auto [words, scales, biases] = quantize(normal({50, 64}, 7), 32, 4);
  for (int id : {-1, 50}) {
    array rows = dequantize_rows(words, scales, biases,
                                 array({3, id}, {2}, mx::int32), 32, 4);
    try {
      rows.eval();
      FAIL() << "row " << id << " was read";
    } catch (const std::exception& e) {
      EXPECT_NE(
          std::string(e.what()).find("row_ids[1] is " + std::to_string(id)),
          std::string::npos)
          << e.what();
    }
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
