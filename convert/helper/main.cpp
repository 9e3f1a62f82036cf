// tenderlead-convert: one file to text, confined. Started by the program for every attachment, never by people.
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "convert/confinement.h"
#include "convert/helper_protocol.h"
#include "convert/package_reader.h"

namespace {

using namespace tenderlead::convert;  // NOLINT(google-build-using-namespace): this program is that room's

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

std::optional<std::uint64_t> number(const char* text) {
  const std::string_view all(text);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
  if (error != std::errc() || end != all.data() + all.size()) return std::nullopt;
  return value;
}

// The program that takes this process's place; empty where this one reads by itself.
std::vector<std::string> program_for(std::string_view kind, const std::string& pages) {
  if (kind == "pdf") return {"pdftotext", "-layout", "-enc", "UTF-8", "-l", pages, kInputName, "-"};
  if (kind == "doc") return {"catdoc", "-w", "-d", "utf-8", kInputName};
  if (kind == "xls")
    return {"xls2csv",
            "-q",
            "0",
            "-c",
            std::string(1, kCellBreak),
            "-b",
            std::string(1, kSheetBreak),
            "-f",
            "%Y-%m-%d",
            "-d",
            "utf-8",
            kInputName};
  return {};
}

bool read_input(std::string& bytes) {
  std::FILE* file = std::fopen(kInputName, "rb");
  if (file == nullptr) return false;
  std::array<char, 64 << 10> buffer;
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), file)) > 0;)
    bytes.append(buffer.data(), got);
  const bool good = std::ferror(file) == 0;
  std::fclose(file);
  return good;
}

int read_own(const PackageLimits& limits) {
  std::string bytes;
  if (!read_input(bytes)) return kHelperNoInput;
  Package package;
  const Problem problem = read_package(bytes, limits, package);
  if (problem != Problem::none) return kHelperProblem + static_cast<int>(problem);
  const std::string out = encode_package(package);
  const bool written =
      std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0;
  return written ? 0 : kHelperNoInput;
}

}  // namespace

#if defined(__SANITIZE_ADDRESS__)
// The search for leaks at the end starts a thread and traces, which confinement forbids.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}
#endif

int main(int count, char** arguments) {
  if (count != 7) return kHelperUsage;
  const std::string_view kind = arguments[1];
  const auto memory = number(arguments[2]);
  const auto cpu = number(arguments[3]);
  const auto pages = number(arguments[4]);
  const auto text = number(arguments[5]);
  const auto unpacked = number(arguments[6]);
  if (!memory || !cpu || *cpu > 3600 || !pages || *pages == 0 || *pages > 100'000 || !text || !unpacked)
    return kHelperUsage;
  PackageLimits package;
  package.max_pages = static_cast<int>(*pages);
  package.max_text_bytes = *text;
  package.max_total_bytes = *unpacked;
  ProcessLimits limits;
  limits.memory_bytes = *memory;
  limits.cpu = std::chrono::seconds(*cpu);
  // Made before the limits hold.
  auto program = program_for(kind, arguments[4]);
  std::vector<char*> words;
  for (auto& word : program) words.push_back(word.data());
  words.push_back(nullptr);
  if (program.empty() && kind != "package") return kHelperUsage;
  // What takes this process's place is never sanitized, whatever this is.
  if (!confine(limits, !program.empty() || !kSanitized)) return kHelperUnconfined;
  if (!program.empty()) {
    execvp(words[0], words.data());
    return kHelperNoProgram;
  }
  try {
    return read_own(package);
  } catch (const std::bad_alloc&) {
    return kHelperNoMemory;
  }
}
