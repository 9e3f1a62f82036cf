#include "convert/converter.h"

#include <signal.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <span>
#include <system_error>
#include <utility>

#include "convert/child_process.h"
#include "convert/helper_protocol.h"
#include "convert/package_reader.h"
#include "convert/plain_text.h"
#include "convert/sniff.h"

namespace tenderlead::convert {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// A name is shown, and hostile: this long at most, without control characters.
constexpr std::size_t kMostName = 300;

// A folder of its own that goes with it.
class PrivateFolder {
 public:
  explicit PrivateFolder(const fs::path& below) {
    std::error_code error;
    fs::path root = below;
    if (root.empty())
      root = fs::temp_directory_path(error);
    else
      fs::create_directories(root, error);
    std::string pattern = (root / "tenderlead-XXXXXX").string();
    if (!error && mkdtemp(pattern.data()) != nullptr) path_ = pattern;  // mode 0700
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

fs::path own_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

fs::path find_helper(const fs::path& named) {
  if (!named.empty()) return named;
  const fs::path beside = own_folder() / kHelperName;
  if (access(beside.c_str(), X_OK) == 0) return beside;
  return own_folder().parent_path() / "libexec" / "tenderlead" / kHelperName;
}

bool is_installed(const char* program) {
  for (const char* folder : {"/usr/local/bin", "/usr/bin", "/bin"})
    if (access((fs::path(folder) / program).c_str(), X_OK) == 0) return true;
  return false;
}

// As our own readers, the C++ library, poppler and the dynamic loader say it.
constexpr std::array<std::string_view, 4> kNoMemoryWords = {"bad_alloc", "ut of memory",
                                                            "annot allocate memory", "failed to map"};
constexpr std::array<std::string_view, 2> kLockedWords = {"assword", "ncrypted"};

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

Problem problem_of(const ChildOutcome& outcome) {
  using End = ChildOutcome::End;
  switch (outcome.end) {
    case End::timed_out:
      return Problem::timed_out;
    case End::output_limit:
      return Problem::too_large;
    case End::not_started:
      return Problem::no_converter;
    case End::signalled:
      // SIGKILL comes a second after SIGXCPU, or from a system without memory.
      if (outcome.status == SIGXCPU || outcome.status == SIGKILL) return Problem::timed_out;
      if (contains_any(outcome.messages, kNoMemoryWords)) return Problem::out_of_memory;
      return Problem::crashed;
    case End::exited:
      break;
  }
  switch (outcome.status) {
    case 0:
      return Problem::none;
    case kHelperUnconfined:
      return Problem::unconfined;
    case kHelperNoProgram:
      return Problem::no_converter;
    case kHelperNoMemory:
      return Problem::out_of_memory;
    default:
      break;
  }
  if (outcome.status > kHelperProblem &&
      outcome.status <= kHelperProblem + static_cast<int>(Problem::unconfined))
    return static_cast<Problem>(outcome.status - kHelperProblem);
  if (contains_any(outcome.messages, kNoMemoryWords)) return Problem::out_of_memory;
  if (contains_any(outcome.messages, kLockedWords)) return Problem::encrypted;
  return Problem::damaged;
}

// Archives made in China have names in GBK, which nothing in them says.
std::string shown_name(const std::string& raw) {
  std::string name = raw.substr(0, kMostName);
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString text;
  for (const char* charset : {"UTF-8", "gb18030"}) {
    error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(charset, &error);
    if (U_FAILURE(error)) continue;
    UErrorCode failed = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &failed);
    text = icu::UnicodeString(name.data(), static_cast<int32_t>(name.size()), converter, failed);
    ucnv_close(converter);
    error = failed;
    if (U_SUCCESS(error)) break;
  }
  if (U_FAILURE(error)) text = icu::UnicodeString::fromUTF8(name);  // with U+FFFD for what is wrong
  for (int32_t i = 0; i < text.length(); ++i)
    if (text[i] < 0x20 || text[i] == 0x7F) text.setCharAt(i, u'_');
  std::string out;
  text.toUTF8String(out);
  return out;
}

const char* name_of(PackageKind kind) {
  switch (kind) {
    case PackageKind::word:
      return "docx";
    case PackageKind::workbook:
      return "xlsx";
    case PackageKind::seven_zip:
      return "7z";
    case PackageKind::tar:
      return "tar";
    case PackageKind::zip:
      break;
  }
  return "zip";
}

const char* word_for(FileKind kind) {
  switch (kind) {
    case FileKind::pdf:
      return "pdf";
    case FileKind::doc:
      return "doc";
    case FileKind::xls:
      return "xls";
    case FileKind::package:
      return "package";
    case FileKind::encrypted:
    case FileKind::other:
      break;
  }
  return "";
}

}  // namespace

const std::set<std::string>& all_kinds() {
  static const std::set<std::string> kinds = {"pdf", "doc", "docx", "xls", "xlsx", "zip", "7z", "tar"};
  return kinds;
}

// One attachment, with all that it holds.
class Converter::Conversion {
 public:
  Conversion(const ConverterOptions& options, const std::set<std::string>& kinds)
      : options_(options), kinds_(kinds), deadline_(Clock::now() + options.limits.total_time) {}

  AttachmentText run(std::string_view bytes) {
    text_.kind = read(bytes, "", 0);
    return std::move(text_);
  }

 private:
  void fail(const std::string& file, Problem problem) {
    text_.problems.push_back({file, to_string(problem)});
  }

  // Reads one file; what it is called is `file`. Returns its kind.
  std::string read(std::string_view bytes, const std::string& file, int depth) {
    const FileKind kind = sniff(bytes);
    const std::string word = word_for(kind);
    if (word.empty()) {
      fail(file, kind == FileKind::encrypted ? Problem::encrypted : Problem::unsupported);
      return "";
    }
    const bool plain = kind != FileKind::package;
    if (plain && !kinds_.contains(word)) {
      fail(file, Problem::unwanted);
      return word;
    }
    if (bytes.size() > options_.limits.max_input_bytes && depth == 0) {
      fail(file, Problem::too_large);
      return plain ? word : "";
    }
    std::string output;
    if (const Problem problem = run_helper(word, bytes, output); problem != Problem::none) {
      fail(file, problem);
      return plain ? word : "";
    }
    if (!plain) return read_container(output, file, depth);
    auto parts = kind == FileKind::pdf   ? pages_of_layout(output)
                 : kind == FileKind::doc ? pages_of_word(output)
                                         : sheets_of_cells(output);
    keep(std::move(parts), file);
    return word;
  }

  std::string read_container(const std::string& stream, const std::string& file, int depth) {
    Package package;
    if (!decode_package(stream, package)) {
      fail(file, Problem::crashed);
      return "";
    }
    const std::string kind = name_of(package.kind);
    const bool archive = package.kind != PackageKind::word && package.kind != PackageKind::workbook;
    if (!kinds_.contains(kind)) {
      fail(file, Problem::unwanted);
      return kind;
    }
    if (archive && depth >= options_.limits.max_nesting) {
      fail(file, Problem::too_large);
      return kind;
    }
    text_.cut = text_.cut || package.cut;
    if (archive) {
      read_members(package, file, depth);
      return kind;
    }
    std::vector<AttachmentPart> parts;
    int sheet = 0;
    for (Frame& frame : package.frames) {
      const bool word = package.kind == PackageKind::word;
      const int page = word ? std::atoi(frame.name.c_str()) : ++sheet;
      if (frame.payload.empty()) continue;
      parts.push_back(
          {"", page, word ? std::string() : shown_name(frame.name), true, std::move(frame.payload)});
    }
    keep(std::move(parts), file);
    return kind;
  }

  void read_members(const Package& package, const std::string& file, int depth) {
    for (const Frame& member : package.frames) {
      const std::string name = (file.empty() ? "" : file + "/") + shown_name(member.name);
      if (member.problem != Problem::none)
        fail(name, member.problem);
      else
        read(member.payload, name, depth + 1);
    }
  }

  void keep(std::vector<AttachmentPart> parts, const std::string& file) {
    const bool words = std::any_of(parts.begin(), parts.end(), [](const AttachmentPart& part) {
      // Tags alone say nothing: a letter must stand outside of them.
      bool in_tag = false;
      for (const char c : part.text) {
        if (c == '<') in_tag = true;
        if (!in_tag && static_cast<unsigned char>(c) > ' ') return true;
        if (c == '>') in_tag = false;
      }
      return false;
    });
    if (!words) {
      fail(file, Problem::empty);
      return;
    }
    for (auto& part : parts) {
      if (bytes_ + part.text.size() > options_.limits.package.max_text_bytes) {
        text_.cut = true;
        return;
      }
      bytes_ += part.text.size();
      part.file = file;
      text_.parts.push_back(std::move(part));
    }
  }

  Problem run_helper(const std::string& kind, std::string_view bytes, std::string& output) {
    const auto& limits = options_.limits;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left.count() <= 0) return Problem::timed_out;
    const PrivateFolder folder(options_.folder);
    if (folder.path().empty()) return Problem::crashed;
    {
      std::ofstream file(folder.path() / kInputName, std::ios::binary);
      file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      file.flush();
      if (!file) return Problem::crashed;
    }
    ChildRequest request;
    request.command = {
        find_helper(options_.helper).string(),         kind,
        std::to_string(limits.process.memory_bytes),   std::to_string(limits.process.cpu.count()),
        std::to_string(limits.package.max_pages),      std::to_string(limits.package.max_text_bytes),
        std::to_string(limits.package.max_total_bytes)};
    request.folder = folder.path();
    request.time = std::min(limits.process.time, left);
    request.max_output_bytes = limits.process.max_output_bytes;
    auto outcome = run_child(request);
    output = std::move(outcome.output);
    return problem_of(outcome);
  }

  const ConverterOptions& options_;
  const std::set<std::string>& kinds_;
  const Clock::time_point deadline_;
  AttachmentText text_;
  std::uint64_t bytes_ = 0;
};

Converter::Converter(ConverterOptions options) : options_(std::move(options)) {}

AttachmentText Converter::convert(std::string_view bytes, const std::set<std::string>& kinds) const {
  return Conversion(options_, kinds).run(bytes);
}

std::vector<std::string> Converter::missing() const {
  std::vector<std::string> out;
  const fs::path helper = find_helper(options_.helper);
  if (access(helper.c_str(), X_OK) != 0)
    out.push_back(helper.string() +
                  " is missing, so no attachment can be read; install it beside tenderlead");
  if (!is_installed("pdftotext"))
    out.push_back("pdftotext isn't installed, so PDF attachments can't be read (Debian: poppler-utils)");
  if (!is_installed("catdoc") || !is_installed("xls2csv"))
    out.push_back(
        "catdoc and xls2csv aren't installed, so DOC and XLS attachments can't be read (Debian: catdoc)");
  return out;
}

}  // namespace tenderlead::convert
