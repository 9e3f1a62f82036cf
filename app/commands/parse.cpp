#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "app/commands/command.h"
#include "app/config/reading_tables.h"
#include "app/reading.h"
#include "parsers/page_parser.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct ParseOptions {
  std::string file;
  std::string url;
  std::string content_type;
  std::string as = "auto";
  bool jsonl = false;
};

ExitStatus parse_one(const ParseOptions& options) {
  ReadRequest request;
  request.path = options.file;
  request.url = options.url;
  request.content_type = options.content_type;
  request.as = options.as;
  const auto answer = read_file_as_json(request, config::shipped_reading_tables());
  if (!answer) {
    complain(answer.error().message);
    return ExitStatus::some_failed;
  }
  std::cout << wire::to_text(*answer) << '\n';
  return answer->contains("error") ? ExitStatus::some_failed : ExitStatus::done;
}

ExitStatus parse_lines(std::istream& in, std::ostream& out) {
  bool failed = false;
  std::string row;
  while (std::getline(in, row)) {
    if (row.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto answer = answer_row(row, config::shipped_reading_tables());
    failed = failed || answer.contains("error");
    out << wire::to_text(answer) << '\n';
  }
  return failed ? ExitStatus::some_failed : ExitStatus::done;
}

}  // namespace

void add_parse(CommandLine& line) {
  auto* command =
      line.app->add_subcommand("parse", "Read one page, or one a line with --jsonl, and print what it says");
  auto options = std::make_shared<ParseOptions>();
  command->add_option("FILE", options->file, "The page; - for standard input");
  command->add_option("--url", options->url, "Where the page comes from; links are resolved against it");
  command->add_option("--content-type", options->content_type, "The Content-Type header that it came with");
  command->add_option("--as", options->as, "What it is")
      ->check(CLI::IsMember({"auto", "notice", "list", "hospital"}));
  command->add_flag("--jsonl", options->jsonl,
                    "Rows on standard input: path, id, url, content_type, as, title, published_at");
  command->callback([&line, options] {
    line.action = [options] {
      if (options->jsonl) return parse_lines(std::cin, std::cout);
      if (!options->file.empty()) return parse_one(*options);
      complain("parse needs a FILE, or --jsonl with rows on standard input");
      return ExitStatus::wrong_usage;
    };
  });
}

}  // namespace tenderlead::app
