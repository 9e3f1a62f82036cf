// Addresses (address.h).
#include "parsers/hospital/address.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "parsers/hospital/context.h"
#include "parsers/hospital/matches.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers {

namespace {

using Address = std::optional<Reading<std::string>>;

// What makes words an address rather than a description: 华佗故里 has none of these.
constexpr std::string_view kStreetWords[] = {
    "路",   "街",   "道", "巷",     "号",   "镇",     "乡",   "村",   "苏木", "嘎查", "大街",  "交汇",
    "园区", "胡同", "弄", "交叉口", "社区", "开发区", "广场", "公里", "大厦", "屯",   "工业区"};

// Words that hold one of those and no street.
constexpr std::string_view kNoStreets[] = {"城乡", "铁路",   "要道", "通道", "航道",
                                           "枢纽", "结合部", "道路", "路线"};

// 名医故里、药材之乡 praises a place, and isn't one.
constexpr std::string_view kPraise[] = {"之乡", "故里", "故乡", "水乡", "侨乡",     "之都", "明珠",
                                        "腹地", "之滨", "风景", "交界", "中心地带", "美丽"};

// Where an address in running text ends.
constexpr std::string_view kAddressEnds[] = {
    ",",      "。",   ";",    "\n",     "占地",  "电话", "邮编",   "邮政",     "联系", "总机",     "传真",
    "网址",   "|",    "'",    "\"",     "乘车",  "急救", "24小时", "版权",     "备案", "咨询",     "新址",
    "旧址",   "是一", "始建", "E-mail", "Email", "邮箱", "主办",   "技术支持", "(乘",  "交通路线", "公交",
    "官网",   "热线", "查看", "紧邻",   "毗邻",  "东临", "西临",   "南临",     "北临", "东邻",     "西邻",
    "交通便", "导航", "ICP",  "Tel",    "TEL",   "<",    ">",      "Copyright"};

bool names_street(std::string_view words) {
  return holds_any(words, kStreetWords) && (!holds_any(words, kNoStreets) || words.find("号") != words.npos);
}

// Whether what stands behind a space goes on with an address: 甲乙市丙丁区 解放路12号.
bool goes_on(std::string_view before, std::string_view after) {
  if (before.find("号") != before.npos) return false;
  const std::string_view next = after.substr(0, std::min(after.find(' '), after.size()));
  const bool place =
      next.ends_with("省") || next.ends_with("市") || next.ends_with("区") || next.ends_with("县");
  return next.find(':') == next.npos && next.size() <= 60 && (place || names_street(next));
}

std::size_t address_end(const CleanText& text, std::size_t begin) {
  constexpr std::size_t kLongest = 180;          // bytes
  constexpr std::size_t kLeastBeforeSpace = 12;  // bytes: 地 址: 甲乙市 …
  const std::string_view rest = text.slice(begin, std::min(text.text().size(), begin + kLongest));
  std::size_t end = rest.size();
  for (const auto word : kAddressEnds)
    if (const std::size_t at = rest.find(word); at < end) end = at;
  // A second address or a remark after a space.
  for (std::size_t space = rest.find(' '); space < end; space = rest.find(' ', space + 1))
    if (space > kLeastBeforeSpace && !goes_on(rest.substr(0, space), rest.substr(space + 1, end - space - 1)))
      end = space;
  // 解放路12号门诊时间:8点 runs into the next label.
  if (const std::size_t colon = rest.find(':'); colon < end) {
    end = colon;
    for (const std::string_view word : {"号", "楼", "室", "处", "侧", "旁", "口", " "})
      if (const std::size_t at = rest.substr(0, colon).rfind(word); at != rest.npos && at > 6) {
        end = word == " " ? at : at + word.size();
        break;
      }
  }
  while (end > 0 && end < rest.size() && (static_cast<unsigned char>(rest[end]) & 0xC0) == 0x80) --end;
  return begin + end;
}

// 青龙路西侧,工商局北,党校路西: the clauses behind the first that only say where the place is.
std::size_t with_directions(const CleanText& text, std::size_t begin, std::size_t end) {
  static const RE2 kDirection(
      "^,([\\p{Han}\\d]{2,12}(?:东|西|南|北|侧|旁|边|口|内|处|对面|附近|对过))(?:[,。;\\n ]|$)");
  constexpr std::size_t kReach = 60;  // bytes
  constexpr int kMost = 4;
  if (text.slice(begin, end).find("号") != std::string_view::npos) return end;
  for (int i = 0; i < kMost; ++i) {
    const std::string_view rest = text.slice(end, std::min(text.text().size(), end + kReach));
    re2::StringPiece clause;
    if (!RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), kDirection, &clause)) break;
    end += 1 + clause.size();
  }
  return end;
}

Address make_address(const CleanText& text, std::size_t begin, std::size_t end, const char* rule,
                     double confidence) {
  const bool labelled = std::string_view(rule) == "address:label";
  // 赣江西岸之滨的新建县城长凌镇: what describes the place stands before the last 的.
  const std::string_view words = text.slice(begin, end);
  if (const std::size_t of = words.rfind("的");
      of != std::string_view::npos && words.size() - of > 9 && (!labelled || names_street(words.substr(of))))
    begin += of + 3;
  // 解放路12号(123456), 解放路12号(查看地图): the postcode has its own field, and the rest is a button.
  static const RE2 kPostcode(
      "[ ]?\\((?:(?:邮编:?)?\\d{6}|[^()]{0,6}(?:地图|导航|查看)[^()]{0,6}|院?本部|总院|[^()]{0,9}院区)\\)$");
  if (end > begin) {
    const std::string_view whole = text.slice(begin, end);
    re2::StringPiece postcode;
    if (const re2::StringPiece piece(whole.data(), whole.size());
        kPostcode.Match(piece, 0, piece.size(), RE2::UNANCHORED, &postcode, 1))
      end -= postcode.size();
  }
  if (end <= begin || end - begin < 9) return std::nullopt;
  // Behind a label a town is an address as well.
  static constexpr std::string_view kTowns[] = {"市", "县", "区", "旗", "州"};
  if (!names_street(text.slice(begin, end)) && !(labelled && holds_any(text.slice(begin, end), kTowns)))
    return std::nullopt;
  if (holds_any(text.slice(begin, end), kPraise) &&
      text.slice(begin, end).find("号") == std::string_view::npos)
    return std::nullopt;
  std::string address = text.original(begin, end);
  if (unstated_reason(address)) return std::nullopt;
  return Reading<std::string>{std::move(address), begin, end, rule, confidence};
}

// Calls `visit` with the begin and the end of each match, at most 100 of them, until it says that it has enough.
template <typename Visit>
void each_match(const CleanText& text, const RE2& pattern, Visit visit) {
  const re2::StringPiece all(text.text());
  re2::StringPiece whole;
  std::size_t at = 0;
  for (int tries = 0; tries < 100 && pattern.Match(all, at, all.size(), RE2::UNANCHORED, &whole, 1);
       ++tries) {
    const auto begin = static_cast<std::size_t>(whole.data() - all.data());
    at = begin + whole.size();
    if (visit(begin, at)) return;
  }
}

struct Labelled {
  Address of_hospital;
  Address of_campus;
};

Labelled read_labelled(const CleanText& text) {
  // With a colon, or in a cell of its own before the cell that holds the address; address: "…" of a record, too.
  static const RE2 kLabel(
      "(?:地 ?址|院 ?址|[来到]院路线|住 ?所|所在地|医院位置|地理位置|(?i:addr(?:ess)?|\\badd))"
      "(?:\\([^()\\n]{1,12}\\))?[\"' ]*[:|∶﹕丨】]+[\"' ]*\\n?|"
      "(?:^|\\n)[\\p{Han}]{0,4}(?:地 ?址|院 ?址)[ \\n]");
  // 地址:总院:解放路1号
  static const RE2 kOwnLabel("^[\\p{Han}]{1,8}:[ ]?");
  static constexpr std::string_view kCampus[] = {"东区", "西区", "南区", "北区", "院区",
                                                 "分院", "新址", "旧址", "原址"};
  static const RE2 kOthers("(?:邮箱|邮件|网|网站|网络|IP|mail|注册|报名|会议|开标|投标|物理)[ ]?$");
  Labelled found;
  each_match(text, kLabel, [&](std::size_t label, std::size_t begin) {
    const std::string_view before = text.before(label, 4);
    if (RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kOthers)) return false;
    const std::string_view rest = text.slice(begin, std::min(text.text().size(), begin + 60));
    re2::StringPiece own;
    if (re2::StringPiece piece(rest.data(), rest.size());
        kOwnLabel.Match(piece, 0, piece.size(), RE2::ANCHOR_START, &own, 1))
      begin += own.size();
    const bool campus = holds_any(text.before(begin, 9), kCampus);
    Address& target = campus ? found.of_campus : found.of_hospital;
    if (!target)
      target = make_address(text, begin, with_directions(text, begin, address_end(text, begin)),
                            "address:label", campus ? 0.8 : 0.95);
    return found.of_hospital.has_value();
  });
  return found;
}

// A line that is nothing but an address. Of many different ones nobody knows which is the hospital's.
Address read_line(const CleanText& text) {
  static const RE2 kLine(
      "[^\\p{Han}]{0,3}(?:(?:院本部|本部|总院|医院|院址|位置):)?((?:[\\p{Han}]{2,9}(?:省|自治区|市|自治州|县|"
      "区|旗|镇|乡) "
      "?){1,4}[\\p{Han}\\d()A-Za-z-]{2,40})"
      "(?: [^\\n]{0,16})?");
  static const RE2 kEnds(
      "(?:号|侧|旁|处|口|内|楼|层|室|米|路|街|道|村|面|组|段|里|园|城|厦|场|院|东|西|南|北|边|交汇|交叉|附近|"
      "\\))$");
  static constexpr std::string_view kMain[] = {"院本部", "本部", "总院"};
  constexpr std::size_t kAbove = 30;  // bytes
  static constexpr std::string_view kSentence[] = {"是", "为", "有", "的", "召开", "工作", "指南"};
  constexpr std::size_t kMost = 2;
  constexpr std::size_t kShortest = 18;  // bytes
  constexpr std::size_t kLongest = 240;
  std::vector<Reading<std::string>> found;
  const std::string& all = text.text();
  for (std::size_t line = 0, next = 0; line < all.size() && found.size() <= kMost; line = next) {
    const std::size_t line_end = std::min(all.find('\n', line), all.size());
    next = line_end + 1;
    if (line_end - line < kShortest || line_end - line > kLongest) continue;
    const std::string_view words = text.slice(line, line_end);
    if (!names_street(words) || holds_any(words, kSentence)) continue;
    if (words.ends_with("医院") || words.ends_with("卫生院")) continue;
    re2::StringPiece group;
    if (!RE2::FullMatch(re2::StringPiece(words.data(), words.size()), kLine, &group) ||
        !RE2::PartialMatch(group, kEnds))
      continue;
    const auto begin = static_cast<std::size_t>(group.data() - all.data());
    const std::size_t end = begin + group.size();
    auto address = make_address(text, begin, end, "address:line", 0.9);
    // Below the name of the main campus.
    if (address && holds_any(text.slice(line - std::min(kAbove, line), line), kMain)) return address;
    if (address && std::none_of(found.begin(), found.end(),
                                [&](const auto& one) { return one.value == address->value; }))
      found.push_back(std::move(*address));
  }
  if (found.empty() || found.size() > kMost) return std::nullopt;
  return found.front();
}

// A value in quotes that is nothing but an address: '甲乙县解放路12号', '解放路12号', '甲乙市解放路'.
Address read_quoted(const CleanText& text) {
  static const RE2 kQuoted(
      "['\"]([\\p{Han}]{2,30}\\d{1,5}号[\\p{Han}\\d()-]{0,12}|[\\p{Han}]{2,12}[市县区][\\p{Han}]{2,10}(?:路|"
      "街|大道))"
      "['\"]");
  static constexpr std::string_view kPlaces[] = {"省", "市", "县", "区", "旗", "州"};
  static constexpr std::string_view kStreets[] = {"路", "街", "大道", "巷"};
  if (text.text().find_first_of("'\"") == std::string::npos) return std::nullopt;
  Address found;
  const re2::StringPiece all(text.text());
  re2::StringPiece groups[2];
  for (std::size_t at = 0, tries = 0;
       !found && tries < 20 && kQuoted.Match(all, at, all.size(), RE2::UNANCHORED, groups, 2); ++tries) {
    const auto begin = static_cast<std::size_t>(groups[1].data() - all.data());
    const std::size_t end = begin + groups[1].size();
    const std::string_view words = text.slice(begin, end);
    if (holds_any(words, kPlaces) || (holds_any(words, kStreets) && !holds_any(words, kNoStreets)))
      found = make_address(text, begin, end, "address:quoted", 0.85);
    at = end;
  }
  return found;
}

// 医院位于…; of several the first with a number in its street.
Address read_located(const CleanText& text) {
  static const RE2 kLocated("位于|坐落于|座落于|坐落在|座落在|地处|坐落|座落|设在|位处|位居|院址在|地址在");
  static constexpr std::string_view kOthers[] = {"院区",   "分院", "楼", "中心)", "校区", "基地",
                                                 "门诊部", "县",   "市", "镇",    "科",   "公司"};
  static constexpr std::string_view kFuture[] = {"拟", "规划", "筹建", "在建", "待建", "预计", "选址"};
  static constexpr std::string_view kPlaces[] = {"省", "市", "县", "区", "旗", "州", "镇", "乡", "村"};
  Address located;
  each_match(text, kLocated, [&](std::size_t verb, std::size_t begin) {
    const std::string_view clause = text.clause_before(verb);
    const bool others = std::any_of(std::begin(kOthers), std::end(kOthers),
                                    [&](std::string_view word) { return clause.ends_with(word); });
    if (others || clause.ends_with("将") || holds_any(clause, kFuture)) return false;
    auto address = make_address(text, begin, address_end(text, begin), "address:位于", 0.85);
    const bool numbered = address && address->value.find("号") != std::string::npos;
    // 地处建设路口, 位于甲乙镇中心: too little to find it by.
    constexpr std::size_t kShortest = 18;  // bytes
    const bool vague =
        address && !numbered &&
        (address->value.ends_with("中心") ||
         (address->value.size() < kShortest && !holds_any(std::string_view(address->value), kPlaces)));
    if (vague) return false;
    if (address && (!located || numbered)) located = std::move(address);
    return numbered;
  });
  if (located) return located;
  // 2015年整体搬迁至解放路1号: the last move.
  static const RE2 kMoved("(?:搬迁|迁址|搬|迁)(?:至|到|入|往)");
  each_match(text, kMoved, [&](std::size_t verb, std::size_t begin) {
    if (is_planned(text, verb, begin) || is_of_department(text, verb)) return false;
    auto address = make_address(text, begin, address_end(text, begin), "address:迁至", 0.7);
    if (address && address->value.find("号") != std::string::npos) located = std::move(address);
    return false;
  });
  return located;
}

// A whole address that nothing announces, in brackets or as a clause: 甲乙医院(丙丁省戊己市庚辛区解放路12号). Of several the one of the
// main campus.
Address read_bare(const CleanText& text) {
  static const RE2 kBare(
      "(?:^|[\\n,。;:( "
      "])((?:[\\p{Han}]{2,7}?(?:省|自治区|市|自治州|地区|盟|县|区|旗|镇|乡|街道)){2,5}[\\p{Han}]{1,"
      "10}?"
      "(?:路|街|大道|道|巷|弄|里)[\\p{Han}\\d]{0,8}?\\d{1,5}号)");
  static constexpr std::string_view kTold[] = {"位于", "坐落", "座落", "地处", "迁", "医院", "院区"};
  static constexpr std::string_view kMain[] = {"院本部", "本部", "总院", "主院区"};
  static constexpr std::string_view kOthers[] = {"公司", "集团", "分院", "院区", "校区", "新址",
                                                 "旧址", "原址", "拟",   "规划", "将"};
  constexpr std::size_t kAbove = 40;   // bytes: the cell or the heading before
  constexpr std::size_t kBehind = 10;  // code points: )为医院院本部
  const std::string& all = text.text();
  Address found;
  bool several = false;
  for (const auto& match : all_matches(text, kBare)) {
    const auto begin = static_cast<std::size_t>(match.groups[0].data() - all.data());
    const std::size_t end = begin + match.groups[0].size();
    // 12号楼, 12号院 go on.
    if (end < all.size() && std::string_view(",;)( \n").find(all[end]) == std::string_view::npos &&
        !text.slice(end, all.size()).starts_with("。"))
      continue;
    if (holds_any(match.groups[0], kTold) || is_of_others(text, begin) || is_planned(text, begin, end))
      continue;
    auto address = make_address(text, begin, end, "address:bare", 0.8);
    if (!address) continue;
    const std::size_t above = begin - std::min(kAbove, begin);
    const std::size_t line = all.rfind('\n', begin == 0 ? 0 : begin - 1);
    const bool in_line = line == std::string::npos || begin - line > 1;
    const std::string_view before = in_line ? text.before(begin, kBehind) : text.slice(above, begin);
    if (holds_any(before, kMain) || holds_any(text.after(end, kBehind), kMain)) return address;
    if (holds_any(text.clause_before(begin), kOthers)) continue;
    several = several || (found && found->value != address->value);
    if (!found) found = std::move(address);
  }
  return several ? std::nullopt : found;
}

}  // namespace

Address read_address(const CleanText& text, const std::vector<RecordValue>& record) {
  for (const auto& value : record)
    if (value.key == RecordKey::address)
      if (auto address = make_address(text, value.begin, value.end, "address:label", 0.95);
          address && names_street(address->value))
        return address;
  const Labelled labelled = read_labelled(text);
  const auto has_number = [](const Address& address) {
    return address && address->value.find("号") != std::string::npos;
  };
  // The hospital's label, a line of its own, a street and number in the text, a campus's label, any other words of it.
  if (has_number(labelled.of_hospital)) return labelled.of_hospital;
  Address line = read_line(text);
  if (!line) line = read_quoted(text);
  if (!labelled.of_hospital && line) return line;
  Address located = read_located(text);
  if (labelled.of_hospital) return has_number(located) ? located : labelled.of_hospital;
  if (has_number(located)) return located;
  if (Address bare = read_bare(text)) return bare;
  return labelled.of_campus ? labelled.of_campus : located;
}

}  // namespace tenderlead::parsers
