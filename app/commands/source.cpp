#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/commands/command.h"
#include "app/config/reading_tables.h"
#include "app/source_new/preview.h"
#include "app/source_new/propose.h"
#include "crawler/fetcher.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct SourceOptions {
  ProposeOptions propose;
  bool only_list = false;
  bool save = false;
  std::string write;
};

// Makes a file that isn't there yet; never overwrites one.
Result<void> write_new_file(const std::string& path, const std::string& text) {
  std::error_code ignored;
  if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty())
    std::filesystem::create_directories(folder, ignored);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0)
    return Error{ErrorCode::io,
                 path + (errno == EEXIST ? " is there already; nothing was overwritten"
                                         : std::string(" can't be made: ") + std::strerror(errno))};
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    done += static_cast<std::size_t>(written);
  }
  const bool closed = ::close(file) == 0;
  if (done == text.size() && closed) return {};
  const std::string why = std::strerror(errno);
  ::unlink(path.c_str());
  return Error{ErrorCode::io, path + " can't be written: " + why};
}

ExitStatus fail(const Error& error, const GlobalOptions& globals) {
  if (globals.json)
    std::cout << wire::to_text(boost::json::object{
                     {"error", {{"code", to_string(error.code)}, {"message", error.message}}}})
              << '\n';
  complain(error.message);
  return error.code == ErrorCode::invalid_config ? ExitStatus::wrong_usage : ExitStatus::some_failed;
}

ExitStatus new_source(SourceOptions options, const GlobalOptions& globals) {
  const std::string directory = find_config_directory(globals);
  if (options.save && directory.empty()) {
    complain("--save needs a configuration: run `tenderlead init` first, or name a file with --write FILE");
    return ExitStatus::wrong_usage;
  }
  const auto configuration = load_or_shipped(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  ProposeOptions& propose = options.propose;
  propose.follow = !options.only_list;
  propose.user_agent =
      crawler::user_agent(configuration->settings.contact, configuration->settings.user_agent_name);
  if (!directory.empty())
    for (const Source& source : configuration->sources) propose.taken_ids.push_back(source.id);
  const auto draft = propose_source(propose, config::shipped_reading_tables());
  if (!draft) return fail(draft.error(), globals);

  const std::string yaml = source_yaml(*draft);
  // What is handed out must be what check-config accepts.
  const auto loaded = config::load_sources("the proposed source", yaml);
  for (const auto& fault : loaded.faults) std::cerr << config::to_string(fault) << '\n';
  if (!loaded.ok()) return ExitStatus::wrong_usage;

  std::string file = options.write;
  if (options.save)
    file = (std::filesystem::path(directory) / "sources" / (draft->source.id + ".yaml")).string();
  if (!file.empty())
    if (const auto written = write_new_file(file, yaml); !written) return fail(written.error(), globals);
  if (globals.json) {
    std::cout << wire::to_text(draft_as_json(*draft, yaml)) << '\n';
  } else if (file.empty()) {
    print_preview(std::cerr, *draft);
    std::cerr << '\n';
    std::cout << yaml;
  } else {
    print_preview(std::cout, *draft);
  }
  if (!file.empty())
    std::cerr << "\n已写入 written: " << file
              << "\n下一步 next: tenderlead check-config，然后 tenderlead crawl --source " << draft->source.id
              << " 或 tenderlead run\n";
  return ExitStatus::done;
}

}  // namespace

void add_source(CommandLine& line) {
  auto* group = line.app->add_subcommand("source", "Add a site: source new URL");
  group->require_subcommand(1);
  auto* command = group->add_subcommand(
      "new",
      "Propose a source's YAML from a list page, with a preview\n由一个列表页生成来源配置，并预览读到的内容");
  auto options = std::make_shared<SourceOptions>();
  DraftWishes& wishes = options->propose.wishes;
  command->add_option("URL", wishes.url, "The list page; {page} or {offset} may stand in it")->required();
  command->add_option("--file", options->propose.file,
                      "Read the list page from this file (- is standard input) instead of fetching it");
  command->add_option("--content-type", options->propose.content_type,
                      "The Content-Type that the file came with");
  command->add_option("--id", wishes.id, "The source's id (default: from the address)");
  command->add_option("--name", wishes.name, "Its name (default: from the page's title)");
  command->add_option("--kind", wishes.kind, "portal or hospital (default: from the name)")
      ->check(CLI::IsMember({"portal", "hospital"}));
  command->add_option("--post", wishes.body,
                      "Ask by POST with this body; {page} or {offset} may stand in it");
  command->add_option("--link", wishes.link,
                      "JSON records without addresses: a template, https://www.example.cn/detail?id={/id}");
  command->add_option("--delay", wishes.delay, "Between two fetches, here and in the source (default: 2s)");
  command->add_flag("--allow-private", wishes.allow_private,
                    "The address may be a private or loopback one; the source will name it");
  command->add_flag("--only-list", options->only_list, "Fetch neither the second page nor details");
  auto* write = command->add_option("--write", options->write, "Write the YAML to this new file");
  command->add_flag("--save", options->save, "Write it to sources/ID.yaml of the configuration")
      ->excludes(write);
  command->callback(
      [&line, options] { line.action = [options, &line] { return new_source(*options, line.globals); }; });
}

}  // namespace tenderlead::app
