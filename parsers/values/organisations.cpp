// The shapes of organisations' names (names.h).
#include <algorithm>
#include <optional>

#include "parsers/values/first_characters.h"
#include "parsers/values/folded_text.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

struct Suffix {
  std::u32string_view words;
  OrganisationShape shape;
};

// What organisations' names end with; the first that fits decides, so longer and more telling words stand first.
constexpr Suffix kSuffixes[] = {
    {U"分公司", OrganisationShape::company},
    {U"公司", OrganisationShape::company},
    {U"有限合伙", OrganisationShape::company},
    {U"合伙企业", OrganisationShape::company},
    {U"事务所", OrganisationShape::company},
    {U"经营部", OrganisationShape::company},
    {U"经销部", OrganisationShape::company},
    {U"销售部", OrganisationShape::company},
    {U"批发部", OrganisationShape::company},
    {U"服务部", OrganisationShape::company},
    {U"门市部", OrganisationShape::company},
    {U"门市", OrganisationShape::company},
    {U"商行", OrganisationShape::company},
    {U"商店", OrganisationShape::company},
    {U"商贸部", OrganisationShape::company},
    {U"工作室", OrganisationShape::company},
    {U"大药房", OrganisationShape::company},
    {U"药房", OrganisationShape::company},
    {U"药店", OrganisationShape::company},
    {U"合作社", OrganisationShape::company},
    {U"个体工商户", OrganisationShape::company},
    {U"超市", OrganisationShape::company},
    {U"印刷厂", OrganisationShape::company},
    {U"工厂", OrganisationShape::company},
    {U"厂", OrganisationShape::company},
    {U"医疗集团", OrganisationShape::health},
    {U"集团", OrganisationShape::company},
    {U"宾馆", OrganisationShape::company},
    {U"酒店", OrganisationShape::company},
    {U"广告部", OrganisationShape::company},
    {U"设计部", OrganisationShape::company},
    {U"医院", OrganisationShape::health},
    {U"卫生院", OrganisationShape::health},
    {U"保健院", OrganisationShape::health},
    {U"保健所", OrganisationShape::health},
    {U"保健站", OrganisationShape::health},
    {U"保健中心", OrganisationShape::health},
    {U"保健计划生育服务中心", OrganisationShape::health},
    {U"疾病预防控制中心", OrganisationShape::health},
    {U"疾病预防控制局", OrganisationShape::health},
    {U"疾控中心", OrganisationShape::health},
    {U"卫生服务中心", OrganisationShape::health},
    {U"卫生服务站", OrganisationShape::health},
    {U"卫生室", OrganisationShape::health},
    {U"急救中心", OrganisationShape::health},
    {U"血站", OrganisationShape::health},
    {U"血液中心", OrganisationShape::health},
    {U"疗养院", OrganisationShape::health},
    {U"防治院", OrganisationShape::health},
    {U"防治所", OrganisationShape::health},
    {U"防治站", OrganisationShape::health},
    {U"门诊部", OrganisationShape::health},
    {U"诊所", OrganisationShape::health},
    {U"护理院", OrganisationShape::health},
    {U"卫生健康委员会", OrganisationShape::health},
    {U"卫生健康委", OrganisationShape::health},
    {U"卫健委", OrganisationShape::health},
    {U"卫健局", OrganisationShape::health},
    {U"卫生健康局", OrganisationShape::health},
    {U"卫生局", OrganisationShape::health},
    {U"卫生和计划生育局", OrganisationShape::health},
    {U"卫生监督所", OrganisationShape::health},
    {U"医疗中心", OrganisationShape::health},
    {U"医学中心", OrganisationShape::health},
    {U"康复中心", OrganisationShape::health},
    {U"医疗总院", OrganisationShape::health},
    {U"总院", OrganisationShape::health},
    {U"分院", OrganisationShape::health},
    {U"院区", OrganisationShape::health},
    {U"医共体", OrganisationShape::health},
    {U"医联体", OrganisationShape::health},
    {U"保障局", OrganisationShape::authority},
    {U"局", OrganisationShape::authority},
    {U"厅", OrganisationShape::authority},
    {U"委员会", OrganisationShape::authority},
    {U"管委会", OrganisationShape::authority},
    {U"党委", OrganisationShape::authority},
    {U"县委", OrganisationShape::authority},
    {U"市委", OrganisationShape::authority},
    {U"省委", OrganisationShape::authority},
    {U"办公室", OrganisationShape::authority},
    {U"政府", OrganisationShape::authority},
    {U"法院", OrganisationShape::authority},
    {U"检察院", OrganisationShape::authority},
    {U"大队", OrganisationShape::authority},
    {U"支队", OrganisationShape::authority},
    {U"总队", OrganisationShape::authority},
    {U"中队", OrganisationShape::authority},
    {U"办事处", OrganisationShape::authority},
    {U"指挥部", OrganisationShape::authority},
    {U"武装部", OrganisationShape::authority},
    {U"宣传部", OrganisationShape::authority},
    {U"组织部", OrganisationShape::authority},
    {U"统战部", OrganisationShape::authority},
    {U"海关", OrganisationShape::authority},
    {U"监狱", OrganisationShape::authority},
    {U"看守所", OrganisationShape::authority},
    {U"派出所", OrganisationShape::authority},
    {U"部队", OrganisationShape::authority},
    {U"总工会", OrganisationShape::authority},
    {U"联合会", OrganisationShape::institution},
    {U"大学", OrganisationShape::institution},
    {U"学院", OrganisationShape::institution},
    {U"学校", OrganisationShape::institution},
    {U"中学", OrganisationShape::institution},
    {U"小学", OrganisationShape::institution},
    {U"党校", OrganisationShape::institution},
    {U"分校", OrganisationShape::institution},
    {U"校区", OrganisationShape::institution},
    {U"高中", OrganisationShape::institution},
    {U"幼儿园", OrganisationShape::institution},
    {U"研究院", OrganisationShape::institution},
    {U"设计院", OrganisationShape::institution},
    {U"科学院", OrganisationShape::institution},
    {U"研究所", OrganisationShape::institution},
    {U"福利院", OrganisationShape::institution},
    {U"敬老院", OrganisationShape::institution},
    {U"检验院", OrganisationShape::institution},
    {U"检测院", OrganisationShape::institution},
    {U"中心", OrganisationShape::institution},
    {U"银行", OrganisationShape::institution},
    {U"支行", OrganisationShape::institution},
    {U"分行", OrganisationShape::institution},
    {U"信用社", OrganisationShape::institution},
    {U"图书馆", OrganisationShape::institution},
    {U"博物馆", OrganisationShape::institution},
    {U"文化馆", OrganisationShape::institution},
    {U"档案馆", OrganisationShape::institution},
    {U"体育馆", OrganisationShape::institution},
    {U"纪念馆", OrganisationShape::institution},
    {U"协会", OrganisationShape::institution},
    {U"学会", OrganisationShape::institution},
    {U"商会", OrganisationShape::institution},
    {U"红十字会", OrganisationShape::institution},
    {U"基金会", OrganisationShape::institution},
    {U"电视台", OrganisationShape::institution},
    {U"气象台", OrganisationShape::institution},
    {U"报社", OrganisationShape::institution},
    {U"出版社", OrganisationShape::institution},
    {U"林场", OrganisationShape::institution},
    {U"农场", OrganisationShape::institution},
    {U"管理处", OrganisationShape::authority},
    {U"管理所", OrganisationShape::authority},
    {U"管理站", OrganisationShape::authority},
    {U"监测站", OrganisationShape::authority},
    {U"服务站", OrganisationShape::institution},
    {U"工作站", OrganisationShape::institution},
    {U"推广站", OrganisationShape::institution},
    {U"救助站", OrganisationShape::institution},
    {U"消防站", OrganisationShape::authority},
    {U"村民委员会", OrganisationShape::authority},
    {U"村委会", OrganisationShape::authority},
    {U"居委会", OrganisationShape::authority},
    {U"开发区", OrganisationShape::authority},
    {U"事务部", OrganisationShape::authority},
    {U"工作部", OrganisationShape::authority},
    {U"保障部", OrganisationShape::institution},
    {U"后勤处", OrganisationShape::institution},
    {U"基建处", OrganisationShape::institution},
    {U"保卫处", OrganisationShape::institution},
    {U"资产处", OrganisationShape::institution},
};

// Departments within an organisation, and words of headings: a value that is one of these names nobody.
constexpr std::u32string_view kNotNames[] = {
    U"采购中心", U"招标公司",   U"代理公司", U"中标公司", U"本医院",     U"我院",  U"本公司",
    U"我公司",   U"各有关单位", U"交易中心", U"服务中心", U"采购办公室", U"公司",  U"医院",
    U"中心",     U"学校",       U"大学",     U"办公室",   U"政府",       U"委员会"};

// A bracketed remark at the end that isn't a part of the name.
bool is_remark(std::u32string_view inside) {
  constexpr std::u32string_view kRemarks[] = {
      U"联合体",   U"牵头",     U"成员",   U"统一社会", U"信用代码", U"主体",     U"供应商",   U"中标",
      U"成交",     U"小微",     U"小型",   U"微型",     U"中型",     U"监狱企业", U"采购人",   U"招标人",
      U"代理机构", U"以下简称", U"下称",   U"简称",     U"盖章",     U"公章",     U"单位名称", U"残疾",
      U"大型企业", U"第一候选", U"第一名", U"甲方",     U"乙方"};
  return std::any_of(std::begin(kRemarks), std::end(kRemarks),
                     [&](std::u32string_view word) { return inside.find(word) != inside.npos; });
}

bool is_credit_code(std::u32string_view text) {
  if (text.size() != 18) return false;
  return std::all_of(text.begin(), text.end(), [](char32_t c) {
    return is_digit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
  });
}

constexpr std::u32string_view kLabels[] = {
    U"单位名称", U"供应商名称", U"供应商",     U"采购单位",     U"采购人名称", U"采购人",       U"招标人",
    U"中标人",   U"中标单位",   U"成交供应商", U"中标供应商",   U"代理机构",   U"采购代理机构", U"名称",
    U"机构名称", U"公司名称",   U"企业名称",   U"联合体牵头人", U"联合体成员", U"牵头人",       U"成员"};
constexpr std::u32string_view kCutBefore[] = {U"统一社会信用代码", U"信用代码", U"地址:",      U"联系人:",
                                              U"联系地址",         U"电话:",    U"联系电话",   U"联系方式",
                                              U"单位地址",         U"地 址",    U"法定代表人", U"中标金额",
                                              U"成交金额",         U"中标价",   U"报价"};

OrganisationShape suffix_shape(std::u32string_view text) {
  for (const auto& suffix : kSuffixes)
    if (text.ends_with(suffix.words)) return suffix.shape;
  return OrganisationShape::none;
}

// Whether a suffix at `at` can end a name in running text. Of single characters only 局, and not in 格局 or 局部.
bool ends_name(const FoldedText& text, std::size_t at, std::u32string_view words) {
  if (!text.starts_with(at, words)) return false;
  // 2026年3月政府采购意向
  if (words == U"政府" && text.starts_with(at + words.size(), U"采购")) return false;
  if (words.size() > 1) return true;
  constexpr std::u32string_view kBefore = U"格布结当邮僵大全";
  constexpr std::u32string_view kAfter = U"部势面长域限";
  return words == U"局" && at > 0 && kBefore.find(text[at - 1]) == kBefore.npos &&
         kAfter.find(text[at + 1]) == kAfter.npos;
}

bool has_latin_suffix(std::u32string_view folded) {
  constexpr std::u32string_view kLatin[] = {U"LTD",     U"LTD.",  U"INC",  U"INC.",    U"GMBH",
                                            U"CORP",    U"CORP.", U"LLC",  U"LIMITED", U"CORPORATION",
                                            U"COMPANY", U"S.A.",  U"B.V.", U"PLC"};
  std::u32string upper(folded);
  for (char32_t& c : upper)
    if (c >= U'a' && c <= U'z') c -= 32;
  return upper.size() > 6 && std::any_of(std::begin(kLatin), std::end(kLatin), [&](std::u32string_view word) {
           return std::u32string_view(upper).ends_with(word);
         });
}

}  // namespace

OrganisationShape organisation_shape(std::string_view value) {
  if (value.size() < 6 || value.size() > 300) return OrganisationShape::none;
  const FoldedText whole(trim_organisation(value));
  std::u32string_view name = whole.view();
  if (name.size() < 3 || name.size() > 80) return OrganisationShape::none;
  if (name.find_first_of(U"。;!?:<>=\"“”*") != name.npos) return OrganisationShape::none;
  if (std::any_of(std::begin(kNotNames), std::end(kNotNames),
                  [&](std::u32string_view word) { return name == word; }))
    return OrganisationShape::none;
  if (has_latin_suffix(name)) return OrganisationShape::company;
  // Brackets at the end hold a second name or a part: 某某医院（某某妇幼保健院）, 某某公司（普通合伙）, 教育局（本级）.
  while (name.ends_with(U")")) {
    const std::size_t open = name.rfind(U'(');
    if (open == name.npos || open < 3) break;
    name = name.substr(0, open);
  }
  if (name.ends_with(U"本级") || name.ends_with(U"机关") || name.ends_with(U"本部")) name.remove_suffix(2);
  if (name.find(U'、') != name.npos) {
    // 某某公司、某某设计院 are two organisations, a consortium; 防治、康复医院 isn't.
    const auto first = name.substr(0, name.find(U'、'));
    if (suffix_shape(first) == OrganisationShape::none && name.size() > 30) return OrganisationShape::none;
  }
  std::size_t chinese = 0;
  for (const char32_t c : name) chinese += is_chinese(c) ? 1u : 0u;
  if (chinese * 2 < name.size()) return OrganisationShape::none;
  return suffix_shape(name);
}

std::string trim_organisation(std::string_view value) {
  const std::string cleaned = normalise_text(value);
  const FoldedText folded(cleaned);
  std::size_t begin = 0;
  std::size_t end = folded.size();
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto label : kLabels) {
      if (!folded.starts_with(begin, label)) continue;
      const std::size_t after = begin + label.size();
      if (folded[after] == U':' || (folded[after] == U' ' && folded[after + 1] == U':')) {
        begin = after + (folded[after] == U' ' ? 2 : 1);
        while (folded[begin] == U' ') ++begin;
        moved = true;
      }
    }
    // 1. 某某公司, （1）某某公司
    std::size_t at = begin;
    while (is_digit(folded[at]) && at - begin < 2) ++at;
    if (at > begin && (folded[at] == U'.' || folded[at] == U'、') &&
        is_chinese(folded[at + 1] == U' ' ? folded[at + 2] : folded[at + 1])) {
      begin = at + (folded[at + 1] == U' ' ? 2 : 1);
      moved = true;
    }
    if (folded[begin] == U'(') {
      std::size_t close = begin;
      while (close < end && folded[close] != U')') ++close;
      if (close < end && is_remark(folded.view(begin + 1, close))) {
        begin = close + 1;
        moved = true;
      }
    }
  }
  for (const auto word : kCutBefore) {
    const std::size_t at = folded.view(begin, end).find(word);
    if (at != std::u32string_view::npos && at >= 3) end = begin + at;
  }
  for (bool moved = true; moved && end > begin;) {
    moved = false;
    const char32_t last = folded[end - 1];
    if (last == U' ' || last == U',' || last == U';' || last == U'、' || last == U'。' || last == U':' ||
        last == U'(' || last == U'/' || last == U'-') {
      --end;
      moved = true;
      continue;
    }
    if (last == U'等' && end - begin > 4) {
      --end;
      moved = true;
      continue;
    }
    if (last == U')') {
      std::size_t open = end - 1;
      while (open > begin && folded[open] != U'(') --open;
      const auto inside = folded.view(open + 1, end - 1);
      if (open > begin && (is_remark(inside) || is_credit_code(inside))) {
        end = open;
        moved = true;
        continue;
      }
    }
    if (end - begin > 20 && is_credit_code(folded.view(end - 18, end)) &&
        (is_digit(folded[end - 17]) && !is_ascii_letter(folded[end - 19]) && !is_digit(folded[end - 19]))) {
      end -= 18;
      moved = true;
    }
  }
  const Span span = folded.span(begin, std::max(begin, end));
  return normalise_text(std::string_view(cleaned).substr(span.begin, span.size()));
}

std::string organisation_key(std::string_view name) {
  std::u32string key;
  for (const char32_t c : to_utf32(trim_organisation(name))) {
    const char32_t folded = fold(c);
    if (folded == U' ') continue;
    key.push_back(folded >= U'A' && folded <= U'Z' ? folded + 32 : folded);
  }
  return to_utf8(key);
}

std::vector<OrganisationMatch> find_organisations(std::string_view original) {
  // A name can't reach over these words: they introduce or follow it.
  static constexpr std::u32string_view kStops[] = {
      U"受",       U"由",   U"就",   U"对",   U"委托", U"采购人", U"招标人", U"单位", U"名称", U"供应商",
      U"确定",     U"为",   U"是",   U"向",   U"根据", U"按照",   U"关于",   U"位于", U"前往", U"登录",
      U"代理机构", U"组织", U"甲方", U"乙方", U"经",   U"与",     U"在",     U"至",   U"到",   U"于",
      U"的",       U"及其", U"现将", U"通过", U"中标", U"成交",   U"征集",   U"召开", U"开展"};
  // Longer than any registered name that is met in notices.
  constexpr std::size_t kLongest = 40;
  // How far the next suffix of one name may be: 集团国际工程咨询有限公司.
  constexpr std::size_t kReach = 16;
  static const FirstCharacters kBegins(kSuffixes, [](const Suffix& suffix) { return suffix.words; });
  const FoldedText text(original);
  std::vector<OrganisationMatch> matches;
  std::size_t floor = 0;  // names don't overlap
  const auto belongs = [&](std::size_t at) {
    const char32_t c = text[at];
    return is_chinese(c) || is_ascii_letter(c) || is_digit(c) || c == U'(' || c == U')' || c == U'·' ||
           c == U'&';
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!kBegins.has(text[at])) continue;
    const Suffix* suffix = nullptr;
    for (const auto& candidate : kSuffixes)
      if (ends_name(text, at, candidate.words) &&
          (suffix == nullptr || candidate.words.size() > suffix->words.size()))
        suffix = &candidate;
    if (suffix == nullptr) continue;
    std::size_t end = at + suffix->words.size();
    // 医院 in 医院管理有限公司, 中心 in 中心医院: the name goes on as long as another suffix follows closely.
    bool goes_on = false;
    // 某某医院互联网医院平台: a system that is called one.
    static constexpr std::u32string_view kSystems[] = {U"互联网医院", U"智慧医院", U"数字医院",
                                                       U"掌上医院",   U"云医院",   U"网络医院"};
    const bool another =
        text[end] == U'和' || text[end] == U'与' || text[end] == U'及' ||
        (suffix->words == U"医院" &&
         std::any_of(std::begin(kSystems), std::end(kSystems), [&](std::u32string_view system) {
           return text.view(end, std::min(end + system.size(), text.size())) == system;
         }));
    for (std::size_t next = at + 1;
         !another && next < at + kReach && next < text.size() && belongs(next) && !goes_on; ++next) {
      if (!kBegins.has(text[next])) continue;
      for (const auto& longer : kSuffixes)
        if (next + longer.words.size() > end && ends_name(text, next, longer.words) &&
            !(next >= end && std::any_of(std::begin(kStops), std::end(kStops), [&](std::u32string_view stop) {
                return text.view(end, next).find(stop) != std::u32string_view::npos;
              })))
          goes_on = true;
    }
    if (goes_on) continue;
    std::size_t begin = at;
    int depth = 0;
    while (begin > floor && end - begin < kLongest && belongs(begin - 1)) {
      const char32_t c = text[begin - 1];
      if (c == U')') ++depth;
      if (c == U'(' && --depth < 0) break;
      bool stopped = false;
      for (const auto stop : kStops)
        if (begin - floor >= stop.size() && begin >= stop.size() &&
            text.view(begin - stop.size(), begin) == stop)
          stopped = true;
      if (stopped && depth == 0) break;
      --begin;
    }
    while (begin < at && (is_digit(text[begin]) || text[begin] == U')')) ++begin;
    if (begin == floor && floor > 0 && (text[begin] == U'和' || text[begin] == U'与' || text[begin] == U'及'))
      ++begin;
    if (end - begin < suffix->words.size() + 2) continue;
    const Span span = text.span(begin, end);
    const auto words = original.substr(span.begin, span.size());
    if (organisation_shape(words) == OrganisationShape::none) continue;
    matches.push_back({normalise_text(words), span, suffix->shape});
    floor = end;
    at = end - 1;
  }
  return matches;
}

}  // namespace tenderlead::parsers
