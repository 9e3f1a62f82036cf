#include "parsers/hospital/departments.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "parsers/hospital/context.h"
#include "parsers/hospital/department_menus.h"
#include "parsers/hospital/department_names.h"
#include "parsers/hospital/department_pieces.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// 急诊科7个临床科室 counts what the list holds.
bool counts_departments(std::string_view tail) {
  constexpr std::size_t kReach = 24;  // bytes: 个临床医技科室
  std::size_t digits = 0;
  while (digits < tail.size() && tail[digits] >= '0' && tail[digits] <= '9') ++digits;
  return digits > 0 && tail.substr(digits, kReach).find("科室") != std::string_view::npos;
}

// 等11个科室为重点学科 closes a list; 25张 and (ICU) only remark on one of its pieces.
bool closes(const Piece& piece) {
  return !piece.tail.empty() && piece.tail[0] != '(' &&
         (!(piece.tail[0] >= '0' && piece.tail[0] <= '9') || counts_departments(piece.tail));
}

bool holds_word(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

// 等11个科室被评为…; not 等科室参加了抢救.
bool praises(const std::string& tail) {
  static constexpr std::string_view kActs[] = {"联合", "参加", "协作", "主任", "专家", "参与", "医生",
                                               "医师", "医护", "人员", "抢救", "举办", "开展", "门诊"};
  return tail.starts_with("等") && !holds_any(tail, kActs);
}

// 内科、外科、儿科齐全
bool is_complete(const std::string& tail) {
  return tail.starts_with("齐全") || tail.starts_with("俱全") || tail.starts_with("一应俱全") ||
         (tail.starts_with("等") && (tail.ends_with("齐全") || tail.ends_with("俱全")));
}

bool ends_in_class(std::string_view tail) {
  return tail.ends_with("临床") || tail.ends_with("医技");
}

// What a list holds that looks like one of departments, and isn't.
bool lists_others(std::string_view tail) {
  static constexpr std::string_view kOthers[] = {"医院", "急诊", "学组", "专家", "医生", "设备"};
  tail = tail.substr(0, std::min(tail.find(','), tail.size()));
  return tail.find("科室") == tail.npos && holds_any(tail, kOthers);
}

// Departments of one page: those that it lists, and where it lists none those that it praises.
struct Listed {
  std::vector<Reading<std::string>> listed;
  std::vector<Reading<std::string>> plan;  // what a plan of the building has on its floors
  std::vector<Reading<std::string>> key;   // lists of those that are key departments
  std::vector<Reading<std::string>> praised;
};

// 下设:急诊科;内科;外科: whether the next piece of a list that semicolons part is one department.
bool is_followed_by_one(const CleanText& clean, std::size_t end) {
  std::string_view next = clean.slice(end, clean.sentence_end(end));
  for (const std::string_view stop : {";", "。", "\n"})
    if (next.ends_with(stop)) next.remove_suffix(stop.size());
  constexpr std::size_t kLongest = 48;  // bytes
  return next.size() <= kLongest && is_department_name(FoldedText(next).view());
}

// The lists of one sentence: runs of departments with nothing else between, but for the units of a list that says what
// it lists. Returns the kind of list that the sentence ends in, which goes on behind a semicolon.
DepartmentList read_sentence(const CleanText& clean, std::size_t sentence_begin, std::size_t sentence_end,
                             DepartmentList heading, Listed& found) {
  DepartmentList open = DepartmentList::none;
  const FoldedText text(clean.slice(sentence_begin, sentence_end));
  const std::vector<Piece> pieces = pieces_of(text, heading);
  const auto add = [&](const Piece& piece, std::vector<Reading<std::string>>& to, const char* rule,
                       double confidence) {
    const Span span = text.span(piece.begin, piece.end);
    const std::size_t begin = sentence_begin + span.begin;
    const std::size_t end = sentence_begin + span.end;
    to.push_back({clean.original(begin, end), begin, end, rule, confidence});
  };
  // 内科、外科、骨科。 and nothing else.
  constexpr std::size_t kLeastAlone = 3;
  const bool alone =
      pieces.size() >= kLeastAlone && std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.department && (piece.tail.empty() || is_complete(piece.tail));
      });
  for (std::size_t first = 0; first < pieces.size();) {
    const Piece& head = pieces[first];
    const bool opened = head.of == DepartmentList::clinical || head.of == DepartmentList::floor;
    const bool lists = opened || head.introduced;
    // 检验、放射、B超等医技科室: what such a list is only its end tells.
    const bool unsure = head.subject && !lists;
    if (!head.department && !unsure && !((head.unit || head.office) && lists)) {
      ++first;
      continue;
    }
    std::size_t last = first;
    std::size_t count = head.department ? 1 : 0;
    std::size_t subjects = head.subject ? 1 : 0;
    std::size_t offices = head.office ? 1 : 0;
    for (std::size_t next = first + 1; next < pieces.size(); ++next) {
      const Piece& piece = pieces[next];
      if (closes(pieces[next - 1]) || piece.of != DepartmentList::none) break;
      const bool stands_by = piece.office || piece.subject || (piece.unit && !pieces[next - 1].weak);
      if (piece.department ? !head.introduced && piece.introduced : !stands_by) break;
      if (piece.department) ++count;
      if (piece.office) ++offices;
      if (piece.subject) ++subjects;
      // A unit in the middle of departments is passed over; at their end it counts if the list says what it lists.
      if (piece.department || piece.subject || opened || holds_word(piece.tail, "科室") ||
          holds_word(piece.tail, "科目"))
        last = next;
    }
    const std::string& tail = pieces[last].tail;
    const bool key = holds_word(tail, "重点") || holds_word(tail, "特色") || holds_word(tail, "优势");
    const bool counted = counts_departments(tail);
    // 等临床、医技科室: the tail itself may be a list.
    const bool says_so =
        !key &&
        (opened || counted || (tail.starts_with("等") && (holds_word(tail, "科") || ends_in_class(tail))));
    // 等18所专科医院, 等急诊, 等专业学组
    // 骨科、康复、神经慢病医院等18所专科医院
    const bool of_hospitals =
        tail.empty() && !pieces[last].weak && last + 1 < pieces.size() && pieces[last + 1].hospital;
    const bool of_others = of_hospitals || (tail.starts_with("等") && lists_others(tail));
    // 药学部、检验科等12个医技科室 is a list, whatever stands before it.
    const bool complete = is_complete(tail);
    const bool closed = complete || (says_so && (counted || tail.starts_with("等")) &&
                                     (holds_word(tail, "临床") || holds_word(tail, "医技")));
    if (unsure && !closed) {
      ++first;
      continue;
    }
    const bool mostly = (count + offices + subjects) * 2 >= last - first + 1;
    // 以妇产科、儿科为特色的 describes, and lists nothing.
    const std::size_t head_begin = sentence_begin + text.byte(head.begin);
    const std::string_view before = clean.clause_before(head_begin);
    const bool for_us = before.find("以") == std::string_view::npos;
    static constexpr std::string_view kPlans[] = {"计划开设", "计划设", "拟开设", "拟设",
                                                  "将开设",   "将设",   "规划设", "筹建"};
    const bool planned = holds_any(before, kPlans);
    const bool first_of_several = head.introduced && count == 1 && last + 1 == pieces.size() &&
                                  tail.empty() && clean.text()[sentence_end - 1] == ';' &&
                                  is_followed_by_one(clean, sentence_end);
    if (head.of == DepartmentList::offices || of_others || planned) {
      // 职能科室: nobody is treated there.
    } else if ((head.introduced || closed || alone) && (mostly || closed) && head.of != DepartmentList::key &&
               (count >= 2 || first_of_several || (opened && count + subjects > 0) ||
                (says_so && subjects >= 2))) {
      // 拥有眼科、骨科等省级重点专科 leaves out the others.
      for (std::size_t i = first; i <= last; ++i)
        if (pieces[i].department || pieces[i].subject || (says_so && pieces[i].unit))
          add(pieces[i],
              head.of == DepartmentList::floor ? found.plan
              : key                            ? found.key
                                               : found.listed,
              says_so ? "departments:stated" : "departments:list", says_so ? 0.89 : 0.87);
    } else if (for_us &&
               !(first > 0 && !pieces[first - 1].weak && !pieces[first - 1].department && count == 1 &&
                 head.of == DepartmentList::none) &&
               (head.praised || key || (praises(tail) && (subjects == 0 || holds_word(tail, "科"))) ||
                head.of == DepartmentList::key)) {
      for (std::size_t i = first; i <= last; ++i)
        if (pieces[i].department) add(pieces[i], found.praised, "departments:key", 0.8);
    }
    if (last + 1 == pieces.size() && tail.empty())
      open = opened ? head.of : head.introduced ? DepartmentList::clinical : DepartmentList::none;
    first = last + 1;
  }
  return open;
}

// 检验科设有…室: a department's own parts. 门诊设有内科, 内科分为心血管内科 are the hospital's.
bool is_departments_own(const CleanText& text, std::size_t begin) {
  const std::string_view start = text.slice(text.sentence_begin(begin), text.sentence_end(begin));
  static constexpr std::string_view kDivisions[] = {"门诊", "内科", "外科", "大内科", "大外科"};
  const bool division = std::any_of(std::begin(kDivisions), std::end(kDivisions),
                                    [&](std::string_view word) { return start.starts_with(word); });
  return !division && is_of_department(text, begin);
}

}  // namespace

bool is_clinical_department(std::string_view simplified_name) {
  const FoldedText text(simplified_name);
  return is_department_name(text.view());
}

std::vector<Reading<std::string>> departments_of_record(const CleanText& text,
                                                        const std::vector<RecordValue>& record,
                                                        RecordKey key) {
  constexpr std::size_t kLeast = 2;
  constexpr std::string_view kMarks[] = {"、", ",", ";", "|", "/", " "};
  std::vector<Reading<std::string>> found;
  for (const auto& value : record) {
    if (value.key != key && (key != RecordKey::department || value.key != RecordKey::name)) continue;
    for (std::size_t at = value.begin; at < value.end;) {
      std::size_t end = value.end;
      std::size_t next = value.end;
      for (const auto mark : kMarks)
        if (const std::size_t found_at = text.text().find(mark, at); found_at < end) {
          end = found_at;
          next = found_at + mark.size();
        }
      const FoldedText words(text.slice(at, end));
      const auto name = words.view();
      if (is_department_name(name) || (value.key == key && is_known_subject(name)))
        found.push_back({text.original(at, end), at, end, "departments:record", 0.93});
      at = next;
    }
  }
  if (found.size() < kLeast) found.clear();
  return found;
}

std::vector<Reading<std::string>> read_departments(const Document& document, const CleanText& text,
                                                   const std::vector<RecordValue>& record) {
  // Long enough for any list of departments that a person wrote; for a line of its own above a list.
  constexpr std::size_t kLongestSentence = 6000;
  constexpr std::size_t kLongestHeading = 60;
  constexpr std::size_t kLongestItem = 30;
  Listed found;
  DepartmentList heading = DepartmentList::none;
  std::size_t listed_before_heading = 0;
  bool passed_over = false;  // the line before
  for (std::size_t begin = 0; begin < text.text().size();) {
    const std::size_t end = text.sentence_end(begin);
    const std::string_view sentence = text.slice(begin, end);
    DepartmentList open = DepartmentList::none;
    if (sentence.size() <= kLongestSentence &&
        (heading != DepartmentList::none || sentence.find("科") != std::string_view::npos ||
         sentence.find("中心") != std::string_view::npos) &&
        !is_planned(text, begin, begin) && !is_departments_own(text, begin))
      open = read_sentence(text, begin, end, heading, found);
    // One department a line: the heading holds for the next one, too, and over one line that is something else.
    const bool item = heading != DepartmentList::none && is_menu_item(sentence);
    DepartmentList opened = DepartmentList::none;
    if (!item && sentence.size() <= kLongestHeading && sentence.ends_with('\n')) {
      const FoldedText words(sentence.substr(0, sentence.size() - 1));
      opened = list_opened_by(words.view());
    }
    const bool over = !item && opened == DepartmentList::none && heading != DepartmentList::none &&
                      !passed_over && found.listed.size() > listed_before_heading &&
                      sentence.size() <= kLongestItem && sentence.ends_with('\n');
    passed_over = over;
    if (!item && !over) {
      heading = opened != DepartmentList::none ? opened
                : sentence.ends_with(';')      ? open
                                               : DepartmentList::none;
      listed_before_heading = found.listed.size();
    }
    begin = std::max(end, begin + 1);
  }
  std::vector<Reading<std::string>> menu = read_menu(text);
  if (menu.empty()) menu = read_choices(document);
  std::vector<Reading<std::string>> of_record = departments_of_record(text, record, RecordKey::department);
  if (found.key.empty()) found.key = departments_of_record(text, record, RecordKey::specialty);
  const bool none = of_record.empty() && menu.empty() && found.listed.empty() && found.plan.size() < 2 &&
                    found.key.empty() && found.praised.empty();
  if (none) menu = read_quoted(text);
  if (none && menu.empty()) menu = read_hidden_menu(document);
  std::vector<Reading<std::string>>& chosen = !of_record.empty()                  ? of_record
                                              : menu.size() > found.listed.size() ? menu
                                              : !found.listed.empty()             ? found.listed
                                              : found.plan.size() > 1             ? found.plan
                                              : !found.key.empty()                ? found.key
                                                                                  : found.praised;
  std::set<std::string> seen;
  std::vector<Reading<std::string>> departments;
  constexpr std::size_t kMost = 300;
  for (auto& department : chosen)
    if (departments.size() < kMost && seen.insert(department.value).second)
      departments.push_back(std::move(department));
  return departments;
}

}  // namespace tenderlead::parsers
