// What the program and tenderlead-convert agree on: its arguments, and the statuses with which it ends by itself. They
// lie above those of pdftotext, catdoc and xls2csv, which take its place.
//
//   tenderlead-convert pdf|doc|xls|package MEMORY_BYTES CPU_SECONDS MAX_PAGES TEXT_BYTES UNPACKED_BYTES
//
// It reads the file `input` in the current folder and writes text (pdf: form feeds between pages; doc; xls: cells
// between U+001F, form feeds between sheets) or an encoded Package to standard output.
#pragma once

namespace tenderlead::convert {

inline constexpr const char* kHelperName = "tenderlead-convert";
inline constexpr const char* kInputName = "input";

enum HelperStatus : int {
  kHelperUsage = 100,
  kHelperUnconfined = 101,
  kHelperNoProgram = 102,
  kHelperNoMemory = 103,
  kHelperNoInput = 104,
  kHelperProblem = 110,  // plus the number of the Problem
};

inline constexpr char kSheetBreak = '\f';
inline constexpr char kCellBreak = '\x1F';

}  // namespace tenderlead::convert
