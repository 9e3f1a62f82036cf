#include "parsers/hospital/departments.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "parsers/hospital/context.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// Offices that run a hospital rather than treat anybody.
constexpr std::u32string_view kOffices[] = {
    U"行政",     U"后勤",     U"财务",         U"人事",     U"人力", U"医务", U"护理部", U"办公", U"党",
    U"工会",     U"团委",     U"信息",         U"保卫",     U"总务", U"设备", U"采购",   U"审计", U"宣传",
    U"质控",     U"质量",     U"院感",         U"感染管理", U"感控", U"医保", U"病案",   U"科教", U"教学",
    U"科研",     U"研究",     U"会议",         U"基建",     U"统计", U"收费", U"住院处", U"客服", U"客户",
    U"投诉",     U"监察",     U"纪检",         U"运营",     U"绩效", U"经管", U"物价",   U"档案", U"司机",
    U"食堂",     U"营养食堂", U"招标",         U"招采",     U"外联", U"市场", U"网络",   U"媒体", U"继教",
    U"社会服务", U"公共关系", U"预防保健部门", U"管理",     U"培训", U"指导", U"考试",   U"学生", U"图书"};

// Words that only look like a department's name.
constexpr std::u32string_view kNotDepartments[] = {
    U"科室",       U"专科",      U"学科",   U"本科",     U"我科",     U"各科",     U"全科室",   U"临床科",
    U"医技科",     U"多科",      U"等科",   U"其他科",   U"其它科",   U"重点科",   U"特色科",   U"分科",
    U"内设科",     U"该科",      U"相关科", U"教科",     U"百科",     U"前科",     U"理科",     U"文科",
    U"手术科",     U"非手术科",  U"业务科", U"职能科",   U"辅助科",   U"前勤科",   U"候诊室",   U"诊室",
    U"抢救室",     U"更衣室",    U"教室",   U"中心",     U"服务中心", U"本中心",   U"住院部",   U"门诊部",
    U"急诊部",     U"分部",      U"本部",   U"部",       U"全部",     U"外部",     U"内部",     U"总部",
    U"卫生部",     U"教育部",    U"病区",   U"科",       U"室",       U"工作室",   U"国家中心", U"区域中心",
    U"专家组",     U"人才中心",  U"市中心", U"县城中心", U"县中心",   U"医学中心", U"医疗中心", U"为中心",
    U"病人为中心", U"患者为中心"};

constexpr std::u32string_view kUnits[] = {U"ICU",  U"CCU",  U"NICU", U"PICU", U"EICU",
                                          U"RICU", U"SICU", U"KICU", U"CICU"};

// 中心, 部 and 室 need a word of medicine in front: 血液净化中心, 妇女保健部, 导管室.
constexpr std::u32string_view kMedicine[] = {
    U"保健",   U"净化",   U"透析",   U"血透",   U"筛查",   U"监护", U"导管", U"内镜", U"腔镜", U"手术",
    U"麻醉",   U"检验",   U"影像",   U"超声",   U"病理",   U"放射", U"放疗", U"康复", U"体检", U"健康",
    U"急救",   U"急诊",   U"卒中",   U"胸痛",   U"创伤",   U"生殖", U"孕",   U"产",   U"儿",   U"计划生育",
    U"心电",   U"脑电",   U"肌电",   U"介入",   U"核医学", U"核磁", U"CT",   U"B超",  U"输血", U"药剂",
    U"肿瘤",   U"肾",     U"心脏",   U"血管",   U"神经",   U"骨",   U"关节", U"眼",   U"口腔", U"皮肤",
    U"针灸",   U"理疗",   U"治未病", U"疼痛",   U"睡眠",   U"精神", U"心理", U"呼吸", U"消化", U"内分泌",
    U"糖尿病", U"听力",   U"碎石",   U"微创",   U"诊疗",   U"诊断", U"治疗", U"抢救", U"供应", U"煎药",
    U"发热",   U"高压氧", U"乳腺",   U"甲状腺", U"免疫",   U"移植", U"整形", U"美容"};

template <std::size_t N>
bool holds(std::u32string_view text, const std::u32string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u32string_view word) { return text.find(word) != text.npos; });
}

bool is_department(std::u32string_view name) {
  constexpr std::size_t kLongest = 16;
  if (std::find(std::begin(kUnits), std::end(kUnits), name) != std::end(kUnits)) return true;
  if (name.size() < 2 || name.size() > kLongest) return false;
  if (std::any_of(name.begin(), name.end(), [](char32_t c) {
        return !is_chinese(c) && !is_ascii_letter(c) && c != U'(' && c != U')' && c != U'/' && c != U'-';
      }))
    return false;
  if (holds(name, kOffices)) return false;
  if (std::find(std::begin(kNotDepartments), std::end(kNotDepartments), name) != std::end(kNotDepartments))
    return false;
  // Words of a sentence that no department's name has.
  if (name.find_first_of(U"为以是的我有了被对从将让其该各个等由于到") != name.npos) return false;
  constexpr std::u32string_view kInside[] = {U"科室", U"专科", U"重点", U"特色", U"医院", U"优势"};
  if (holds(name, kInside)) return false;
  if (std::count(name.begin(), name.end(), U'(') != std::count(name.begin(), name.end(), U')')) return false;
  if (name.ends_with(U"ICU")) return true;
  const bool deputy = name.ends_with(U"科") && (!name.ends_with(U"学科") || name.ends_with(U"医学科")) &&
                      !name.ends_with(U"专科") && !name.ends_with(U"本科");
  if (deputy) return true;
  if (name.ends_with(U"中心") || name.ends_with(U"部") || name.ends_with(U"室") || name.ends_with(U"病区") ||
      name.ends_with(U"单元"))
    return holds(name, kMedicine);
  return false;
}

// One piece between separators.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool department = false;
  bool introduced = false;  // 设有 and the like in front, or beds behind
  bool praised = false;     // 重点, 特色 in front
  bool weak = false;        // joined by a comma only
  std::string tail;         // what follows the department's name in its piece
};

// The words that introduce a list within its first piece; what stands after the last of them may be a department.
constexpr std::u32string_view kIntroductions[] = {
    U"设有",   U"现设",     U"开设", U"下设",  U"设立",  U"设置",  U"内设",     U"分设",   U"增设", U"设",
    U"科室有", U"科室包括", U"包括", U"科室:", U"学科:", U"专科:", U"科室分为", U"开展了", U"有"};
constexpr std::u32string_view kPraises[] = {U"重点科室", U"重点专科", U"重点学科", U"特色专科",
                                            U"特色科室", U"特色学科", U"优势学科"};
constexpr std::u32string_view kPrefixes[] = {U"其中",   U"以及",     U"及",       U"和",   U"与",
                                             U"还有",   U"临床科室", U"医技科室", U"科室", U"门诊有",
                                             U"病房有", U"了",       U":",        U"为",   U"一级"};

// The longest beginning of [from, end) that is a department, so 新生儿科为市级重点学科 gives 新生儿科.
bool take_department(const FoldedText& text, std::size_t from, std::size_t end, Piece& piece) {
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto word : kPrefixes)
      if (text.starts_with(from, word) && from + word.size() < end) {
        from += word.size();
        moved = true;
      }
    // 重点专科2个(心血管内科
    std::size_t count = from;
    while (is_digit(text[count])) ++count;
    if (count > from && text[count] == U'个') ++count;
    if (text[count] == U'(' || text[count] == U':') ++count;
    if (count > from && count < end) {
      from = count;
      moved = true;
    }
  }
  constexpr std::size_t kLongest = 16;
  constexpr std::u32string_view kGoesOn[] = {U"等", U"为", U"获", U"是",   U"(",
                                             U")",  U"被", U"系", U"床位", U"病床"};
  for (std::size_t stop = std::min(end, from + kLongest); stop > from + 1; --stop) {
    const auto rest = text.view(stop, end);
    const bool boundary = rest.empty() || is_digit(rest.front()) ||
                          std::any_of(std::begin(kGoesOn), std::end(kGoesOn),
                                      [&](std::u32string_view word) { return rest.starts_with(word); });
    if (!boundary || !is_department(text.view(from, stop))) continue;
    piece.begin = from;
    piece.end = stop;
    piece.department = true;
    piece.tail = to_utf8(rest);
    if (!rest.empty() && is_digit(rest.front()) && rest.find(U'张') != rest.npos) piece.introduced = true;
    return true;
  }
  return false;
}

// Cuts a piece down to the department in it: behind the last words that introduce a list, else behind words of praise.
void find_department(const FoldedText& text, std::size_t begin, std::size_t end, Piece& piece) {
  std::size_t from = begin;
  for (std::size_t at = begin; at < end; ++at)
    for (const auto word : kIntroductions)
      if (text.starts_with(at, word) && at + word.size() < end && at + word.size() > from) {
        // 儿科包括儿内科: a department's own parts.
        if (at > begin && is_department(text.view(begin, at))) return;
        from = at + word.size();
        piece.introduced = true;
      }
  if (take_department(text, from, end, piece)) return;
  piece.introduced = false;
  for (std::size_t at = from; at < end; ++at)
    for (const auto word : kPraises)
      if (text.starts_with(at, word) && at + word.size() < end && at + word.size() > from) {
        from = at + word.size();
        piece.praised = true;
      }
  if (piece.praised) take_department(text, from, end, piece);
}

// Whether a list's piece that begins at `begin` ends before `at`. 和 and spaces part only what ends as a department does.
bool separates(const FoldedText& text, std::size_t begin, std::size_t at) {
  const char32_t c = text[at];
  if (c == U'、' || c == U',' || c == U'/' || c == U'|' || c == U';') return true;
  if (c != U'和' && c != U'及' && c != U'与' && c != U' ') return false;
  const char32_t last = at > begin ? text[at - 1] : U'\0';
  return last == U'科' || last == U'部' || last == U'室' || last == U'心' || last == U'U';
}

// The lists of one sentence: runs of departments with nothing else between.
void read_sentence(const CleanText& clean, std::size_t sentence_begin, std::size_t sentence_end,
                   std::vector<Reading<std::string>>& listed, std::vector<Reading<std::string>>& praised) {
  const FoldedText text(clean.slice(sentence_begin, sentence_end));
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !separates(text, at, end)) ++end;
    Piece piece;
    piece.weak = end < text.size() && (text[end] == U',' || text[end] == U';');
    std::size_t last = end;
    while (last > at && (text[last - 1] == U'。' || text[last - 1] == U' ' || text[last - 1] == U'!' ||
                         text[last - 1] == U';'))
      --last;
    find_department(text, at, last, piece);
    pieces.push_back(std::move(piece));
    at = end + 1;
  }
  const auto add = [&](const Piece& piece, std::vector<Reading<std::string>>& to, const char* rule,
                       double confidence) {
    const Span span = text.span(piece.begin, piece.end);
    const std::size_t begin = sentence_begin + span.begin;
    const std::size_t end = sentence_begin + span.end;
    to.push_back({clean.original(begin, end), begin, end, rule, confidence});
  };
  for (std::size_t first = 0; first < pieces.size();) {
    if (!pieces[first].department) {
      ++first;
      continue;
    }
    // 等11个科室为重点学科 closes a list; 25张 and (ICU) only remark on one of its pieces.
    const auto closes = [](const Piece& piece) {
      return !piece.tail.empty() && piece.tail[0] != '(' && !(piece.tail[0] >= '0' && piece.tail[0] <= '9');
    };
    std::size_t last = first;
    while (last + 1 < pieces.size() && pieces[last + 1].department && !closes(pieces[last]) &&
           (pieces[first].introduced || !pieces[last + 1].introduced))
      ++last;
    const std::size_t count = last - first + 1;
    const std::string& tail = pieces[last].tail;
    const bool key = tail.find("重点") != std::string::npos || tail.find("特色") != std::string::npos ||
                     tail.find("优势") != std::string::npos || tail.find("等") == 0;
    // 以妇产科、儿科为特色的 describes, and lists nothing.
    const std::string_view lead = clean.clause_before(sentence_begin + text.byte(pieces[first].begin));
    const bool for_us = lead.find("以") == std::string_view::npos;
    if (pieces[first].introduced && count >= 2) {
      for (std::size_t i = first; i <= last; ++i) add(pieces[i], listed, "departments:list", 0.9);
    } else if (for_us &&
               !(first > 0 && !pieces[first - 1].weak && !pieces[first - 1].department && count == 1) &&
               (pieces[first].praised || key)) {
      for (std::size_t i = first; i <= last; ++i) add(pieces[i], praised, "departments:key", 0.8);
    }
    first = last + 1;
  }
}

// A menu or a table of departments: lines that are nothing but a department's name.
std::vector<Reading<std::string>> read_menu(const CleanText& clean) {
  constexpr std::size_t kLeast = 4;
  std::vector<Reading<std::string>> found;
  const std::string& text = clean.text();
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    for (std::size_t at = begin; at < end;) {
      const std::size_t space = std::min(text.find(' ', at), end);
      const std::string_view word = clean.slice(at, space);
      if (word.size() <= 60 && is_clinical_department(word))
        found.push_back({clean.original(at, space), at, space, "departments:menu", 0.85});
      at = space + 1;
    }
    begin = end + 1;
  }
  if (found.size() < kLeast) found.clear();
  return found;
}

}  // namespace

bool is_clinical_department(std::string_view simplified_name) {
  const FoldedText text(simplified_name);
  return is_department(text.view());
}

std::vector<Reading<std::string>> read_departments(const Document&, const CleanText& text) {
  std::vector<Reading<std::string>> listed;
  std::vector<Reading<std::string>> praised;
  // Long enough for any list of departments that a person wrote.
  constexpr std::size_t kLongestSentence = 6000;
  for (std::size_t begin = 0; begin < text.text().size();) {
    const std::size_t end = text.sentence_end(begin);
    const std::string_view sentence = text.slice(begin, end);
    if (sentence.size() <= kLongestSentence &&
        (sentence.find("科") != std::string_view::npos || sentence.find("中心") != std::string_view::npos) &&
        !is_planned(text, begin, begin))
      read_sentence(text, begin, end, listed, praised);
    begin = std::max(end, begin + 1);
  }
  std::vector<Reading<std::string>> menu = read_menu(text);
  std::vector<Reading<std::string>>& chosen = menu.size() > listed.size() ? menu
                                              : !listed.empty()           ? listed
                                                                          : praised;
  std::set<std::string> seen;
  std::vector<Reading<std::string>> departments;
  constexpr std::size_t kMost = 300;
  for (auto& department : chosen)
    if (departments.size() < kMost && seen.insert(department.value).second)
      departments.push_back(std::move(department));
  return departments;
}

}  // namespace tenderlead::parsers
