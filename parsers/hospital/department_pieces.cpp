#include "parsers/hospital/department_pieces.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace tenderlead::parsers {

namespace {

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
      U"等",   U"为",   U"获",   U"是",   U"(",    U")",    U"被",   U"系",       U"床位", U"病床", U"两大",
      U"三大", U"四大", U"五大", U"六大", U"两个", U"三个", U"四个", U"五个",     U"六个", U"七大", U"八大",
      U"九大", U"七个", U"八个", U"九个", U"十",   U"齐全", U"俱全", U"一应俱全", U"均"};
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
        (is_name_suffix(rest.substr(1, close - 1)) || are_rooms(rest.substr(1, close - 1))))
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
  if (end == from + 1 && is_short_subject(text[from])) {
    piece.begin = from;
    piece.end = end;
    piece.unit = piece.subject = true;
    return false;
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
    constexpr std::u32string_view kEndsOfUnits = U"科业诊室部";
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
            (open.back() > 0 && kEndsOfUnits.find(text[open.back() - 1]) != kEndsOfUnits.npos &&
             tells_what_is_treated(inside));
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
    // 临床科室 内科 外科, 2F 儿科
    if (c == U' ' && at > begin && list_opened_by(text_.view(begin, at)) != DepartmentList::none) return true;
    if (c == U':')  // 临床科室:…, 外科:普外科、骨科, 科室20个,即:内科
      return is_namely(text_.view(begin, at)) ||
             list_opened_by(text_.view(begin, at)) != DepartmentList::none ||
             is_department_name(text_.view(begin, at));
    constexpr std::u32string_view kWeak = U"和及与 ·•.+&-";
    if (kWeak.find(c) == kWeak.npos) return false;
    // 体检科等临床科室以及放射科
    const char32_t last = at <= begin                                              ? U'\0'
                          : c == U'及' && text_[at - 1] == U'以' && at > begin + 1 ? text_[at - 2]
                                                                                   : text_[at - 1];
    if (c == U' ' && (last == U'诊' || last == U'区')) return true;
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

}  // namespace

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
    piece.hospital = !piece.department && !piece.unit && !piece.office &&
                     text.view(at, last).find(U"医院") != std::u32string_view::npos;
    // 省级重点专科3个,分别为骨科、儿科: what the count before was of.
    if (piece.of == DepartmentList::none && goes_on_to_name(text.view(at, last))) {
      piece.of = counted;
      piece.introduced = piece.introduced && counted != DepartmentList::none;
    }
    opened = DepartmentList::none;
    const DepartmentList said = list_opened_by(text.view(at, last));
    const bool spaced = end < text.size() && text[end] == U' ' && said != DepartmentList::none;
    if (spaced || separators.opens_list(end)) opened = is_namely(text.view(at, last)) ? counted : said;
    counted = said;
    if (piece.of != DepartmentList::none && (piece.department || piece.unit || piece.office))
      piece.introduced = true;
    pieces.push_back(std::move(piece));
    at = end + 1;
  }
  return pieces;
}

}  // namespace tenderlead::parsers
