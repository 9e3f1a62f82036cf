// What to call a source: from the words of the page's title and from the address.
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "app/source_new/draft.h"
#include "app/terminal_table.h"
#include "crawler/url.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kLongestId = 48;
constexpr std::size_t kLongestName = 90;  // bytes

constexpr std::array<std::string_view, 12> kTitleSeparators = {" - ", "-", "_", "|", "｜", "—",
                                                               "–",   "·", ">", "»", "：", " "};
constexpr std::array<std::string_view, 12> kHospitalWords = {
    "医院", "保健院",   "卫生院",   "卫生服务中心", "疾控中心", "疾病预防控制中心",
    "血站", "急救中心", "医学中心", "妇幼保健",     "防治院",   "疗养院"};
constexpr std::array<std::string_view, 12> kSiteWords = {"政府采购网", "公共资源", "交易中心", "交易平台",
                                                         "采购网",     "招标网",   "人民政府", "卫生健康委",
                                                         "大学",       "学院",     "集团",     "中心"};
constexpr std::array<std::string_view, 7> kPoliteWords = {"欢迎访问", "欢迎光临", "欢迎您", "官方网站",
                                                          "门户网站", "官网",     "首页"};
// Labels of a host name that say nothing of whose it is.
constexpr std::array<std::string_view, 14> kHostNoise = {
    "www", "com", "cn", "org", "net", "gov", "edu", "web", "m", "wap", "portal", "index", "site", "http"};
// Folders and files of a path that say nothing of the column.
constexpr std::array<std::string_view, 12> kPathNoise = {"index", "list", "default", "html", "htm", "aspx",
                                                         "jsp",   "php",  "channel", "news", "col", "node"};

bool ends_with_any_digit_only(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <std::size_t Size>
bool holds_any(const std::array<std::string_view, Size>& words, std::string_view text) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::vector<std::string> title_parts(const std::string& title) {
  std::vector<std::string> parts{title};
  for (const std::string_view separator : kTitleSeparators) {
    std::vector<std::string> finer;
    for (const std::string& part : parts) {
      std::string_view rest = part;
      while (true) {
        const std::size_t at = rest.find(separator);
        finer.emplace_back(rest.substr(0, at));
        if (at == std::string_view::npos) break;
        rest.remove_prefix(at + separator.size());
      }
    }
    parts = std::move(finer);
  }
  std::erase(parts, "");
  return parts;
}

std::string without_courtesy(std::string text) {
  for (const std::string_view word : kPoliteWords)
    if (const std::size_t at = text.find(word); at != std::string::npos && text.size() > word.size())
      text.erase(at, word.size());
  return text;
}

struct TitleWords {
  std::string site;    // whose it is
  std::string column;  // what the list is
  bool hospital = false;
};

TitleWords read_title(const std::string& title) {
  TitleWords words;
  for (const std::string& raw : title_parts(printable(title))) {
    const std::string part = without_courtesy(raw);
    const bool hospital = holds_any(kHospitalWords, part);
    const bool site = hospital || holds_any(kSiteWords, part);
    if (site && (words.site.empty() || (hospital && !words.hospital))) {
      words.site = part;
      words.hospital = hospital;
    } else if (!site && words.column.empty() && !holds_any(kPoliteWords, raw)) {
      words.column = part;
    }
  }
  return words;
}

void append_id(std::string& id, std::string_view word) {
  std::string clean;
  for (const char c : word) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
      clean += lower;
    else if (!clean.empty() && clean.back() != '-')
      clean += '-';
  }
  while (!clean.empty() && clean.back() == '-') clean.pop_back();
  if (clean.empty() || id.size() + clean.size() > kLongestId) return;
  if (!id.empty()) id += '-';
  id += clean;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    if (at != 0 && !text.empty()) parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

template <std::size_t Size>
bool is_noise(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string id_of(const crawler::Url& url) {
  std::string id;
  if (url.host_kind() == crawler::HostKind::domain) {
    for (const std::string_view label : split(url.host(), '.'))
      if (!is_noise(kHostNoise, label)) append_id(id, label);
  }
  if (id.empty()) append_id(id, "site");
  if (url.explicit_port()) append_id(id, std::to_string(*url.explicit_port()));
  // The last folder or file that names the column.
  const auto folders = split(url.path(), '/');
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
    const std::string_view word = folder->substr(0, folder->find('.'));
    const std::string_view stem = word.substr(0, word.find_last_not_of("0123456789_-") + 1);
    if (stem.empty() || is_noise(kPathNoise, stem) || ends_with_any_digit_only(stem)) continue;
    append_id(id, stem);
    break;
  }
  return id;
}

std::string unused_id(const std::string& id, const std::vector<std::string>& taken) {
  std::string candidate = id;
  for (int number = 2; std::find(taken.begin(), taken.end(), candidate) != taken.end(); ++number)
    candidate = id + "-" + std::to_string(number);
  return candidate;
}

std::string shortened(std::string text) {
  if (text.size() <= kLongestName) return text;
  text.resize(kLongestName);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace

void name_source(SourceDraft& draft, const DraftWishes& wishes, const std::vector<std::string>& taken,
                 const parsers::ReadingTables& tables) {
  Source& source = draft.source;
  const TitleWords words = read_title(draft.proposal.html_title);
  const auto url = crawler::parse_url(draft.fetched_url);
  const std::string host = url ? url->host_and_port() : std::string();
  source.id = wishes.id.empty() && url ? unused_id(id_of(*url), taken) : wishes.id;
  source.name = wishes.name;
  if (source.name.empty()) {
    source.name = words.site.empty() ? host : words.site;
    if (!words.column.empty()) source.name += " " + words.column;
    source.name = shortened(source.name);
  }
  // A name that the user gave says whose site it is as well as the title does.
  const TitleWords named = read_title(wishes.name);
  const bool hospital = words.hospital || named.hospital;
  source.kind = !wishes.kind.empty() ? wishes.kind : hospital ? "hospital" : "portal";
  const std::string& owner = named.hospital ? named.site : words.site;
  if (source.kind == "hospital" && hospital) source.organisation = shortened(owner);
  for (const std::string& text : {owner, words.site, words.column, wishes.name}) {
    if (text.empty()) continue;
    const auto found = tables.regions.find(text);
    if (!found || found->full.code.empty()) continue;
    source.region = found->full;
    break;
  }
}

}  // namespace tenderlead::app
