// An item of an invented list, with the words of one notice put in.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

namespace tenderlead::parsers {

// `item` with each {key} as often as it stands there.
inline std::string filled(std::string item,
                          std::initializer_list<std::pair<std::string, std::string>> values) {
  for (const auto& [key, value] : values)
    for (std::size_t at = item.find(key); at != std::string::npos; at = item.find(key, at + value.size()))
      item.replace(at, key.size(), value);
  return item;
}

}  // namespace tenderlead::parsers
