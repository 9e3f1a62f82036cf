// tenderlead-portal: the simulated portal as a program, for the demo, the tutorial and load tests.
#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <iostream>

#include "tests/portal/portal.h"

namespace {

// Nothing is kept, so there is nothing to put in order.
extern "C" void end_process(int) {
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tenderlead;
  portal::Options options;
  options.as_of = local_date(
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
  std::string as_of;
  std::vector<std::string> faults;
  bool truth = false;

  CLI::App app{
      "A simulated tender portal and two hospital websites on 127.0.0.1. Prints its addresses as one JSON "
      "object and serves until it is stopped."};
  app.add_option("--seed", options.seed, "What everything is made from")->capture_default_str();
  app.add_option("--notices", options.notices, "How many notices, over all sites")->capture_default_str();
  app.add_option("--as-of", as_of, "The newest notices' day, YYYY-MM-DD (default: today)");
  app.add_option("--port", options.base_port, "First of six ports in a row; 0 takes any")
      ->capture_default_str();
  app.add_option("--fault", faults,
                 "A fault, or SITE:FAULT; may be repeated (docs/simulated-portal.md lists them)");
  app.add_flag("--hostile-files", options.hostile_files, "Serve harmful files where pages refer to files");
  app.add_flag("--hostile-text", options.hostile_text, "Put markup and formulas into some titles");
  app.add_flag("--truth", truth, "Print what is true of every page as JSON lines, and end");
  CLI11_PARSE(app, argc, argv);

  if (!as_of.empty()) {
    const auto day = date_from_iso(as_of);
    if (!day) {
      std::cerr << "--as-of: " << as_of << " is no day; write it like 2026-08-01\n";
      return 2;
    }
    options.as_of = *day;
  }
  try {
    portal::Portal served(options);
    portal::FaultSet everywhere;
    for (const std::string& text : faults) {
      const auto colon = text.find(':');
      const auto fault =
          portal::fault_from_string(colon == std::string::npos ? text : text.substr(colon + 1));
      const auto site = portal::site_from_string(text.substr(0, colon == std::string::npos ? 0 : colon));
      if (!fault || (colon != std::string::npos && !site)) {
        std::cerr << "--fault: unknown: " << text << "\n";
        return 2;
      }
      if (site)
        served.set_faults(*site, {*fault});
      else
        everywhere.insert(*fault);
    }
    if (!everywhere.empty()) served.set_faults(everywhere);
    if (truth) {
      std::cout << portal::truth_jsonl(served);
      return 0;
    }
    std::signal(SIGINT, end_process);
    std::signal(SIGTERM, end_process);
    std::cout << portal::origins_json(served) << std::flush;
    served.run();
  } catch (const std::exception& failure) {
    std::cerr << "the portal can't start: " << failure.what() << "\n";
    return 1;
  }
  return 0;
}
