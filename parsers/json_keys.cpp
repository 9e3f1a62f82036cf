#include "parsers/json_keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "model/time.h"
#include "parsers/dom.h"
#include "parsers/english_date.h"
#include "parsers/list_date.h"

namespace tenderlead::parsers {
namespace {

// Keys of portal APIs, in order of preference; lower case, without '_' and '-'. Many are initials of pinyin: bt 标题, fbsj
// 发布时间, lj 链接.
constexpr std::array<std::string_view, 28> kTitleKeys = {"titlenew",
                                                         "noticetitle",
                                                         "bulletintitle",
                                                         "infotitle",
                                                         "articletitle",
                                                         "announcementtitle",
                                                         "annotitle",
                                                         "newstitle",
                                                         "doctitle",
                                                         "title",
                                                         "titletext",
                                                         "customtitle",
                                                         "showtitle",
                                                         "biaoti",
                                                         "ggname",
                                                         "noticename",
                                                         "bulletinname",
                                                         "projectname",
                                                         "purchaseprojectname",
                                                         "subject",
                                                         "headline",
                                                         "ggbt",
                                                         "xxbt",
                                                         "wzbt",
                                                         "bt",
                                                         "ggmc",
                                                         "xmmc",
                                                         "name"};
constexpr std::array<std::string_view, 33> kDateKeys = {"publishtime",
                                                        "publishdate",
                                                        "publisheddate",
                                                        "publishedat",
                                                        "pubtime",
                                                        "pubdate",
                                                        "releasetime",
                                                        "releasedate",
                                                        "infodateformat",
                                                        "infodatepx",
                                                        "noticetime",
                                                        "noticedate",
                                                        "bulletinissuetime",
                                                        "noticesendtime",
                                                        "noticepubdate",
                                                        "infodate",
                                                        "webdate",
                                                        "issuetime",
                                                        "issuedate",
                                                        "sendtime",
                                                        "showdate",
                                                        "ggdate",
                                                        "fbsj",
                                                        "fbrq",
                                                        "ggfbsj",
                                                        "ggsj",
                                                        "ggrq",
                                                        "date",
                                                        "time",
                                                        "createtime",
                                                        "createdate",
                                                        "createdat",
                                                        "tm"};
constexpr std::array<std::string_view, 18> kUrlKeys = {
    "url",       "linkurl",     "pageurl",  "detailurl", "articleurl", "infourl",
    "noticeurl", "bulletinurl", "weburl",   "fullurl",   "link",       "href",
    "docpuburl", "path",        "visiturl", "ljdz",      "lj",         "xqdz"};
constexpr std::array<std::string_view, 13> kIdKeys = {
    "articleid", "noticeid", "bulletinid", "infoid", "newsid", "id",  "guid",
    "uuid",      "openid",   "docid",      "ggid",   "xxid",   "wzid"};

std::string normalised(std::string_view key) {
  std::string out;
  for (const char c : key)
    if (c != '_' && c != '-') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::span<const std::string_view> keys_for(KeyMeaning meaning) {
  switch (meaning) {
    case KeyMeaning::title:
      return kTitleKeys;
    case KeyMeaning::date:
      return kDateKeys;
    case KeyMeaning::url:
      return kUrlKeys;
    case KeyMeaning::id:
      return kIdKeys;
  }
  return {};
}

template <std::size_t Size>
bool holds_any(std::string_view name, const std::array<std::string_view, Size>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

// How well a key that isn't in the tables fits a meaning by the words in it and by its value; 0: not at all.
int likeness(std::string_view name, const std::string& value, KeyMeaning meaning) {
  static constexpr std::array<std::string_view, 3> kTime = {"time", "date", "riqi"};
  static constexpr std::array<std::string_view, 8> kPublished = {"pub",  "release", "issue", "show",
                                                                 "post", "send",    "news",  "notice"};
  static constexpr std::array<std::string_view, 13> kOtherTimes = {
      "end",    "dead",   "open",  "close", "start", "begin", "bid",
      "expire", "update", "modif", "sign",  "edit",  "jiezhi"};
  static constexpr std::array<std::string_view, 3> kAddress = {"url", "link", "href"};
  static constexpr std::array<std::string_view, 11> kOtherAddresses = {
      "img", "image", "pic", "cover", "logo", "thumb", "icon", "file", "attach", "video", "prev"};
  switch (meaning) {
    case KeyMeaning::title:
      return name.find("title") != std::string_view::npos && name.find("sub") == std::string_view::npos ? 1
                                                                                                        : 0;
    case KeyMeaning::date:
      if (name == "published" || name == "updated") return json_date(value).empty() ? 0 : 1;
      if (!holds_any(name, kTime) || holds_any(name, kOtherTimes) || json_date(value).empty()) return 0;
      return holds_any(name, kPublished) ? 2 : 1;
    case KeyMeaning::url:
      if (!holds_any(name, kAddress) || holds_any(name, kOtherAddresses)) return 0;
      return value.find('/') != std::string::npos ? 1 : 0;
    case KeyMeaning::id:
      return 0;
  }
  return 0;
}

struct Said {
  std::string_view key;
  std::string_view label;
};
// What a record's own members say of the notice, as its label would.
constexpr std::array<Said, 21> kSaid = {{{"buyername", "采购人"},
                                         {"purchaser", "采购人"},
                                         {"purchasername", "采购人"},
                                         {"purchaseunit", "采购人"},
                                         {"purchaseunitname", "采购人"},
                                         {"tenderername", "招标人"},
                                         {"tenderer", "招标人"},
                                         {"caigouren", "采购人"},
                                         {"caigourenname", "采购人"},
                                         {"agencyname", "采购代理机构"},
                                         {"agentname", "采购代理机构"},
                                         {"proxy", "采购代理机构"},
                                         {"proxyname", "采购代理机构"},
                                         {"dailijigou", "采购代理机构"},
                                         {"projectno", "项目编号"},
                                         {"projectcode", "项目编号"},
                                         {"procode", "项目编号"},
                                         {"projectnumber", "项目编号"},
                                         {"purchaseprojectcode", "项目编号"},
                                         {"tenderprojectcode", "项目编号"},
                                         {"xiangmubianhao", "项目编号"}}};

}  // namespace

std::string_view label_of_key(std::string_view key) {
  const std::string name = normalised(key);
  const auto said = std::find_if(kSaid.begin(), kSaid.end(), [&](const Said& s) { return s.key == name; });
  return said == kSaid.end() ? std::string_view() : said->label;
}

std::string file_name_of(const boost::json::object& record) {
  static constexpr std::array<std::string_view, 9> kNameKeys = {
      "filename", "filetitle",  "attachname", "attachmentname", "originalname",
      "attname",  "fujianname", "name",       "title"};
  static constexpr std::array<std::string_view, 13> kEnds = {".pdf", ".doc",  ".docx", ".xls", ".xlsx",
                                                             ".zip", ".rar",  ".7z",   ".wps", ".ofd",
                                                             ".ppt", ".pptx", ".dwg"};
  for (const std::string_view key : kNameKeys)
    for (const auto& member : record) {
      if (normalised(member.key()) != key) continue;
      const std::string name = scalar_text(member.value());
      const std::string lower = normalised(name);
      if (name.size() <= 300 && std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
            return lower.size() > end.size() && lower.ends_with(end);
          }))
        return name;
    }
  return {};
}

std::string scalar_text(const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::string:
      return std::string(value.get_string());
    case boost::json::kind::int64:
      return std::to_string(value.get_int64());
    case boost::json::kind::uint64:
      return std::to_string(value.get_uint64());
    case boost::json::kind::bool_:
      return value.get_bool() ? "true" : "false";
    case boost::json::kind::double_: {
      std::array<char, 32> buffer{};
      const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value.get_double());
      return std::string(buffer.data(), end.ptr);
    }
    default:
      return {};
  }
}

std::string key_by_meaning(const boost::json::object& record, KeyMeaning meaning) {
  const auto keys = keys_for(meaning);
  std::size_t best = keys.size();
  std::string found;
  for (const auto& member : record) {
    const auto rank = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), normalised(member.key())) -
                                               keys.begin());
    if (rank >= best || scalar_text(member.value()).empty()) continue;
    best = rank;
    found = member.key();
  }
  if (!found.empty()) return found;
  int likest = 0;
  for (const auto& member : record) {
    const int like = likeness(normalised(member.key()), scalar_text(member.value()), meaning);
    if (like <= likest) continue;
    likest = like;
    found = member.key();
  }
  return found;
}

std::string value_by_meaning(const boost::json::object& record, KeyMeaning meaning) {
  const std::string key = key_by_meaning(record, meaning);
  if (key.empty()) return {};
  std::string text = scalar_text(record.at(key));
  return meaning == KeyMeaning::title ? plain_title(text) : text;
}

std::string plain_title(std::string_view title) {
  const Dom dom(title);
  return dom.root() == nullptr ? std::string() : folded_text(dom.root());
}

std::string json_date(std::string_view value) {
  // /Date(1777771800000+0800)/ of ASP.NET: the zone is for showing it.
  constexpr std::string_view kWrapping = "/Date(";
  if (value.substr(0, kWrapping.size()) == kWrapping) {
    value.remove_prefix(kWrapping.size());
    value = value.substr(0, value.find_first_not_of("0123456789"));
  }
  const bool digits =
      !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && (value.size() == 10 || value.size() == 13)) {
    std::int64_t seconds = 0;
    std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (value.size() == 13) seconds /= 1000;
    StatedTime time;
    const std::int64_t local = seconds + kShanghaiOffsetMinutes * 60;
    time.date = local_date(seconds);
    time.second_of_day = static_cast<int>(local % 86400);
    return to_string(time);
  }
  if (const auto written = read_english_date(value)) return to_string(*written);
  return list_date(value);
}

}  // namespace tenderlead::parsers
