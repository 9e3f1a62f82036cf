// The short ways between stored text and words, for what is stored by the thousand. What is read and written is what json.h reads
// and writes. Thread-safe.
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "wire/json.h"

namespace tenderlead::wire {

// Without the tree of values between; beside it the template of json.h isn't chosen.
std::string to_json_text(const Notice& notice);

// parse_text(); the value takes its memory from `storage`, which must outlive it.
Result<json::value> parse_text(std::string_view text, json::storage_ptr storage);

// The word that a text holds, nothing where it holds none: word_from_text(text, notice_from_json).
template <typename Word>
std::optional<Word> word_from_text(std::string_view text, Result<Word> (*reader)(const json::value&)) {
  // In one piece that is freed as one: the value lives only until it is read.
  json::monotonic_resource memory(2 * text.size() + 1024);
  const auto value = parse_text(text, &memory);
  if (!value) return std::nullopt;
  auto word = reader(*value);
  if (!word) return std::nullopt;
  return std::move(*word);
}

}  // namespace tenderlead::wire
