#include "parsers/hospital/departments.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "parsers/hospital/context.h"
#include "parsers/hospital/department_menus.h"
#include "parsers/hospital/department_names.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// One piece between separators.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool department = false;
  bool unit = false;        // a department only where a list of departments says so: 中医, 儿童保健
  bool subject = false;     // a unit that the national catalogue knows: 消化内科专业, 发热门诊
  bool office = false;      // 医务科 among them
  bool introduced = false;  // 设有 and the like in front, or beds behind
  bool praised = false;     // 重点, 特色 in front
  bool weak = false;        // joined to the next by a comma only
  DepartmentList of = DepartmentList::none;  // the list that begins with it
  std::string tail;                          // what follows the department's name in its piece
};

// The words that introduce a list within its first piece; what stands after the last of them may be a department.
constexpr std::u32string_view kIntroductions[] = {
    U"设有", U"现设",   U"开设",   U"下设",     U"设立",   U"设置",  U"内设",  U"分设",
    U"增设", U"设",     U"科室有", U"科室包括", U"包括",   U"科室:", U"学科:", U"专科:",
    U"分为", U"开展了", U"有",     U"即",       U"分别为", U"分别是"};
constexpr std::u32string_view kPraises[] = {U"重点科室", U"重点专科", U"重点学科", U"特色专科",
                                            U"特色科室", U"特色学科", U"优势学科"};
constexpr std::u32string_view kPrefixes[] = {U"其中",   U"以及",     U"及",       U"和",   U"与",
                                             U"还有",   U"临床科室", U"医技科室", U"科室", U"门诊有",
                                             U"病房有", U"了",       U":",        U"为",   U"一级"};

// What brackets behind a department may add to its name: letters, a number.
bool is_suffix(std::u32string_view words) {
  constexpr std::size_t kLongest = 6;
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";
  return !words.empty() && words.size() <= kLongest &&
         (std::all_of(words.begin(), words.end(), is_ascii_letter) ||
          std::all_of(words.begin(), words.end(),
                      [&](char32_t c) { return kNumerals.find(c) != kNumerals.npos; }));
}

// 儿童保健部两大部: a count of what stood before.
bool ends_with_count(std::u32string_view words) {
  const std::size_t big = words.rfind(U'大');
  return big != words.npos && big > 0 && words.size() - big <= 3 &&
         std::u32string_view(U"两三四五六七八九十").find(words[big - 1]) != std::u32string_view::npos;
}

// 内科分为心血管内科、消化内科: what the great divisions of medicine hold are departments themselves.
bool is_division(std::u32string_view name) {
  return name == U"内科" || name == U"外科" || name == U"大内科" || name == U"大外科";
}

// The longest beginning of [from, end) that `accepts`, so 新生儿科为市级重点学科 gives 新生儿科.
template <typename Accepts>
bool take_words(const FoldedText& text, std::size_t from, std::size_t end, Accepts accepts, Piece& piece) {
  constexpr std::size_t kLongest = 16;
  constexpr std::u32string_view kGoesOn[] = {
      U"等",   U"为",   U"获",   U"是",   U"(",    U")",    U"被",       U"系",   U"床位", U"病床",
      U"两大", U"三大", U"四大", U"五大", U"六大", U"两个", U"三个",     U"四个", U"五个", U"六个",
      U"七个", U"八个", U"九个", U"十",   U"齐全", U"俱全", U"一应俱全", U"均"};
  for (std::size_t stop = std::min(end, from + kLongest); stop > from + 1; --stop) {
    const auto rest = text.view(stop, end);
    const bool boundary = !rest.starts_with(U"系统") &&
                          (rest.empty() || is_digit(rest.front()) ||
                           std::any_of(std::begin(kGoesOn), std::end(kGoesOn),
                                       [&](std::u32string_view word) { return rest.starts_with(word); }));
    if (!boundary || !accepts(text.view(from, stop)) || ends_with_count(text.view(from, stop))) continue;
    piece.begin = from;
    piece.end = stop;
    // 重症医学科(ICU), 骨科(二), 放射科(CT室、核磁室): the brackets are a part of the name.
    const std::size_t close = rest.find(U')');
    if (!rest.empty() && rest.front() == U'(' && close != rest.npos &&
        (is_suffix(rest.substr(1, close - 1)) || are_rooms(rest.substr(1, close - 1))))
      piece.end += close + 1;
    piece.tail = to_utf8(text.view(piece.end, end));
    if (!rest.empty() && is_digit(rest.front()) && rest.find(U'张') != rest.npos) piece.introduced = true;
    return true;
  }
  return false;
}

// Behind (1), 2., ③: what numbers a list's items.
std::size_t after_numbering(const FoldedText& text, std::size_t from, std::size_t end) {
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九十0123456789";
  constexpr char32_t kFirstCircled = 0x2460;
  constexpr char32_t kLastCircled = 0x2473;
  if (text[from] >= kFirstCircled && text[from] <= kLastCircled) return from + 1;
  std::size_t at = text[from] == U'(' ? from + 1 : from;
  const std::size_t digits = at;
  while (at < end && kNumerals.find(text[at]) != kNumerals.npos) ++at;
  if (at == digits || at + 1 >= end) return from;
  const bool closed =
      text[at] == U')' || (at > from && text[from] != U'(' && (text[at] == U'.' || text[at] == U'、'));
  return closed ? at + 1 : from;
}

bool take_department(const FoldedText& text, std::size_t from, std::size_t end, Piece& piece) {
  for (bool moved = true; moved;) {
    const std::size_t numbered = after_numbering(text, from, end);
    moved = numbered > from;
    from = numbered;
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
  piece.department = take_words(text, from, end, is_department_name, piece);
  piece.unit = !piece.department && take_words(text, from, end, is_listed_unit, piece);
  piece.subject = piece.unit && is_known_subject(text.view(piece.begin, piece.end));
  return piece.department;
}

// Cuts a piece down to the department in it: behind the last words that introduce a list, else behind words of praise.
void find_department(const FoldedText& text, std::size_t begin, std::size_t end, Piece& piece) {
  std::size_t from = begin;
  for (std::size_t at = begin; at < end; ++at)
    for (const auto word : kIntroductions)
      if (text.starts_with(at, word) && at + word.size() < end && at + word.size() > from) {
        // 检验科包括化验室: a department's own parts.
        if (at > begin && is_department_name(text.view(begin, at)) && !is_division(text.view(begin, at)))
          return;
        from = at + word.size();
        piece.introduced = true;
      }
  if (from > begin)
    if (const auto kind = list_opened_by(text.view(begin, from)); kind != DepartmentList::none)
      piece.of = kind;
  if (take_department(text, from, end, piece)) return;
  if (piece.unit && piece.introduced) return;  // 设有中医、内科等科室
  piece.office = is_office(text.view(text[from] == U':' ? from + 1 : from, end));
  if (piece.office) return;
  piece.introduced = false;
  // 影像科等省级建设项目: the words that introduce stood behind the name.
  if (from > begin && take_department(text, begin, end, piece)) return;
  for (std::size_t at = from; at < end; ++at)
    for (const auto word : kPraises)
      if (text.starts_with(at, word) && at + word.size() < end && at + word.size() > from) {
        from = at + word.size();
        piece.praised = true;
      }
  if (piece.praised) take_department(text, from, end, piece);
}

// 即:, 分别为: what was counted before is named now.
bool is_namely(std::u32string_view words) {
  constexpr std::u32string_view kWords[] = {U"即",   U"分别为", U"分别是", U"分别有", U"包括", U"具体为",
                                            U"依次", U"主要有", U"有",     U"如下",   U"为",   U"它们是"};
  return std::find(std::begin(kWords), std::end(kWords), words) != std::end(kWords);
}

bool goes_on_to_name(std::u32string_view words) {
  constexpr std::u32string_view kWords[] = {U"即", U"分别为", U"分别是", U"分别有"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::u32string_view word) { return words.starts_with(word); });
}

// Where the pieces of a sentence end.
class Separators {
 public:
  explicit Separators(const FoldedText& text)
      : text_(text), brackets_(text.size(), false), parts_(text.size(), false) {
    // Brackets that hold a list are separators; 门(急)诊 and 产科(一) are words.
    std::vector<std::size_t> open;
    std::vector<bool> lists;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == U'(') {
        open.push_back(at);
        lists.push_back(false);
      } else if ((text[at] == U'、' || text[at] == U',' || text[at] == U';') && !lists.empty()) {
        lists.back() = true;
      } else if (text[at] == U')' && !open.empty()) {
        // 内科(含心内、消化): the department's own parts.
        const auto inside = text.view(open.back() + 1, at);
        const bool parts =
            inside.starts_with(U"含") || are_rooms(inside) ||
            (open.back() > 0 && text[open.back() - 1] == U'科' && tells_what_is_treated(inside));
        if (parts)
          std::fill(parts_.begin() + static_cast<std::ptrdiff_t>(open.back()),
                    parts_.begin() + static_cast<std::ptrdiff_t>(at), true);
        if (lists.back() && !parts) brackets_[open.back()] = brackets_[at] = true;
        open.pop_back();
        lists.pop_back();
      }
    }
  }

  bool opens_list(std::size_t at) const {
    return at < text_.size() && (text_[at] == U':' || (brackets_[at] && text_[at] == U'('));
  }

  // Whether a piece that begins at `begin` ends before `at`. 和, spaces and dots part only what ends as a department does.
  bool separates(std::size_t begin, std::size_t at) const {
    const char32_t c = text_[at];
    if (parts_[at]) return false;
    if (brackets_[at]) return true;
    if (c == U'、' && begin == 0 && numbers(at)) return false;
    if (c == U'、' || c == U',' || c == U'/' || c == U'|' || c == U';') return true;
    if (c == U'[' || c == U']') return true;
    if (c == U':')  // 临床科室:…, 外科:普外科、骨科, 科室20个,即:内科
      return is_namely(text_.view(begin, at)) ||
             list_opened_by(text_.view(begin, at)) != DepartmentList::none ||
             is_department_name(text_.view(begin, at));
    constexpr std::u32string_view kWeak = U"和及与 ·•.+&-";
    if (kWeak.find(c) == kWeak.npos) return false;
    const char32_t last = at > begin ? text_[at - 1] : U'\0';
    return last == U'科' || last == U'部' || last == U'室' || last == U'心' || last == U'U';
  }

 private:
  // 1、内一科: the number before a line's only department.
  bool numbers(std::size_t at) const {
    constexpr std::size_t kLongest = 3;
    constexpr std::u32string_view kNumerals = U"一二三四五六七八九十0123456789";
    return at > 0 && at <= kLongest && text_.view(0, at).find_first_not_of(kNumerals) == kNumerals.npos;
  }

  const FoldedText& text_;
  std::vector<bool> brackets_;
  std::vector<bool> parts_;
};

std::vector<Piece> pieces_of(const FoldedText& text, DepartmentList heading) {
  const Separators separators(text);
  std::vector<Piece> pieces;
  DepartmentList opened = heading;
  DepartmentList counted = DepartmentList::none;  // what the piece before was about: 临床科室12个
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !separators.separates(at, end)) ++end;
    Piece piece;
    piece.weak = end < text.size() && (text[end] == U',' || text[end] == U';');
    piece.of = opened;
    std::size_t last = end;
    while (last > at && (text[last - 1] == U'。' || text[last - 1] == U' ' || text[last - 1] == U'!' ||
                         text[last - 1] == U';'))
      --last;
    if (last == at) {  // between a bracket and the comma behind it
      if (piece.weak && !pieces.empty()) pieces.back().weak = true;
      at = end + 1;
      continue;
    }
    // 检验科、等8个科室: what follows the list belongs to its last item.
    if (text[at] == U'等' && !pieces.empty() && pieces.back().tail.empty() &&
        (pieces.back().department || pieces.back().unit)) {
      pieces.back().tail = to_utf8(text.view(at, last));
      at = end + 1;
      continue;
    }
    find_department(text, at, last, piece);
    // 省级重点专科3个,分别为骨科、儿科: what the count before was of.
    if (piece.of == DepartmentList::none && goes_on_to_name(text.view(at, last))) {
      piece.of = counted;
      piece.introduced = piece.introduced && counted != DepartmentList::none;
    }
    opened = DepartmentList::none;
    const DepartmentList said = list_opened_by(text.view(at, last));
    if (separators.opens_list(end)) opened = is_namely(text.view(at, last)) ? counted : said;
    counted = said;
    if (piece.of != DepartmentList::none && (piece.department || piece.unit || piece.office))
      piece.introduced = true;
    pieces.push_back(std::move(piece));
    at = end + 1;
  }
  return pieces;
}

// 等11个科室为重点学科 closes a list; 25张 and (ICU) only remark on one of its pieces.
bool closes(const Piece& piece) {
  return !piece.tail.empty() && piece.tail[0] != '(' && !(piece.tail[0] >= '0' && piece.tail[0] <= '9');
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
  return tail.starts_with("齐全") || tail.starts_with("俱全") || tail.starts_with("一应俱全");
}

// Departments of one page: those that it lists, and where it lists none those that it praises.
struct Listed {
  std::vector<Reading<std::string>> listed;
  std::vector<Reading<std::string>> plan;  // what a plan of the building has on its floors
  std::vector<Reading<std::string>> key;   // lists of those that are key departments
  std::vector<Reading<std::string>> praised;
};

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
    if (!head.department && !((head.unit || head.office) && (opened || head.introduced))) {
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
    const bool says_so = !key && (opened || (tail.starts_with("等") && holds_word(tail, "科")));
    // 药学部、检验科等12个医技科室 is a list, whatever stands before it.
    const bool complete = is_complete(tail);
    const bool closed = complete || (says_so && tail.starts_with("等") &&
                                     (holds_word(tail, "临床") || holds_word(tail, "医技")));
    const bool mostly = (count + offices + subjects) * 2 >= last - first + 1;
    // 以妇产科、儿科为特色的 describes, and lists nothing.
    const std::size_t head_begin = sentence_begin + text.byte(head.begin);
    const bool for_us = clean.clause_before(head_begin).find("以") == std::string_view::npos;
    if (head.of == DepartmentList::offices) {
      // 职能科室: nobody is treated there.
    } else if ((head.introduced || closed || alone) && mostly && head.of != DepartmentList::key &&
               (count >= 2 || (opened && count + subjects > 0) || (says_so && subjects >= 2))) {
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

std::vector<Reading<std::string>> read_departments(const CleanText& text,
                                                   const std::vector<RecordValue>& record) {
  // Long enough for any list of departments that a person wrote; for a line of its own above a list.
  constexpr std::size_t kLongestSentence = 6000;
  constexpr std::size_t kLongestHeading = 60;
  Listed found;
  DepartmentList heading = DepartmentList::none;
  for (std::size_t begin = 0; begin < text.text().size();) {
    const std::size_t end = text.sentence_end(begin);
    const std::string_view sentence = text.slice(begin, end);
    DepartmentList open = DepartmentList::none;
    if (sentence.size() <= kLongestSentence &&
        (heading != DepartmentList::none || sentence.find("科") != std::string_view::npos ||
         sentence.find("中心") != std::string_view::npos) &&
        !is_planned(text, begin, begin) && !is_departments_own(text, begin))
      open = read_sentence(text, begin, end, heading, found);
    // One department a line: the heading holds for the next one, too.
    const bool item = heading != DepartmentList::none && is_menu_item(sentence);
    if (!item) heading = sentence.ends_with(';') ? open : DepartmentList::none;
    if (!item && heading == DepartmentList::none && sentence.size() <= kLongestHeading &&
        sentence.ends_with('\n')) {
      const FoldedText words(sentence.substr(0, sentence.size() - 1));
      heading = list_opened_by(words.view());
    }
    begin = std::max(end, begin + 1);
  }
  std::vector<Reading<std::string>> menu = read_menu(text);
  std::vector<Reading<std::string>> of_record = departments_of_record(text, record, RecordKey::department);
  if (found.key.empty()) found.key = departments_of_record(text, record, RecordKey::specialty);
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
