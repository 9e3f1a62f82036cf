// Why a file gave no text. The words are counted in the ledger as "rejected:attachment_WORD" and stay stable.
#pragma once

namespace tenderlead::convert {

enum class Problem {
  none,
  unsupported,    // none of the kinds that are read: an image, RAR, a page of HTML in the file's place
  unwanted,       // a kind that the source's configuration leaves out
  damaged,        // not what its first bytes promise, or cut off
  encrypted,      // wants a password
  too_large,      // beyond a limit on bytes, members, nesting or compression
  timed_out,      // beyond the limit on time, of the processor or the clock
  out_of_memory,  // beyond the limit on memory
  crashed,        // the converter died
  empty,          // no text in it: scanned pages
  no_converter,   // pdftotext, catdoc, xls2csv or tenderlead-convert isn't installed
  unconfined,     // the system can't confine a converter, so none was started
};

constexpr const char* to_string(Problem problem) {
  switch (problem) {
    case Problem::none:
      return "";
    case Problem::unsupported:
      return "unsupported";
    case Problem::unwanted:
      return "unwanted";
    case Problem::damaged:
      return "damaged";
    case Problem::encrypted:
      return "encrypted";
    case Problem::too_large:
      return "too_large";
    case Problem::timed_out:
      return "timed_out";
    case Problem::out_of_memory:
      return "out_of_memory";
    case Problem::crashed:
      return "crashed";
    case Problem::empty:
      return "empty";
    case Problem::no_converter:
      return "no_converter";
    case Problem::unconfined:
      return "unconfined";
  }
  return "crashed";
}

}  // namespace tenderlead::convert
