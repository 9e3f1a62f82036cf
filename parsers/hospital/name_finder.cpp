// Finding hospitals' names in running text (identity.h).
#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "parsers/hospital/identity.h"
#include "parsers/values/first_characters.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// What hospitals' names end with; longer ones first where one ends another.
constexpr std::u32string_view kEnds[] = {U"妇幼保健计划生育服务中心",
                                         U"计划生育服务中心",
                                         U"社区卫生服务中心",
                                         U"社区卫生服务站",
                                         U"妇幼健康服务中心",
                                         U"保健服务中心",
                                         U"肿瘤防治中心",
                                         U"卫生服务中心",
                                         U"精神卫生中心",
                                         U"公共卫生临床中心",
                                         U"公共卫生医疗中心",
                                         U"妇女儿童医疗中心",
                                         U"儿童医疗中心",
                                         U"妇幼保健中心",
                                         U"健康医疗中心",
                                         U"医疗中心",
                                         U"医学中心",
                                         U"康复中心",
                                         U"急救中心",
                                         U"体检中心",
                                         U"医疗总院",
                                         U"医院集团",
                                         U"医疗集团",
                                         U"总医院",
                                         U"医院",
                                         U"病院",
                                         U"卫生院",
                                         U"保健院",
                                         U"保健所",
                                         U"保健站",
                                         U"疗养院",
                                         U"防治院",
                                         U"防治所",
                                         U"防治站",
                                         U"防治中心",
                                         U"护理院",
                                         U"分院",
                                         U"门诊部",
                                         U"卫生所",
                                         U"医务室"};

// A name can't reach over these: it begins after them. Characters that places' names have as well (太原, 于都, 乐至, 从化,
// 获嘉, 将乐) stand here only in words.
constexpr std::u32string_view kStops[] = {
    U"是",       U"为",   U"由",   U"的",       U"在",      U"与",   U"及",     U"被",     U"把",     U"该",
    U"等",       U"并",   U"或",   U"我",       U"位于",    U"属于", U"坐落于", U"座落于", U"毕业于", U"建于",
    U"就职于",   U"关于", U"处于", U"达到",     U"来到",    U"得到", U"设有",   U"拥有",   U"现有",   U"还有",
    U"另有",     U"共有", U"荣获", U"获得",     U"经过",    U"名称", U"简称",   U"欢迎",   U"走进",   U"词条",
    U"机构",     U"所有", U"来源", U"单位",     U"前身",    U"正式", U"成立",   U"更名",   U"改名",   U"批准",
    U"合并",     U"创办", U"组建", U"授予",     U"一所",    U"一家", U"设立",   U"创建",   U"挂牌",   U"命名",
    U"增挂",     U"加挂", U"又名", U"又称",     U"亦称",    U"也称", U"别名",   U"现名",   U"原名",   U"改称",
    U"托管",     U"依托", U"隶属", U"专家",     U"教授",    U"附近", U"目前",   U"现在",   U"如今",   U"当前",
    U"同时",     U"以来", U"期间", U"我们",     U"他们",    U"今日", U"首页",   U"介绍",   U"概况",   U"简介",
    U"热烈祝贺", U"祝贺", U"地址", U"电话",     U"以及",    U"领办", U"迁入",   U"搬迁",   U"本站",   U"版权",
    U"称为",     U"走访", U"参观", U"下辖",     U"下设",    U"所属", U"本部",   U"助力",   U"携手",   U"喜报",
    U"恭喜",     U"签约", U"中标", U"牵头医院", U"牵头单位"};

// Places whose names begin with 原; before any other name it means "formerly".
constexpr std::u32string_view kPlacesOfOrigin[] = {U"原平", U"原阳", U"原州"};

// Words that only kinds of hospitals have in front of their end: 三级甲等医院, 全国百强医院, 爱婴医院.
constexpr std::u32string_view kKindWords[] = {
    U"三级",       U"二级",     U"一级",       U"国家级",   U"厅级",     U"级甲",     U"级乙",
    U"各级",       U"乡级",     U"村级",       U"同级",     U"甲等",     U"乙等",     U"全国",
    U"国家",       U"综合性",   U"现代化",     U"其他",     U"多家",     U"家医院",   U"上级",
    U"基层",       U"定点",     U"教学医院",   U"爱婴",     U"示范医院", U"试点",     U"合作医院",
    U"协作",       U"满意",     U"百姓放心",   U"公立",     U"私立",     U"民营",     U"院中院",
    U"互联网医院", U"智慧医院", U"营利性",     U"文明",     U"名医院",   U"优秀",     U"放心",
    U"百强",       U"百佳",     U"百家",       U"三甲",     U"二甲",     U"绿色医院", U"特色医院",
    U"各医院",     U"家附属",   U"培训",       U"进修",     U"实习医院", U"指定",     U"研究型医院",
    U"学习型",     U"花园式",   U"数字化医院", U"整个",     U"所医院",   U"知名医院", U"附属医院之一",
    U"省级医院",   U"县级医院", U"市级医院",   U"区级医院", U"本部医院", U"公益",     U"规模",
    U"诚信",       U"这家",     U"入驻",       U"医院医院", U"直属医院", U"非",       U"新型",
    U"重点医院",   U"重点中医", U"品牌医院",   U"做强",     U"打造",     U"服务医院", U"数说",
    U"数读",       U"看医院"};

// Stems that name a speciality, a place or a size and nobody: 儿童医院, 中医医院, 东区医院.
constexpr std::u32string_view kBareStems[] = {
    U"",         U"本",     U"我",       U"该",       U"全",       U"总",       U"中医",     U"中西医结合",
    U"综合",     U"专科",   U"儿童",     U"妇产",     U"妇产科",   U"肿瘤",     U"口腔",     U"眼科",
    U"康复",     U"传染病", U"精神病",   U"精神",     U"心血管病", U"心血管",   U"风湿病",   U"五官",
    U"五官科",   U"糖尿病", U"骨科",     U"骨伤",     U"脑科",     U"胸科",     U"皮肤病",   U"老年病",
    U"老年",     U"肛肠",   U"东区",     U"西区",     U"南区",     U"北区",     U"新区",     U"老区",
    U"新",       U"老",     U"旧",       U"大",       U"平安",     U"各大",     U"几大",     U"三大",
    U"四大",     U"好",     U"县",       U"市",       U"省",       U"区",       U"乡镇",     U"社区",
    U"中心",     U"附属",   U"附属第一", U"第一",     U"第二",     U"现代化",   U"大型",     U"各级",
    U"原",       U"两个",   U"三个",     U"分",       U"妇幼",     U"妇幼保健", U"妇女儿童", U"互联网",
    U"民族",     U"友好",   U"兄弟",     U"对口",     U"支援",     U"手机",     U"医疗",     U"网上",
    U"来",       U"到",     U"出",       U"住",       U"进",       U"入",       U"在",       U"就诊",
    U"选择",     U"推荐",   U"附近",     U"整形",     U"美容",     U"乡镇中心", U"城市",     U"农村",
    U"一般",     U"普通",   U"同级",     U"日间",     U"胃肠",     U"肝胆",     U"肾脏病",   U"肾病",
    U"中心卫生", U"卫生",   U"方舱",     U"流动",     U"移动",     U"无痛",     U"无烟",     U"廉洁",
    U"健康促进", U"节约型", U"消费者",   U"人民满意", U"数字",     U"三级",     U"二级",     U"一级"};

bool is_name_character(char32_t c) {
  return is_chinese(c) || is_digit(c);
}

// Whether [begin, end) of the text names a hospital, given its ending's length.
bool names_somebody(const FoldedText& text, std::size_t begin, std::size_t end, std::u32string_view ending) {
  const std::size_t length = end - begin;
  constexpr std::size_t kLongest = 36;
  if (length < 4 || length > kLongest) return false;
  const auto name = text.view(begin, end);
  if (std::any_of(std::begin(kKindWords), std::end(kKindWords),
                  [&](std::u32string_view word) { return name.find(word) != name.npos; }))
    return false;
  auto stem = name.substr(0, name.size() - ending.size());
  for (const std::u32string_view kind : {std::u32string_view(U"专科"), std::u32string_view(U"综合")})
    if (stem.ends_with(kind)) stem.remove_suffix(kind.size());
  return std::none_of(std::begin(kBareStems), std::end(kBareStems),
                      [&](std::u32string_view word) { return stem == word; });
}

// Where a brand in Latin letters begins that ends before `end` and has a Chinese word before it: 上海Yestar in
// 上海Yestar艺星医院; `end` where there is none. CT and DR aren't written so.
std::size_t brand_before(const FoldedText& text, std::size_t end) {
  constexpr std::size_t kLongest = 14;
  constexpr std::size_t kShortest = 3;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongest && is_ascii_letter(text[begin - 1])) --begin;
  const bool capital = text[begin] >= U'A' && text[begin] <= U'Z';
  const bool lower = text[end - 1] >= U'a' && text[end - 1] <= U'z';
  return end - begin >= kShortest && capital && lower && begin >= 2 && is_chinese(text[begin - 1]) &&
                 is_chinese(text[begin - 2])
             ? begin
             : end;
}

// Behind the last word of [begin, end) that can't be a part of a name.
std::size_t after_stops(const FoldedText& text, std::size_t begin, std::size_t end) {
  static const FirstCharacters kBegins(kStops);
  std::size_t from = begin;
  for (std::size_t cut = begin; cut < end; ++cut) {
    if (!kBegins.has(text[cut])) continue;
    for (const auto stop : kStops) {
      if (!text.starts_with(cut, stop) || cut + stop.size() > end) continue;
      // 中等专业学校, 高等专科学校
      if (stop == U"等" && cut > begin && (text[cut - 1] == U'中' || text[cut - 1] == U'高')) continue;
      from = std::max(from, cut + stop.size());
    }
  }
  const bool formerly =
      text[from] == U'原' &&
      std::none_of(std::begin(kPlacesOfOrigin), std::end(kPlacesOfOrigin),
                   [&](std::u32string_view place) { return text.starts_with(from, place); });
  return formerly ? from + 1 : from;
}

}  // namespace

std::vector<NameSpan> find_hospital_names(std::string_view simplified_text) {
  // A page with more names than this lists hospitals; the first ones are enough to know whose page it is.
  constexpr std::size_t kMost = 500;
  constexpr std::size_t kLongest = 36;
  static const FirstCharacters kBegins(kEnds);
  const FoldedText text(simplified_text);
  std::vector<NameSpan> names;
  for (std::size_t at = 0; at < text.size() && names.size() < kMost; ++at) {
    if (!kBegins.has(text[at])) continue;
    const auto ending = std::find_if(std::begin(kEnds), std::end(kEnds),
                                     [&](std::u32string_view word) { return text.starts_with(at, word); });
    if (ending == std::end(kEnds)) continue;
    std::size_t end = at + ending->size();
    // 某某医院甲乙分院, 某某卫生院: goes on while another ending follows closely without a break.
    bool goes_on = false;
    for (std::size_t next = at + 1; next < at + 9 && is_name_character(text[next]) && !goes_on; ++next)
      goes_on = std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::u32string_view word) {
        return next + word.size() > end && text.starts_with(next, word) &&
               (next < end || (word == U"分院" || word == U"总院" || word == U"医院")) &&
               std::none_of(std::begin(kStops), std::end(kStops), [&](std::u32string_view stop) {
                 return next > end && text.view(end, next).find(stop) != std::u32string_view::npos;
               });
      });
    if (goes_on) continue;
    std::size_t begin = at;
    while (begin > 0 && end - begin < kLongest) {
      if (is_name_character(text[begin - 1]))
        --begin;
      else if (const std::size_t brand = brand_before(text, begin); brand < begin)
        begin = brand;
      else
        break;
    }
    begin = after_stops(text, begin, at);
    while (begin < at && is_digit(text[begin])) ++begin;
    if (!names_somebody(text, begin, end, *ending)) continue;
    const Span span = text.span(begin, end);
    names.push_back({span.begin, span.end});
    at = end - 1;
  }
  return names;
}

}  // namespace tenderlead::parsers
