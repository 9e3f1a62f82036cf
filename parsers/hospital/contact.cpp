#include "parsers/hospital/contact.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "parsers/hospital/context.h"
#include "parsers/values/phones.h"
#include "parsers/values/placeholder.h"

namespace tenderlead::parsers {

namespace {

// What makes words an address rather than a description: 华佗故里 has none of these.
constexpr std::string_view kStreetWords[] = {"路",   "街",   "道",   "巷",     "号",   "镇",   "乡",   "村",
                                             "苏木", "嘎查", "大街", "交叉口", "交汇", "园区", "胡同", "弄"};

// Where an address in running text ends.
constexpr std::string_view kAddressEnds[] = {
    ",",    "。",   ";",    "\n",     "占地",  "电话", "邮编",     "邮政", "联系", "总机", "传真",
    "网址", "|",    "'",    "\"",     "乘车",  "急救", "24小时",   "版权", "备案", "咨询", "新址",
    "旧址", "是一", "始建", "E-mail", "Email", "邮箱", "技术支持", "主办", "(乘"};

std::size_t address_end(const CleanText& text, std::size_t begin) {
  constexpr std::size_t kLongest = 180;  // bytes
  const std::string_view rest = text.slice(begin, std::min(text.text().size(), begin + kLongest));
  std::size_t end = rest.size();
  for (const auto word : kAddressEnds)
    if (const std::size_t at = rest.find(word); at != std::string_view::npos && at < end) end = at;
  // A second address or a remark after a space.
  if (const std::size_t space = rest.find(' '); space != std::string_view::npos && space < end && space > 12)
    end = space;
  while (end > 0 && (static_cast<unsigned char>(rest[std::min(end, rest.size() - 1)]) & 0xC0) == 0x80 &&
         end < rest.size())
    --end;
  return begin + end;
}

std::optional<Reading<std::string>> make_address(const CleanText& text, std::size_t begin, std::size_t end,
                                                 const char* rule, double confidence) {
  // 赣江西岸之滨的新建县城长凌镇: what describes the place stands before the last 的.
  const std::string_view words = text.slice(begin, end);
  if (const std::size_t of = words.rfind("的"); of != std::string_view::npos && words.size() - of > 9)
    begin += of + 3;
  // 名医故里、药材之乡 praises a place, and isn't one.
  static constexpr std::string_view kPraise[] = {"之乡", "故里", "故乡", "水乡", "侨乡",     "之都", "明珠",
                                                 "腹地", "之滨", "风景", "交界", "中心地带", "美丽"};
  if (end <= begin || !holds_any(text.slice(begin, end), kStreetWords) || end - begin < 9)
    return std::nullopt;
  if (holds_any(text.slice(begin, end), kPraise) &&
      text.slice(begin, end).find("号") == std::string_view::npos)
    return std::nullopt;
  std::string address = text.original(begin, end);
  if (placeholder_reason(address)) return std::nullopt;
  return Reading<std::string>{std::move(address), begin, end, rule, confidence};
}

std::optional<Reading<std::string>> read_address(const CleanText& text) {
  // With a colon, or in a cell of its own before the cell that holds the address.
  static const RE2 kLabel("(?:地址|院址|住所)[:|]+[ \\n]?|(?:^|\\n)[\\p{Han}]{0,4}(?:地址|院址)\\n");
  static const RE2 kLocated("(?:位于|坐落于|座落于|坐落在|座落在|地处|坐落|座落|设在)");
  const re2::StringPiece all(text.text());
  re2::StringPiece whole;
  std::optional<Reading<std::string>> labelled;
  std::optional<Reading<std::string>> of_campus;
  std::size_t at = 0;
  for (int tries = 0; tries < 100 && kLabel.Match(all, at, all.size(), RE2::UNANCHORED, &whole, 1); ++tries) {
    const auto label = static_cast<std::size_t>(whole.data() - all.data());
    const std::size_t begin = label + whole.size();
    at = begin;
    if (text.before(label, 4).find("邮") != std::string_view::npos ||
        text.before(label, 4).find("网") != std::string_view::npos)
      continue;
    static constexpr std::string_view kCampus[] = {"东区", "西区", "南区", "北区", "院区", "分院"};
    const bool campus = holds_any(text.before(begin, 9), kCampus);
    auto& target = campus ? of_campus : labelled;
    if (!target)
      target = make_address(text, begin, address_end(text, begin), "address:label", campus ? 0.8 : 0.95);
    if (labelled) break;
  }
  std::optional<Reading<std::string>> located;
  at = 0;
  for (int tries = 0; tries < 100 && kLocated.Match(all, at, all.size(), RE2::UNANCHORED, &whole, 1);
       ++tries) {
    const auto verb = static_cast<std::size_t>(whole.data() - all.data());
    const std::size_t begin = verb + whole.size();
    at = begin;
    const std::string_view clause = text.clause_before(verb);
    if (clause.ends_with("院区") || clause.ends_with("分院") || clause.ends_with("楼") ||
        clause.ends_with("中心)") || is_planned(text, verb, begin))
      continue;
    located = make_address(text, begin, address_end(text, begin), "address:位于", 0.85);
    if (located) break;
  }
  // The hospital's label, a street and number in the text, a campus's label, any other words of the text.
  const bool precise = located && located->value.find("号") != std::string::npos;
  if (labelled && !(precise && labelled->value.find("号") == std::string::npos)) return labelled;
  if (precise || !of_campus) return located;
  return of_campus;
}

void read_phone(const CleanText& text, HospitalContact& contact) {
  struct Labelled {
    std::string_view words;
    int rank;
  };
  // What stands before a number: the switchboard before a department's own line.
  static constexpr Labelled kLabels[] = {
      {"总机", 6},     {"医院电话", 6}, {"联系电话", 5}, {"咨询电话", 5}, {"服务电话", 5}, {"服务热线", 5},
      {"咨询热线", 5}, {"热线", 4},     {"急救", 4},     {"院办", 4},     {"办公室", 4},   {"电话", 4},
      {"导医", 3},     {"值班", 3},     {"Tel", 4},      {"TEL", 4},      {"'", 2}};
  static constexpr std::string_view kNotOwn[] = {"投诉",  "举报", "监督", "传真", "技术支持", "医保", "12345",
                                                 "12320", "物价", "纪检", "行风", "QQ",       "备案"};
  int best_rank = 0;
  for (const auto& match : find_phones(text.text())) {
    if (match.fax) continue;
    const std::string_view before = text.before(match.span.begin, 12);
    if (holds_any(before, kNotOwn)) continue;
    int rank = 1;
    for (const auto& label : kLabels)
      if (before.find(label.words) != std::string_view::npos) rank = std::max(rank, label.rank);
    // A number on its own in running text may be anything that has seven digits.
    if (rank == 1 && match.area_code.empty()) continue;
    if (match.kind != PhoneKind::mobile) ++rank;
    // 1111111, 12345678: stand-ins of anonymised pages.
    const std::string& digits = match.number;
    if (digits.size() >= 6 &&
        std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits[0]; }))
      continue;
    if (rank <= best_rank) continue;
    best_rank = rank;
    contact.phone = Reading<std::string>{match.number, match.span.begin, match.span.end, "phone:label",
                                         rank > 3 ? 0.93 : 0.75};
  }
  static const RE2 kEmptyLabel("(?:电话|热线)[:：][ ]?(1{6,8}|0{6,8}|\\*+|/|无)(?:[^\\d*]|$)");
  if (!contact.phone) {
    if (RE2::PartialMatch(text.text(), kEmptyLabel)) contact.phone_missing = MissingReason::not_stated;
  }
}

}  // namespace

HospitalContact read_contact(const CleanText& text) {
  static const RE2 kPostcode("(?:邮编|邮政编码|邮 编|邮码)[:为 \\n]{0,3}(\\d{6})(?:\\D|$)");
  static const RE2 kWebsite(
      "(?:网址|官网|网站|主页|官方网站)[:为 "
      "]{0,3}((?:https?://)?[A-Za-z0-9.-]+\\.[a-z]{2,12}(?:/[A-Za-z0-9._/-]*)?)");
  HospitalContact contact;
  contact.address = read_address(text);
  read_phone(text, contact);
  const re2::StringPiece all(text.text());
  re2::StringPiece groups[2];
  const auto span_of = [&](const re2::StringPiece& piece) {
    const auto begin = static_cast<std::size_t>(piece.data() - all.data());
    return std::pair(begin, begin + piece.size());
  };
  if (kPostcode.Match(all, 0, all.size(), RE2::UNANCHORED, groups, 2)) {
    const auto [begin, end] = span_of(groups[1]);
    contact.postcode =
        Reading<std::string>{std::string(text.slice(begin, end)), begin, end, "postcode:label", 0.97};
  }
  if (kWebsite.Match(all, 0, all.size(), RE2::UNANCHORED, groups, 2)) {
    const auto [begin, end] = span_of(groups[1]);
    contact.website =
        Reading<std::string>{std::string(text.slice(begin, end)), begin, end, "website:label", 0.95};
  }
  return contact;
}

}  // namespace tenderlead::parsers
