#include "tests/portal/portal.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <boost/url/parse.hpp>
#include <thread>

#include "tests/portal/server.h"
#include "wire/json.h"

namespace tenderlead::portal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

tcp::acceptor listen(asio::io_context& context, std::uint16_t port) {
  return {context, tcp::endpoint(asio::ip::address_v4::loopback(), port), /*reuse_addr=*/true};
}

}  // namespace

struct Portal::State {
  Options options;
  asio::io_context context{1};
  std::vector<tcp::acceptor> acceptors;  // in the order of kAllSites, then control
  std::vector<std::unique_ptr<ServedSite>> sites;
  SharedLog log;
  ControlHandler control;
  std::thread thread;

  Reply answer_control(Portal& portal, const std::string& method, const std::string& target);
};

Portal::Portal(const Options& options) : state_(std::make_unique<State>()) {
  state_->options = options;
  for (std::size_t i = 0; i <= kSiteCount; ++i)
    state_->acceptors.push_back(listen(
        state_->context, static_cast<std::uint16_t>(options.base_port == 0 ? 0 : options.base_port + i)));
  const Scenario scenario = make_scenario(options.seed, options.notices, options.as_of, options.hostile_text);
  for (const SiteId id : kAllSites) {
    const std::string at = "http://127.0.0.1:" + std::to_string(port(id));
    state_->sites.push_back(
        std::make_unique<ServedSite>(render_site(id, scenario, options.seed, at, options.hostile_files)));
    state_->sites.back()->control_port = control_port();
  }
  state_->control = [this](const std::string& method, const std::string& target) {
    return state_->answer_control(*this, method, target);
  };
  for (std::size_t i = 0; i < kSiteCount; ++i)
    asio::co_spawn(state_->context, serve_site(state_->acceptors[i], *state_->sites[i], state_->log),
                   asio::detached);
  asio::co_spawn(state_->context, serve_control(state_->acceptors[kSiteCount], state_->control),
                 asio::detached);
}

Portal::~Portal() {
  stop();
  if (state_->thread.joinable()) state_->thread.join();
}

void Portal::start() {
  state_->thread = std::thread([this] { state_->context.run(); });
}
void Portal::run() {
  state_->context.run();
}
void Portal::stop() {
  state_->context.stop();
}

std::uint16_t Portal::port(SiteId site) const {
  return state_->acceptors[static_cast<std::size_t>(site)].local_endpoint().port();
}
std::uint16_t Portal::control_port() const {
  return state_->acceptors[kSiteCount].local_endpoint().port();
}
std::string Portal::origin(SiteId id) const {
  return site(id).origin;
}
const SiteContent& Portal::site(SiteId site) const {
  return state_->sites[static_cast<std::size_t>(site)]->content;
}
const Options& Portal::options() const {
  return state_->options;
}

std::vector<TrueNotice> Portal::notices() const {
  std::vector<TrueNotice> all;
  for (const auto& served : state_->sites)
    all.insert(all.end(), served->content.notices.begin(), served->content.notices.end());
  return all;
}

std::vector<TrueProfile> Portal::profiles() const {
  std::vector<TrueProfile> all;
  for (const auto& served : state_->sites)
    all.insert(all.end(), served->content.profiles.begin(), served->content.profiles.end());
  return all;
}

void Portal::set_faults(SiteId site, FaultSet faults) {
  const std::lock_guard lock(state_->log.mutex);
  ServedSite& served = *state_->sites[static_cast<std::size_t>(site)];
  served.faults = std::move(faults);
  served.attempts.clear();
}

void Portal::set_faults(const FaultSet& faults) {
  for (const SiteId site : kAllSites) set_faults(site, faults);
}

std::vector<RequestRecord> Portal::requests() const {
  const std::lock_guard lock(state_->log.mutex);
  return state_->log.requests;
}

void Portal::clear_requests() {
  const std::lock_guard lock(state_->log.mutex);
  state_->log.requests.clear();
}

// GET /sites, /truth, /requests; DELETE /requests; PUT /faults?site=column&fault=slow&fault=drop (no site: all).
Reply Portal::State::answer_control(Portal& portal, const std::string& method, const std::string& target) {
  const auto url = boost::urls::parse_origin_form(target);
  if (!url) return {404, "text/plain", "no such thing\n"};
  const std::string path(url->encoded_path().data(), url->encoded_path().size());
  if (method == "GET" && path == "/sites") return {200, "application/json", origins_json(portal)};
  if (method == "GET" && path == "/truth") return {200, "application/jsonl", truth_jsonl(portal)};
  if (method == "GET" && path == "/requests")
    return {200, "application/jsonl", requests_jsonl(portal.requests())};
  if (method == "DELETE" && path == "/requests") {
    portal.clear_requests();
    return {200, "text/plain", "cleared\n"};
  }
  if (method != "PUT" || path != "/faults") return {404, "text/plain", "no such thing\n"};
  FaultSet faults;
  std::optional<SiteId> only;
  for (const auto parameter : url->params()) {
    if (parameter.key == "site") only = site_from_string(parameter.value);
    const std::optional<Fault> fault =
        parameter.key == "fault" ? fault_from_string(parameter.value) : std::nullopt;
    if (fault) faults.insert(*fault);
    if ((parameter.key == "site" && !only) || (parameter.key == "fault" && !fault))
      return {404, "text/plain", "unknown " + parameter.key + "\n"};
  }
  if (only)
    portal.set_faults(*only, faults);
  else
    portal.set_faults(faults);
  return {200, "text/plain", "set\n"};
}

std::string origins_json(const Portal& portal) {
  boost::json::object origins;
  for (const SiteId site : kAllSites) origins[to_string(site)] = portal.origin(site);
  origins["control"] = "http://127.0.0.1:" + std::to_string(portal.control_port());
  return boost::json::serialize(origins) + "\n";
}

std::string truth_jsonl(const Portal& portal) {
  std::string lines;
  const auto add = [&lines](SiteId site, const std::string& url, const std::string& body_url,
                            boost::json::object label) {
    boost::json::object row;
    row["site"] = to_string(site);
    row["url"] = url;
    row["body_url"] = body_url;
    row["label"] = std::move(label);
    lines += wire::to_text(row) + "\n";
  };
  for (const TrueNotice& known : portal.notices())
    add(known.site, known.notice.url, known.body_url, wire::to_json(known.notice));
  for (const TrueProfile& known : portal.profiles())
    add(known.site, known.profile.url, known.profile.url, wire::to_json(known.profile));
  return lines;
}

std::string requests_jsonl(const std::vector<RequestRecord>& requests) {
  std::string lines;
  for (const RequestRecord& request : requests) {
    boost::json::object row;
    row["site"] = to_string(request.site);
    row["method"] = request.method;
    row["target"] = request.target;
    row["user_agent"] = request.user_agent;
    row["started_us"] = request.started;
    row["ended_us"] = request.ended;
    row["status"] = request.status;
    row["body_bytes"] = request.body_bytes;
    row["in_flight"] = request.in_flight;
    row["conditional"] = request.conditional;
    lines += boost::json::serialize(row) + "\n";
  }
  return lines;
}

}  // namespace tenderlead::portal
