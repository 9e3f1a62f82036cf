// Finds the way back into a WARC file behind what is damaged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tenderlead::crawler {

// Where the first gzip member within [from, end) of a file lies that begins a WARC record.
std::optional<std::uint64_t> next_member(const std::filesystem::path& path, std::uint64_t from,
                                         std::uint64_t end);

}  // namespace tenderlead::crawler
