// Ids that show are derived from content, never counted: the same pages give the same ids on every machine and after
// every interruption. 16 hex digits of SHA-256 are 64 bits: among ten million rows the chance of one collision is
// about 3 in a million, and a collision overwrites a row, it doesn't break the store.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tenderlead::store {

// The 32 raw bytes of SHA-256 over the parts, each preceded by its length, so that ("ab","c") isn't ("a","bc").
std::string sha256(std::initializer_list<std::string_view> parts);

// 16 lower-case hex digits of it.
std::string content_id(std::initializer_list<std::string_view> parts);

std::string notice_id(std::string_view source_id, std::string_view url);
std::string profile_id(std::string_view source_id, std::string_view url);

}  // namespace tenderlead::store
