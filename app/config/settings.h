// tenderlead.yaml: the settings of one installation. docs/configuration.md explains each key.
#pragma once

#include <cstdint>
#include <string>

#include "convert/limits.h"

namespace tenderlead::config {

struct Settings {
  // Where store and archive lie; a relative path is relative to the folder of tenderlead.yaml.
  std::string data_directory = "data";
  // Sent as "Tenderlead/<version> (+<contact>)": a web page or an e-mail address where a site's owner reaches us.
  std::string user_agent_name = "Tenderlead";
  std::string contact;
  int parse_threads = 0;                             // 0: one a processor
  int max_transfers = 64;                            // fetches in flight at once, over all hosts
  std::uint64_t archive_file_bytes = 1024ull << 20;  // a WARC file is closed at this size
  std::uint64_t max_document_bytes = 20ull << 20;    // bigger pages are archived and not parsed
  std::string converter;           // tenderlead-convert; empty: where the program was installed
  convert::ConvertLimits convert;  // of reading attachments
  std::string browser;             // Chromium's path or name; empty: what PATH has
  int browser_pages = 2;           // that browsers load at once
  // What Open Contracting IDs begin with. One that the Open Contracting Partnership registered is ocds- and six letters or digits.
  std::string ocid_prefix = "ocds-tenderlead";
  std::string log_level = "info";   // trace, debug, info, warning, error, off
  std::string log_format = "text";  // text, json
};

}  // namespace tenderlead::config
