// The small parts that `tenderlead debug` exposes: one row of JSON in, one value out. docs/cli.md lists rows and
// answers; the conformance tests run the public suites through them.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/configuration.h"
#include "model/result.h"

namespace tenderlead::app {

struct DebugPart {
  std::string_view name;
  std::vector<std::string_view> keys;  // of the row, in the order in which they are given by hand
  std::string_view help;
  // The answer (null where there is none), or what is wrong with the row.
  Result<boost::json::value> (*answer)(const boost::json::object& row,
                                       const config::Configuration& configuration);
  bool configurable = false;  // it depends on the configuration; the others work without one
};

const std::vector<DebugPart>& debug_parts();

}  // namespace tenderlead::app
