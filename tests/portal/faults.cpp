#include "tests/portal/faults.h"

#include <zlib.h>

#include <array>
#include <stdexcept>

#include "model/names.h"

namespace tenderlead::portal {
namespace {

constexpr std::array<NamedValue<Fault>, kFaultCount> kNames{{
    {Fault::slow, "slow", ""},
    {Fault::stall, "stall", ""},
    {Fault::drop, "drop", ""},
    {Fault::flaky, "flaky", ""},
    {Fault::broken, "broken", ""},
    {Fault::missing, "missing", ""},
    {Fault::redirect_loop, "redirect_loop", ""},
    {Fault::redirect_private, "redirect_private", ""},
    {Fault::gzip_bomb, "gzip_bomb", ""},
    {Fault::huge, "huge", ""},
    {Fault::wrong_charset, "wrong_charset", ""},
    {Fault::endless, "endless", ""},
    {Fault::shifting, "shifting", ""},
    {Fault::robots_error, "robots_error", ""},
    {Fault::robots_missing, "robots_missing", ""},
    {Fault::robots_denies, "robots_denies", ""},
    {Fault::robots_delay, "robots_delay", ""},
}};

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3ULL;
  // FNV's low bits alone are weak for targets that differ in one digit.
  return hash ^ (hash >> 29);
}

std::string private_target(std::uint64_t hash, std::uint16_t control_port) {
  switch (hash / 5 % 5) {
    case 0:
      return "http://10.0.0.1/admin";
    case 1:
      return "http://169.254.169.254/latest/meta-data/";
    case 2:
      return "http://[::1]:" + std::to_string(control_port) + "/requests";
    case 3:
      return "http://127.0.0.1:" + std::to_string(control_port) + "/requests";
    default:
      return "file:///etc/passwd";
  }
}

std::string number_in(const std::string& target, std::string_view before, std::string_view after) {
  const std::size_t at = target.rfind(before);
  if (at == std::string::npos) return {};
  const std::size_t from = at + before.size();
  const std::size_t end = after.empty() ? target.size() : target.find(after, from);
  if (end == std::string::npos || end == from || end - from > 9) return {};
  const std::string digits = target.substr(from, end - from);
  return digits.find_first_not_of("0123456789") == std::string::npos ? digits : std::string();
}

}  // namespace

const char* to_string(Fault fault) {
  return find_value(kNames, fault)->name;
}
std::optional<Fault> fault_from_string(std::string_view text) {
  return find_name(kNames, text);
}

Action decide(const FaultSet& faults, const std::string& target, Resource::Role role, int attempt,
              std::uint16_t control_port) {
  Action action;
  if (faults.empty()) return action;
  const bool robots = target == "/robots.txt";
  const std::uint64_t hash = hash_of(target);
  const bool victim = role == Resource::Role::detail && hash % 5 == 0;
  const bool first = attempt == 1;
  const auto with = [&](Fault fault) { return faults.contains(fault); };
  const auto status = [&](int code, bool retry_after) {
    action.kind = Action::Kind::status;
    action.status = code;
    action.retry_after = retry_after;
  };
  if (with(Fault::slow)) action.delay_ms = 40 + static_cast<int>(hash / 7 % 60);
  if (robots) {
    if (with(Fault::robots_error)) status(503, false);
    if (with(Fault::robots_missing)) status(404, false);
    return action;
  }
  if (with(Fault::flaky) && first && hash % 4 == 1) {
    const int codes[] = {500, 503, 429};
    const int code = codes[hash / 11 % 3];
    status(code, code != 500);
    return action;
  }
  // The two ends of a redirect loop: the page and the page with ?again.
  if (with(Fault::redirect_loop)) {
    const std::size_t again = target.find("?again");
    if (again != std::string::npos || victim) {
      action.kind = Action::Kind::redirect;
      action.status = 302;
      action.location = again != std::string::npos ? target.substr(0, again) : target + "?again";
      return action;
    }
  }
  if (!victim) return action;
  if (with(Fault::broken)) status(500, false);
  if (with(Fault::missing)) status(404, false);
  if (with(Fault::redirect_private)) {
    action.kind = Action::Kind::redirect;
    action.status = 302;
    action.location = private_target(hash, control_port);
  }
  if (with(Fault::gzip_bomb)) action.kind = Action::Kind::bomb;
  if (with(Fault::huge)) action.kind = Action::Kind::huge;
  if (with(Fault::stall) && first) action.kind = Action::Kind::stall;
  if (with(Fault::drop) && first) action.kind = Action::Kind::drop;
  return action;
}

const std::string& gzip_bomb() {
  static const std::string bomb = [] {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::runtime_error("deflateInit2 failed");
    const std::string zeros(1 << 20, '\0');
    std::string out;
    std::string chunk(1 << 16, '\0');
    for (int megabyte = 0; megabyte < 512; ++megabyte) {
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
      stream.avail_in = static_cast<uInt>(zeros.size());
      do {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        deflate(&stream, megabyte == 511 ? Z_FINISH : Z_NO_FLUSH);
        out.append(chunk.data(), chunk.size() - stream.avail_out);
      } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
  }();
  return bomb;
}

std::string endless_page(const SiteContent& site, const std::string& target) {
  if (site.id == SiteId::column) {
    if (number_in(target, "/index_", ".htm").empty()) return {};
    const auto first = site.resources.find(target.substr(0, target.rfind('/')) + "/index.htm");
    return first == site.resources.end() ? std::string() : first->second.body;
  }
  const std::string page = number_in(target, "/deal/list.html?page=", "");
  if (site.id != SiteId::shell || page.empty()) return {};
  std::string body = site.resources.at("/deal/list.html").body;
  const std::string mark = "<div class=\"pager\">";
  const std::size_t at = body.find(mark);
  const std::size_t end = body.find("</div>", at);
  body.replace(at, end - at,
               mark + "<b>" + page + "</b><a class=\"next\" href=\"/deal/list.html?page=" +
                   std::to_string(std::stol(page) + 1) + "\">下一页</a>");
  return body;
}

}  // namespace tenderlead::portal
