#include <spdlog/spdlog.h>

#include <atomic>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands/command.h"
#include "app/config/reading_tables.h"
#include "app/config/schedule_settings.h"
#include "app/config/serve_settings.h"
#include "app/pipeline/link.h"
#include "app/pipeline/run.h"
#include "app/pipeline/stored_page.h"
#include "app/serving/catalogue.h"
#include "app/serving/organisation_book.h"
#include "app/serving/relinker.h"
#include "app/serving/sources.h"
#include "web/api/people/first_run.h"
#include "web/http/server.h"
#include "web/service.h"

namespace tenderlead::app {
namespace {

struct ServeOptions {
  std::string address;      // empty: as configured
  int port = -1;            // -1: as configured
  std::string certificate;  // likewise
  std::string key;
  std::string public_url;
  bool behind_proxy = false;
  bool no_schedule = false;
};

std::string settings_file(const config::Configuration& configuration) {
  std::ifstream file(std::filesystem::path(configuration.directory) / "tenderlead.yaml", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The configuration's settings with what was typed in place of them.
config::ServeSettings settings_of(const ServeOptions& options, const config::Configuration& configuration) {
  const std::filesystem::path folder = configuration.directory;
  // Faults would have been found when the configuration was loaded.
  auto settings = config::load_serve_settings("tenderlead.yaml", settings_file(configuration)).value;
  // A relative one in tenderlead.yaml is below the configuration; one that is typed is where the user stands.
  for (auto* path : {&settings.certificate, &settings.key})
    if (!path->empty()) *path = (folder / *path).string();
  if (!options.address.empty()) settings.address = options.address;
  if (options.port >= 0) settings.port = options.port;
  if (!options.certificate.empty()) settings.certificate = options.certificate;
  if (!options.key.empty()) settings.key = options.key;
  if (!options.public_url.empty()) settings.public_url = options.public_url;
  settings.behind_proxy = settings.behind_proxy || options.behind_proxy;
  return settings;
}

// The store for people's work, beside a crawl that may be writing. Makes it where there is none, and brings an older one up to date; for
// that nobody else may be writing.
Result<std::unique_ptr<store::Store>> open_for_people(const std::filesystem::path& path) {
  if (auto mine = store::Store::open(path, store::OpenMode::create);
      !mine && mine.error().code != ErrorCode::busy)
    return mine.error();
  return store::Store::open(path, store::OpenMode::people);
}

// What people decided about organisations, brought to notices and lists.
Result<void> link_anew(const std::filesystem::path& path) {
  auto mine = store::Store::open(path, store::OpenMode::read_write);
  if (!mine) return mine.error();
  if (auto linked = link_all(**mine, config::shipped_reading_tables()); !linked) return linked.error();
  return (*mine)->write([](store::WriteBatch& batch) { batch.note_change("organisation", "", ""); });
}

// Ctrl-C and SIGTERM as something to wait for. To be made before any thread, which all inherit the mask.
class StopSignal {
 public:
  StopSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait() {
    int signal = 0;
    while (sigwait(&signals_, &signal) != 0) {
    }
    // From now on a second one ends the process at once.
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  }

 private:
  sigset_t signals_{};
};

// What a run is started with, as this process was.
std::vector<std::string> options_of_runs(const GlobalOptions& globals,
                                         const config::Configuration& configuration) {
  std::vector<std::string> options = {"--config", configuration.directory};
  if (!globals.data_directory.empty()) options.insert(options.end(), {"--data", globals.data_directory});
  if (!globals.log_level.empty()) options.insert(options.end(), {"--log-level", globals.log_level});
  return options;
}

std::string own_url(const config::ServeSettings& settings, std::uint16_t port) {
  const bool v6 = settings.address.find(':') != std::string::npos;
  // Nobody can be sent to "all addresses".
  const auto host = settings.address == "0.0.0.0" ? "127.0.0.1"
                    : settings.address == "::"    ? "[::1]"
                    : v6                          ? "[" + settings.address + "]"
                                                  : settings.address;
  return (settings.certificate.empty() ? "http://" : "https://") + host + ":" + std::to_string(port);
}

void say_how_to_begin(const std::string& url, const std::string& link, bool pages) {
  std::cout << url << '\n';
  if (!link.empty())
    std::cout << "首次使用：打开此链接设置管理员（只能用一次，三天内有效）\n"
                 "First run: open this link to set up the admin (works once, for three days)\n  "
              << link << '\n';
  if (!pages)
    std::cout << "This program was built without the review pages; the interface is at " << url
              << "/api/v1\n";
  std::cout << "按 Ctrl-C 停止 / Ctrl-C stops it" << std::endl;
}

ExitStatus serve(const ServeOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto settings = settings_of(options, *configuration);
  if (settings.certificate.empty() != settings.key.empty()) {
    complain("--certificate and --key go together");
    return ExitStatus::wrong_usage;
  }
  StopSignal stop;
  auto store = open_for_people(store_path(*configuration));
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }

  const auto now = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  const auto schedule =
      config::load_schedule_settings("tenderlead.yaml", settings_file(*configuration)).value;
  ProcessLauncher launcher(options_of_runs(globals, *configuration),
                           [](const std::string& line) { std::cerr << line << std::endl; });
  std::unique_ptr<Scheduler> scheduler;
  if (!options.no_schedule) {
    auto planned = scheduler_options(*configuration, schedule, now);
    planned.log = [](const std::string& words) { spdlog::warn("{}", words); };
    scheduler = std::make_unique<Scheduler>(**store, launcher, std::move(planned));
  }

  // The port is known before the service is, and links need it.
  std::unique_ptr<web::Service> service;
  web::ServerOptions server_options;
  server_options.address = settings.address;
  server_options.port = static_cast<std::uint16_t>(settings.port);
  if (!settings.certificate.empty()) server_options.tls = web::TlsFiles{settings.certificate, settings.key};
  // A write waits for a crawl's; meanwhile others read.
  server_options.handler_threads = 16;
  const auto log = [](const std::string& words) { spdlog::error("{}", words); };
  server_options.on_fault = log;
  server_options.on_warning = [](const std::string& words) { spdlog::warn("{}", words); };
  std::atomic<web::Service*> ready{nullptr};
  auto server = web::Server::start(std::move(server_options), [&ready](const web::Request& request) {
    const auto* it = ready.load();
    if (it != nullptr) return it->respond(request);
    auto response = web::problem(503, "starting", "The service is starting. Try again in a moment.");
    response.set("Retry-After", "1");
    return response;
  });
  if (!server) {
    complain(server.error().message);
    return ExitStatus::wrong_usage;
  }
  const auto url = own_url(settings, (*server)->port());

  web::ServiceOptions service_options;
  service_options.catalogue = catalogue_of(*configuration);
  service_options.reach = {settings.public_url.empty() ? url : settings.public_url, settings.behind_proxy};
  service_options.log = log;
  service_options.actions.show_page = [from = store->get(), archive = archive_path(*configuration)](
                                          const web::PageAsk& ask) -> Result<web::StoredPage> {
    auto page = stored_page(*from, archive, {ask.notice_id, ask.highlight, ask.english, ask.dark});
    if (!page) return page.error();
    return web::StoredPage{std::move(*page)};
  };
  Relinker relinker([path = store_path(*configuration)] { return link_anew(path); }, log);
  service_options.actions.organisations = organisation_book(config::shipped_reading_tables());
  service_options.actions.organisations.decided = [&relinker] { relinker.ask(); };
  service_options.actions.sources = source_actions(*configuration, schedule, scheduler.get(), now);
  const auto public_url = service_options.reach.public_url;
  auto made = web::Service::make(**store, std::move(service_options));
  const auto link =
      made ? web::first_run_link(**store, std::time(nullptr), public_url) : Result<std::string>(made.error());
  if (!link) {
    complain(link.error().message);
    return ExitStatus::store_unavailable;
  }
  service = std::move(*made);
  service->watch();
  ready = service.get();
  if (scheduler) scheduler->start();
  say_how_to_begin(public_url, *link, service->site().built());
  stop.wait();
  spdlog::info("stopping: what is being answered is finished first");
  service->hang_up();
  (*server)->stop();
  if (scheduler) scheduler->stop();
  return ExitStatus::done;
}

}  // namespace

void add_serve(CommandLine& line) {
  auto* command = line.app->add_subcommand("serve", "The review pages and /api/v1, until Ctrl-C");
  auto options = std::make_shared<ServeOptions>();
  command->add_option("--address", options->address,
                      "IP address to listen at (default: 127.0.0.1, this machine alone)");
  command->add_option("--port", options->port, "Port (default: 8080; 0: any that is free)")
      ->check(CLI::Range(0, 65535));
  command->add_option("--certificate", options->certificate,
                      "PEM file with the certificate's chain: HTTPS, with --key");
  command->add_option("--key", options->key, "PEM file with the certificate's key");
  command->add_option("--public-url", options->public_url,
                      "How browsers reach it, where a proxy stands in front");
  command->add_flag("--behind-proxy", options->behind_proxy, "Believe X-Forwarded-For and X-Forwarded-Proto");
  command->add_flag("--no-schedule", options->no_schedule,
                    "Start no runs: `tenderlead run` by a timer does, also those that people ask for");
  command->callback(
      [&line, options] { line.action = [&line, options] { return serve(*options, line.globals); }; });
}

}  // namespace tenderlead::app
