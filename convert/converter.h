// A file's bytes in, its text by pages out. Start reading here: behind it sniff.h (what it is), child_process.h and
// confinement.h (how a program is run on it), package_reader.h (our own readers), plain_text.h (what others write).
//
//   Converter converter(options);
//   AttachmentText text = converter.convert(bytes, {"pdf", "docx"});
//
// Every file is read by a child process of its own, tenderlead-convert, which confines itself and then reads, or becomes
// pdftotext, catdoc or xls2csv. Whatever the file does to it, the caller gets an answer within the limits: text, or a
// Problem by its name. Equal bytes give equal text, as long as the same converters are installed.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "convert/limits.h"
#include "convert/problem.h"
#include "model/attachment_text.h"

namespace tenderlead::convert {

struct ConverterOptions {
  // tenderlead-convert; empty: beside this program, or in ../libexec/tenderlead from there.
  std::filesystem::path helper;
  // Where private folders are made, one a file, mode 0700, gone afterwards; empty: the system's folder for such.
  std::filesystem::path folder;
  ConvertLimits limits;
};

// Immutable once made; convert() may be called from several threads.
class Converter {
 public:
  explicit Converter(ConverterOptions options = {});

  // `kinds` are those wanted, of pdf, doc, docx, xls, xlsx, zip; what a ZIP holds is judged by them too. Never throws
  // for what the bytes are. `name` of parts inside archives is UTF-8 whatever the archive has.
  AttachmentText convert(std::string_view bytes, const std::set<std::string>& kinds) const;

  // What isn't installed, each as a sentence that says what to do; empty where all is.
  std::vector<std::string> missing() const;

 private:
  class Conversion;
  ConverterOptions options_;
};

// All kinds that can be read.
const std::set<std::string>& all_kinds();

}  // namespace tenderlead::convert
