// What is wrong with a configuration, and where. Loading collects every fault, so that one run of
// `tenderlead check-config` shows all there is to mend.
#pragma once

#include <string>
#include <vector>

namespace tenderlead::config {

struct ConfigFault {
  std::string file;     // as opened, or "config/..." for the shipped files
  int line = 0;         // 1-based; 0 where the whole file is meant
  int column = 0;       // 1-based, in code points; 0 where the whole file is meant
  std::string message;  // names the key and what is allowed; "did you mean ...?" where one is near
};

// "sources/demo.yaml:12:3: unknown key 'dealy'; did you mean 'delay'?"
std::string to_string(const ConfigFault& fault);

// A value with the faults met while reading it. With faults the value holds what could be read and must not be
// used to work with, only to report.
template <typename T>
struct Loaded {
  T value{};
  std::vector<ConfigFault> faults;

  bool ok() const { return faults.empty(); }
};

}  // namespace tenderlead::config
