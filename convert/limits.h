// Every limit of converting, with its default. They are what a hostile file runs into.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tenderlead::convert {

// Of what is unpacked from one ZIP container (docx and xlsx are such).
struct PackageLimits {
  std::size_t max_entries = 5000;             // listed in it; a docx with many pictures has hundreds
  std::size_t max_members = 60;               // unpacked from an archive
  std::uint64_t max_total_bytes = 64u << 20;  // unpacked, all together
  // Unpacked to packed, once a member has given a megabyte. Deflate can't exceed 1032; XML of real workbooks reaches 40.
  std::uint64_t max_ratio = 200;
  std::uint64_t max_text_bytes = 8u << 20;  // of text made from it
  int max_pages = 500;                      // pages or sheets
};

// What an archive's members are sent back with, their names above all.
inline constexpr std::uint64_t kFramesBeside = 16u << 20;

// Of one converter, a child process.
struct ProcessLimits {
  std::uint64_t memory_bytes = 512u << 20;  // address space
  std::chrono::seconds cpu{10};
  std::chrono::milliseconds time{20'000};                        // by the clock, then it is killed
  std::uint64_t max_output_bytes = (64u << 20) + kFramesBeside;  // of what it writes
};

struct ConvertLimits {
  ProcessLimits process;
  PackageLimits package;
  std::uint64_t max_input_bytes = 20u << 20;
  int max_nesting = 2;                           // archives in archives: one within one, no deeper
  std::chrono::milliseconds total_time{60'000};  // one attachment with all members of it
};

}  // namespace tenderlead::convert
