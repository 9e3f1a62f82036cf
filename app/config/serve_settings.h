// The section `serve:` of tenderlead.yaml: how `tenderlead serve` is reached. Apart from the other settings, which every part of the program
// gets: these are one command's.
#pragma once

#include <string>
#include <string_view>

#include "app/config/checked_reader.h"
#include "app/config/fault.h"

namespace tenderlead::config {

struct ServeSettings {
  std::string address = "127.0.0.1";  // an IP address of this machine
  int port = 8080;
  std::string certificate;  // PEM, the whole chain; relative to the configuration's folder. With `key`: HTTPS
  std::string key;          // PEM
  std::string public_url;   // how browsers reach it, without a slash at the end; empty: address and port
  bool behind_proxy = false;  // believe X-Forwarded-For and X-Forwarded-Proto
};

// Reads the section's keys; faults go to the reader's.
void read_serve(MapReader& map, ServeSettings& serve);

// The section of a file's text; defaults where it has none. Faults of other sections aren't looked for.
Loaded<ServeSettings> load_serve_settings(const std::string& file, std::string_view yaml);

}  // namespace tenderlead::config
