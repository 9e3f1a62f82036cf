#include "parsers/hospital/other_institutions.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "parsers/hospital/context.h"
#include "parsers/hospital/matches.h"

namespace tenderlead::parsers {

namespace {

// Headings of what is about others. The first ones head lists of institutions, the last ones what people say of this one.
constexpr const char* kHeading =
    "(?:附近|周边|相关|相似|同类|推荐|热门|其他|其它|更多|同城|本地|兄弟|友好)的?(?:医院|医疗机构|机构|词条|"
    "案例|客户|单位)|"
    "(?:医院|机构|案例|热门|相关|同城|本地|为您|为你)推荐|猜你喜欢|你可能(?:还|也)?(?:喜欢|感兴趣)|看了又看|"
    "同(?:地区|区域|城市|类)(?:的)?(?:医院|机构|医疗机构)|(?:集团|联盟|医联体|医共体|专科联盟)?成员(?:单位|"
    "医院)|"
    "集团成员|(?:下属|所属|托管)(?:医院|机构|单位)|"
    "(?:患者|用户|网友|客户|病友)(?:评价|评论|点评|留言|感言|证言)|合作(?:医院|单位|客户)|"
    "(?:成功|典型|更多)案例";

// What opens the hospital's own part of a page again.
constexpr std::string_view kOwnParts[] = {
    "介绍", "简介", "概况", "联系我们", "联系方式", "科室",   "专家",      "来院", "基本信息",
    "就医", "版权", "ICP",  "总部",     "返回",     "首页",   "Copyright", "院长", "公众号",
    "地图", "导航", "公告", "新闻",     "招聘",     "登录",   "参考资料",  "目录", "院务",
    "文化", "动态", "党建", "指南",     "我要",     "医院网", "医院地址"};

struct OwnNames {
  std::vector<std::string> names;

  bool is_own(std::string_view words) const {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return words.find(name) != words.npos || name.find(words) != name.npos;
    });
  }
  bool in(std::string_view words) const {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return words.find(name) != words.npos; });
  }
};

std::size_t line_begin(const CleanText& text, std::size_t at) {
  const std::size_t line = at == 0 ? std::string::npos : text.text().rfind('\n', at - 1);
  return line == std::string::npos ? 0 : line + 1;
}

std::size_t line_end(const CleanText& text, std::size_t at) {
  return std::min(text.text().find('\n', at), text.text().size());
}

bool is_match(std::string_view words, const RE2& pattern) {
  return RE2::PartialMatch(re2::StringPiece(words.data(), words.size()), pattern);
}

// 地址:… 电话:… in one line, with nobody's name: the hospital's own.
bool is_footer(std::string_view line) {
  static constexpr std::string_view kContacts[] = {"地址", "电话", "邮编", "邮政编码",
                                                   "总机", "传真", "热线"};
  const auto contacts = std::count_if(std::begin(kContacts), std::end(kContacts),
                                      [&](std::string_view word) { return line.find(word) != line.npos; });
  return contacts >= 2 && find_hospital_names(line).empty();
}

// Lines below 附近医院 and the like, and 同地区机构:甲医院(二级甲等);乙卫生院.
void add_sections(const CleanText& text, const OwnNames& own, std::vector<Span>& spans) {
  static const RE2 kAlone(std::string("^[^\\p{Han}\\d]*(?:") + kHeading +
                          ")[\\p{Han}]{0,4}[^\\p{Han}\\d]{0,8}(?:更多[^\\p{Han}\\d]*)?$");
  static const RE2 kLabel(std::string("^[^\\p{Han}\\d]*(?:") + kHeading + ")[ ]?[:|][ ]?[^ ]");
  static const RE2 kInstitution("院|中心|卫生|门诊|所|某|[\"“”]");
  constexpr std::size_t kLongestItem = 240;  // bytes; what is longer is the page's own text
  const std::string& all = text.text();
  bool below = false;
  bool first = false;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = line_end(text, begin);
    const std::string_view line = text.slice(begin, end);
    const Span span{begin, end};
    begin = end + 1;
    if (is_match(line, kAlone)) {
      below = first = true;
      continue;
    }
    if (is_match(line, kLabel)) {
      if (!own.in(line)) spans.push_back(span);
      continue;
    }
    if (!below) continue;
    below = line.size() <= kLongestItem && !own.in(line) && !holds_any(line, kOwnParts) &&
            (!first || is_match(line, kInstitution)) && !is_footer(line);
    first = false;
    if (below) spans.push_back(span);
  }
}

// 丙丁大学第一附属医院(三级甲等,开放床位5000张)
void add_brackets(const CleanText& text, const OwnNames& own, std::vector<Span>& spans) {
  static const RE2 kFacts("([\\p{Han}\\d]{2,36}(?:院|中心|所|站|集团|联盟))(\\([^()\\n]{0,120}\\))");
  static const RE2 kFact("[一二三]级|[三二][甲乙]|床位|病床|职工|员工|万人次");
  static const RE2 kGeneral("(?:^|[是为系])(?:本|我|该|全|医)(?:院|中心)$");
  for (const auto& match : all_matches(text, kFacts)) {
    const std::string_view name = match.groups[0];
    if (own.names.empty() || own.is_own(name) || is_match(name, kGeneral)) continue;
    if (find_hospital_names(name).empty() && name.find("某") == name.npos) continue;
    if (is_match(match.groups[1], kFact)) spans.push_back({match.end - match.groups[1].size(), match.end});
  }
}

// Sentences about a member of the group or a managed branch, and what a group counts all together.
void add_groups(const CleanText& text, const OwnNames& own, std::vector<Span>& spans) {
  static const RE2 kMember(
      "(?:成员单位之一的?|(?:托管|下辖|下属|代管)的)[\\p{Han}]{2,20}(?:医院|分院|中心|院|站)"
      "(?:为|是|系|有|现|设|开放|核定|编制)");
  static const RE2 kTotal(
      "(?:集团|医共体|医联体)(?:旗下|下辖|现有|拥有|共有)[^,。;]{0,12}家|(?:集团|医共体|医联体)总?(?:计|共|"
      "合计|现有|拥有|编制|开放|床位|职工|"
      "员工|人数|诊疗)|集团总(?:编制|开放|床|职|员|人)|"
      "成员单位(?:合计|共计|共有|总计|总)");
  static const RE2 kOwn("本部|本院|我院|牵头医院|,(?:现)?医院[^集]");
  static const RE2 kGroup(
      "(?:^|[\\n。;])[^,。;\\n]{2,20}集团(?:成立于|创立于|创建于|始创于|是一家|旗下|现拥有|总部)");
  const bool is_group = std::any_of(own.names.begin(), own.names.end(), [](const std::string& name) {
    return name.find("集团") != std::string::npos;
  });
  const auto add = [&](std::size_t begin) {
    std::size_t end = text.sentence_end(begin);
    const std::string_view rest = text.slice(begin, end);
    re2::StringPiece word;
    if (re2::StringPiece piece(rest.data(), rest.size());
        kOwn.Match(piece, 0, piece.size(), RE2::UNANCHORED, &word, 1))
      end = begin + static_cast<std::size_t>(word.data() - rest.data());
    for (const std::string& name : own.names)
      if (const std::size_t at = rest.find(name); at != rest.npos) end = std::min(end, begin + at);
    spans.push_back({begin, end});
  };
  static const RE2 kThat(
      "(?:托管|帮扶|支援|接管|领办|合并)[^,。;\\n]{2,20}(?:医院|卫生院|分院|中心)[^,。;\\n]{0,6},该(?:院|"
      "中心)");
  for (const auto& match : all_matches(text, kThat)) add(match.begin);
  for (const auto& match : all_matches(text, kMember))
    if (!own.in(text.slice(match.begin, match.end))) add(match.begin);
  if (is_group) return;
  for (const auto& match : all_matches(text, kTotal)) add(match.begin);
  for (const auto& match : all_matches(text, kGroup))
    if (!own.in(text.slice(match.begin, match.end))) add(text.sentence_begin(match.end));
}

// 丙丁医院通过电子病历六级: another hospital's rating.
void add_ratings(const CleanText& text, const OwnNames& own, std::vector<Span>& spans) {
  static const RE2 kRated(
      "([\\p{Han}\\d]{2,36}(?:院|中心))[^,。;\\n]{0,6}(?:通过|获评|达到|获得)[^,。;\\n]{0,30}级");
  if (own.names.empty()) return;
  for (const auto& match : all_matches(text, kRated))
    if (const std::string_view name = match.groups[0]; !own.in(name) && !find_hospital_names(name).empty())
      spans.push_back({match.begin, text.sentence_end(match.begin)});
}

// Whether a firm that sells to hospitals has written the page.
bool is_of_vendor(const Document& document, const CleanText& text) {
  static constexpr std::string_view kFirms[] = {"科技", "软件", "公司", "股份", "信息技术"};
  static constexpr std::string_view kMenus[] = {"产品", "解决方案", "案例"};
  static constexpr std::string_view kNews[] = {"案例", "助力", "客户", "签约", "中标", "携手", "解决方案"};
  static const RE2 kCustomer("(?:^|\\n)(?:客户|用户)(?:简介|背景|介绍|概况|需求)(?:[\\n:]|$)");
  constexpr std::size_t kOpening = 400;  // bytes
  const std::string_view opening = text.slice(0, std::min(kOpening, text.text().size()));
  const auto menus = std::count_if(std::begin(kMenus), std::end(kMenus),
                                   [&](std::string_view word) { return opening.find(word) != opening.npos; });
  const bool is_firm = holds_any(document.html_title, kFirms) || document.html_title.ends_with("信息");
  const bool sells = menus > 0 || holds_any(document.html_title, kNews);
  return menus >= 2 || (sells && is_firm) || is_match(text.text(), kCustomer);
}

// What a firm says of itself, and where it is to be reached.
void add_vendors(const Document& document, const CleanText& text, const OwnNames& own,
                 std::vector<Span>& spans) {
  static const RE2 kOffice("总部(?:地址|电话|热线|邮编|传真|官网|简介)[^\\n]{0,2}[:|\\n ]");
  static const RE2 kFirm(
      "(?:科技|公司|软件|信息技术)(?:股份|集团)?(?:\\([^()\\n]{0,30}\\))?(?:成立于|创立于|创建于|始创于|专注|"
      "致力|总部|"
      "现有员工|拥有员工|是(?:一家|国内|中国)|[^,。;\\n]{0,16}(?:企业|厂商|供应商|服务商))");
  static const RE2 kContact(
      "(?:地址|电话|热线|邮编|邮政编码|传真|联系我们|联系方式|(?i:tel))[^\\n]{0,4}[:| ]");
  static const RE2 kAbout("(?:^|\\n)关于[\\p{Han}A-Za-z]{2,8}[:|]");
  for (const auto& match : all_matches(text, kAbout)) {
    const Span line{match.end - 1, line_end(text, match.end)};
    if (!own.in(text.slice(line.begin, line.end))) spans.push_back(line);
  }
  for (const auto& match : all_matches(text, kOffice))
    spans.push_back({match.begin, line_end(text, match.begin)});
  for (const auto& match : all_matches(text, kFirm)) {
    Span sentence{text.sentence_begin(match.begin), text.sentence_end(match.begin)};
    // …员工2300人。联系电话:…,地址:…
    const std::size_t end = line_end(text, match.begin);
    const std::string_view rest = text.slice(std::min(sentence.end, end), end);
    if (is_match(rest, kContact) && rest.find("医院") == rest.npos && rest.find("我院") == rest.npos)
      sentence.end = end;
    if (!own.in(text.slice(sentence.begin, sentence.end))) spans.push_back(sentence);
  }
  // 版权所有 某某健康网 客服电话:…
  static const RE2 kPortal("版权所有[^\\n]{0,30}(?:网|平台)[^\\n]{0,20}(?:客服|热线|电话)");
  for (const auto& match : all_matches(text, kPortal)) {
    const Span line{line_begin(text, match.begin), line_end(text, match.begin)};
    const std::string_view words = text.slice(line.begin, line.end);
    if (!own.in(words) && words.find("医院") == words.npos) spans.push_back(line);
  }
  // 招标代理:某某招标有限公司,地址:…
  static const RE2 kFirmsContact("(?:公司|事务所)[^。;\\n]{0,12}[,; ](?:联系)?(?:地址|电话|人|热线)[:]");
  for (const auto& match : all_matches(text, kFirmsContact))
    spans.push_back({match.begin, line_end(text, match.begin)});
  if (!is_of_vendor(document, text)) return;
  static const RE2 kHistory("(?:创立|成立|创建|始创)于[^。\\n]{0,60}(?:总部|员工|客户|服务)");
  for (const auto& match : all_matches(text, kHistory)) {
    const Span sentence{text.sentence_begin(match.begin), text.sentence_end(match.begin)};
    const std::string_view words = text.slice(sentence.begin, match.end);
    if (!own.in(words) && words.find("医院") == words.npos) spans.push_back(sentence);
  }
  static const RE2 kOwnOffice("(?:公司|企业)(?:地址|电话|热线|邮编|传真|官网|简介)[^\\n]{0,2}[:|\\n ]");
  for (const auto& match : all_matches(text, kOwnOffice))
    spans.push_back({match.begin, line_end(text, match.begin)});
  for (const auto& match : all_matches(text, kContact)) {
    const Span line{line_begin(text, match.begin), line_end(text, match.begin)};
    const std::string_view words = text.slice(line.begin, line.end);
    if (!own.in(words) && words.find("医院") == words.npos) spans.push_back(line);
  }
}

}  // namespace

std::vector<Span> spans_of_others(const Document& document, const CleanText& text,
                                  const HospitalNames& names) {
  OwnNames own;
  if (!names.simplified.empty()) own.names.push_back(names.simplified);
  for (const auto& alias : names.aliases)
    if (alias.rule != std::string_view("alias:附属"))
      own.names.emplace_back(text.slice(alias.begin, alias.end));
  if (!names.of_title.empty()) own.names.push_back(names.of_title);
  std::vector<Span> spans;
  add_sections(text, own, spans);
  add_brackets(text, own, spans);
  add_groups(text, own, spans);
  add_ratings(text, own, spans);
  add_vendors(document, text, own, spans);
  return spans;
}

}  // namespace tenderlead::parsers
