#include "parsers/hospital/contact.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/hospital/address.h"
#include "parsers/hospital/context.h"
#include "parsers/values/phones.h"

namespace tenderlead::parsers {

namespace {

// Without area code and extension.
std::size_t local_digits(const PhoneMatch& match) {
  const auto digits = [](std::string_view words) {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; }));
  };
  return digits(match.number) - digits(match.area_code) - digits(match.extension);
}

// The numbers that follow one under its label: 电话:0379-6000001、6000002, or on lines of their own.
void add_further_phones(const CleanText& text, const std::vector<PhoneMatch>& matches, std::size_t first,
                        Reading<std::string>& phone) {
  static const RE2 kBetween("(?:\\([^()\\n]{0,16}\\))?[ ]?(?:[、,;/或和 ]|\\n)?[ ]?");
  constexpr std::size_t kMost = 6;
  const std::size_t length = local_digits(matches[first]);
  for (std::size_t next = first + 1; next < matches.size() && next <= first + kMost; ++next) {
    const PhoneMatch& match = matches[next];
    const std::string_view between = text.slice(matches[next - 1].span.end, match.span.begin);
    if (between.size() > 60 || match.fax || match.masked ||
        !RE2::FullMatch(re2::StringPiece(between.data(), between.size()), kBetween))
      return;
    // A digit is missing.
    if (match.kind == PhoneKind::landline && match.area_code.empty() && local_digits(match) != length) return;
    phone.value += "、" + match.number;
    phone.end = match.span.end;
  }
  // 0379-60000001 / 60000002: a second one that says of itself only that it has as many digits as the first.
  static const RE2 kLocal("^[ ]?(?:/|、|,|;|或)[ ]?([2-8]\\d{6,7})(?:[^\\d.年万元]|$)");
  constexpr std::size_t kReach = 24;
  const std::string_view rest = text.slice(phone.end, std::min(text.text().size(), phone.end + kReach));
  re2::StringPiece local;
  if (RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), kLocal, &local) &&
      local.size() == length) {
    phone.value += "、" + std::string(local.data(), local.size());
    phone.end += static_cast<std::size_t>(local.data() - rest.data()) + local.size();
  }
}

bool is_of_record(const std::vector<RecordValue>& record, Span number) {
  return std::any_of(record.begin(), record.end(), [&](const RecordValue& value) {
    return value.key == RecordKey::phone && value.begin <= number.begin && number.end <= value.end;
  });
}

// The words that may be a number's label: those before it on its line, or where it begins one, a short line above it.
std::string_view label_before(const CleanText& text, std::size_t number) {
  constexpr std::size_t kReach = 12;         // code points
  constexpr std::size_t kLongestLabel = 30;  // bytes
  const std::string_view before = text.before(number, kReach);
  const std::size_t line = text.sentence_begin(number);
  if (!before.empty() || line == 0 || text.text()[line - 1] != '\n') return before;
  const std::size_t above = text.sentence_begin(line - 1);
  return line - above <= kLongestLabel ? text.slice(above, line - 1) : before;
}

void read_phone(const CleanText& text, const std::vector<RecordValue>& record, HospitalContact& contact) {
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
  constexpr int kRecorded = 6;  // a record's own key, like a switchboard
  int best_rank = 0;
  const std::vector<PhoneMatch> matches = find_phones(text.text());
  std::size_t best = 0;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const PhoneMatch& match = matches[i];
    if (match.fax) continue;
    const std::string_view before = label_before(text, match.span.begin);
    if (holds_any(before, kNotOwn)) continue;
    int rank = is_of_record(record, match.span) ? kRecorded : 1;
    for (const auto& label : kLabels)
      if (before.find(label.words) != std::string_view::npos) rank = std::max(rank, label.rank);
    // 党政办:…, 体检中心:…: one of many lines, and not the hospital's own.
    static const RE2 kOffice("[\\p{Han}](?:办|部|科|处|组|中心|病区|站)[:][ ]?$");
    if (rank == 1 && RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kOffice)) continue;
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
    best = i;
    contact.phone = Reading<std::string>{match.number, match.span.begin, match.span.end, "phone:label",
                                         rank > 3 ? 0.93 : 0.75};
  }
  constexpr int kLabelled = 4;
  if (contact.phone && best_rank >= kLabelled) add_further_phones(text, matches, best, *contact.phone);
  static const RE2 kEmptyLabel("(?:电话|热线)[:：][ ]?(1{6,8}|0{6,8}|\\*+|/|无)(?:[^\\d*]|$)");
  if (!contact.phone) {
    if (RE2::PartialMatch(text.text(), kEmptyLabel)) contact.phone_missing = MissingReason::not_stated;
  }
}

}  // namespace

HospitalContact read_contact(const CleanText& text, const std::vector<RecordValue>& record) {
  static const RE2 kPostcode("(?:邮编|邮政编码|邮 编|邮码)[:为 \\n]{0,3}(\\d{6})(?:\\D|$)");
  static const RE2 kWebsite(
      "(?:网址|官网|网站|主页|官方网站)[:为 "
      "]{0,3}((?:https?://)?[A-Za-z0-9.-]+\\.[a-z]{2,12}(?:/[A-Za-z0-9._/-]*)?)");
  HospitalContact contact;
  contact.address = read_address(text, record);
  read_phone(text, record, contact);
  const re2::StringPiece all(text.text());
  re2::StringPiece groups[2];
  const auto span_of = [&](const re2::StringPiece& piece) {
    const auto begin = static_cast<std::size_t>(piece.data() - all.data());
    return std::pair(begin, begin + piece.size());
  };
  const auto recorded = first_of(record, RecordKey::postcode);
  // 解放路12号(123456)
  static const RE2 kBehindAddress("^[ ]?\\((?:邮编:?)?(\\d{6})\\)");
  const std::size_t behind = contact.address ? contact.address->end : all.size();
  if (recorded && recorded->end - recorded->begin == 6) {
    contact.postcode = Reading<std::string>{std::string(text.slice(recorded->begin, recorded->end)),
                                            recorded->begin, recorded->end, "postcode:record", 0.95};
  } else if (kBehindAddress.Match(all.substr(behind), 0, all.size() - behind, RE2::ANCHOR_START, groups, 2)) {
    const auto [begin, end] = span_of(groups[1]);
    contact.postcode =
        Reading<std::string>{std::string(text.slice(begin, end)), begin, end, "postcode:address", 0.9};
  } else if (kPostcode.Match(all, 0, all.size(), RE2::UNANCHORED, groups, 2)) {
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
