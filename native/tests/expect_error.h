// Expects an exception whose message holds every given part.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace tkr::embed::test {

template <typename Exception, typename Action>
void expect_error(Action action, std::initializer_list<const char*> parts) {
  try {
    action();
    FAIL() << "no exception";
  } catch (const Exception& error) {
    for (const char* part : parts) {
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos)
          << "\"" << part << "\" is not in: " << error.what();
    }
  }
}

}  // namespace tkr::embed::test
