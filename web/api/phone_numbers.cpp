#include "web/api/phone_numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "web/api/code_points.h"

namespace tenderlead::web {
namespace {

using Place = std::size_t;

constexpr std::size_t kSeen = 40;        // signs before a number that say what it is
constexpr std::size_t kMostWords = 10;   // letters between 电话 and its number
constexpr std::size_t kNearWords = 4;    // and where the number has an unusual shape
constexpr std::size_t kLeastSingle = 7;  // digits that stand apart, one by one

constexpr std::u32string_view kPhoneWords[] = {
    U"电话", U"手机", U"座机",  U"热线", U"传真", U"固话",   U"总机", U"联系", U"致电", U"拨打", U"来电",
    U"tel",  U"fax",  U"phone", U"call", U"cell", U"mobile", U"☎",    U"☏",    U"📞",    U"📱"};
// What says that the next number is of something else.
constexpr std::u32string_view kOtherWords[] = {U"编号", U"编码", U"代码", U"邮编", U"预算", U"金额", U"价",
                                               U"日期", U"时间", U"账",   U"帐",   U"数量", U"面积", U"qq",
                                               U"邮箱", U"网址", U"地址", U"证号", U"文号", U"http", U"www"};
// Right before a number: it is this one's.
constexpr std::u32string_view kCodeWords[] = {
    U"编号", U"编码", U"代码", U"项目号", U"标书号", U"招标号", U"采购号", U"标号", U"合同号", U"备案号",
    U"文号", U"账号", U"帐号", U"卡号",   U"单号",   U"流水号", U"序号",   U"批号", U"证号"};
constexpr std::u32string_view kTelephoneLetters[] = {U"tel", U"fax", U"phone", U"mobile",
                                                     U"t",   U"f",   U"p",     U"m"};

bool is_digit(char32_t sign) {
  return sign >= U'0' && sign <= U'9';
}
bool is_letter(char32_t sign) {
  return sign >= U'a' && sign <= U'z';
}
bool is_word(char32_t sign) {
  return is_digit(sign) || is_letter(sign) || sign > 0x2FFF;
}
template <std::size_t N>
bool holds_any(std::u32string_view text, const std::u32string_view (&words)[N]) {
  return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

// Digits on end: a part of a number, or the whole of it.
struct Group {
  Place first = 0;  // among all digits
  std::size_t size = 0;
  Place begin = 0, end = 0;  // in the signs
};

class Finder {
 public:
  Finder(std::u32string_view signs, const PhoneSearch& search) : signs_(signs), search_(search) {
    collect();
    join_singles();
    split_known();
  }

  std::vector<Place> found() {
    for (std::size_t i = 0; i < groups_.size();) {
      const auto end = phone(i);
      if (end == 0) {
        rest_.push_back(i++);
        continue;
      }
      hide(i, end, false);
      last_end_ = groups_[end - 1].end;
      i = behind_extension(end);
      any_ = true;
    }
    if (search_.all_digits) hide_rest();
    std::ranges::sort(hidden_);
    return std::move(hidden_);
  }

 private:
  void collect() {
    std::size_t seam = 0;
    std::vector<Place> cuts;
    for (Place at = 0; at < signs_.size();) {
      if (!is_digit(signs_[at])) {
        ++at;
        continue;
      }
      Group group{digits_.size(), 0, at, at};
      cuts.clear();
      for (; at < signs_.size() && is_digit(signs_[at]); ++at) {
        while (seam < search_.seams.size() && search_.seams[seam] < at) ++seam;
        if (at > group.begin && seam < search_.seams.size() && search_.seams[seam] == at)
          cuts.push_back(digits_.size() - group.first);
        digits_.push_back(at);
      }
      group.size = digits_.size() - group.first;
      group.end = at;
      // More than any one number has: two cells or spans that touch.
      if (group.size <= 12) cuts.clear();
      add_cut(group, cuts);
    }
  }
  void add_cut(Group group, const std::vector<Place>& cuts) {
    std::size_t taken = 0;
    for (const auto cut : cuts) {
      if (cut == taken) continue;
      groups_.push_back(part(group, taken, cut));
      taken = cut;
    }
    groups_.push_back(part(group, taken, group.size));
  }
  Group part(const Group& group, std::size_t from, std::size_t to) const {
    Group out{group.first + from, to - from, digits_[group.first + from], 0};
    out.end = digits_[group.first + to - 1] + 1;
    return out;
  }

  // "1 3 8 5 5 5 5 1 0 3 3".
  void join_singles() {
    std::vector<Group> joined;
    for (std::size_t i = 0; i < groups_.size();) {
      auto end = i + 1;
      if (groups_[i].size == 1)
        while (end < groups_.size() && groups_[end].size == 1 && parts_of_one(end, false)) ++end;
      if (end - i >= kLeastSingle) {
        joined.push_back({groups_[i].first, end - i, groups_[i].begin, groups_[end - 1].end});
        i = end;
      }
      for (; i < end; ++i) joined.push_back(groups_[i]);
    }
    groups_ = std::move(joined);
  }

  // A country code that touches its number, and mobile numbers that touch each other.
  void split_known() {
    std::vector<Group> split;
    for (const auto& group : groups_) {
      const auto text = digits(group);
      const auto is_mobile = [&](std::size_t at) {
        return text.size() >= at + 11 && text[at] == '1' && text[at + 1] >= '3';
      };
      const bool plus = group.begin > 0 && signs_[group.begin - 1] == U'+';
      std::vector<Place> cuts;
      if ((plus || (text.size() == 13 && is_mobile(2))) && text.starts_with("86") && text.size() > 2)
        cuts = {2};
      else if (text.starts_with("0086") && text.size() > 4)
        cuts = {4};
      else if (text.size() == 12 && text[0] == '0' && is_mobile(1))
        cuts = {1};
      else if (text.size() == 22 && is_mobile(0) && is_mobile(11))
        cuts = {11};
      else if (text.size() == 33 && is_mobile(0) && is_mobile(11) && is_mobile(22))
        cuts = {11, 22};
      std::size_t taken = 0;
      for (const auto cut : cuts) {
        split.push_back(part(group, taken, cut));
        taken = cut;
      }
      split.push_back(part(group, taken, group.size));
    }
    groups_ = std::move(split);
  }

  std::string digits(const Group& group) const {
    std::string out;
    for (std::size_t k = 0; k < group.size && k < 64; ++k)
      out += static_cast<char>(signs_[digits_[group.first + k]]);
    return out;
  }
  std::u32string_view between(std::size_t i) const {
    return signs_.substr(groups_[i - 1].end, groups_[i].begin - groups_[i - 1].end);
  }
  // Whether a group may go on with the number of the one before it. Across lines only where the number is said to be a telephone's.
  bool parts_of_one(std::size_t i, bool across_lines) const {
    const auto sep = between(i);
    if (sep.size() > 4) return false;
    return std::ranges::all_of(sep, [&](char32_t sign) {
      return sign == U'-' || sign == U' ' || sign == U'.' || sign == U':' || sign == U'(' || sign == U')' ||
             (sign == U'\n' && across_lines);
    });
  }
  bool joined(std::size_t i) const {
    return parts_of_one(i,
                        between(i).find(U'\n') != std::u32string_view::npos && labelled(i - 1, kNearWords));
  }
  bool has(std::size_t i, char32_t sign) const { return between(i).find(sign) != std::u32string_view::npos; }

  // Behind the last group of the number that begins with this one; 0: none does.
  std::size_t phone(std::size_t i) {
    const auto own = after_country(i);
    std::size_t end = mobile(own);
    const bool is_mobile = end != 0;
    if (end == 0) end = landline(own, own != i);
    if (end == 0) end = service(i);
    const bool chained = end != 0 && !is_mobile && own == i && in_a_code(i);
    if (chained && !labelled(i, kMostWords)) return 0;
    if (end == 0) end = abroad(i);
    if (end == 0) end = local(i);
    if (end == 0) end = unusual(i);
    if (end == 0 || is_kept(i, end)) return 0;
    if (search_.telephones_only) return end;
    return is_amount(i, end) || is_code(i) ? 0 : end;
  }

  std::size_t after_country(std::size_t i) const {
    if (i + 1 >= groups_.size() || groups_[i].size > 4 || groups_[i].size < 2) return i;
    const auto text = digits(groups_[i]);
    if ((text != "86" && text != "0086" && text != "086") || !parts_of_one(i + 1, false)) return i;
    // A bare 86 is a number like any other, unless something joins it to what follows.
    const bool plus = groups_[i].begin > 0 && signs_[groups_[i].begin - 1] == U'+';
    return plus || text != "86" || between(i + 1).empty() || has(i + 1, U'-') || has(i + 1, U')') ||
                   mobile(i + 1) != 0
               ? i + 1
               : i;
  }

  std::size_t mobile(std::size_t i) const {
    const auto& first = groups_[i];
    if (first.size > 11 || first.size < 3 || sign(first, 0) != U'1' || sign(first, 1) < U'3') return 0;
    std::size_t total = first.size;
    std::size_t end = i + 1;
    bool spaced = false, dotted = false;
    for (; total < 11 && end < groups_.size() && groups_[end].size > 1 && joined(end); ++end) {
      total += groups_[end].size;
      spaced = spaced || !has(end, U'-');
      dotted = dotted || has(end, U'.');
    }
    if (total != 11) return 0;
    if (end == i + 1) return end;
    // Two parts with a dot are a decimal; a table's numbers stand with spaces between them.
    if (end == i + 2) {
      if (dotted) return 0;
      return !spaced || first.size == 3 || first.size == 7 ? end : 0;
    }
    return first.size == 3 || (first.size == 4 && !spaced) ? end : 0;
  }

  std::size_t landline(std::size_t i, bool after_country) const {
    if (after_country && groups_[i].size == 1 && sign(groups_[i], 0) == U'0' && i + 1 < groups_.size() &&
        joined(i + 1))
      ++i;
    const auto head = digits(groups_[i]);
    if (head.size() > 12 || head.size() < 2) return 0;
    const bool zero = head[0] == '0';
    if (!zero && !after_country) return 0;
    const auto area = zero ? std::string_view(head).substr(1) : std::string_view(head);
    if (area.size() < 2 || area[0] == '0') return 0;
    const bool two = area.starts_with("10") || area[0] == '2';
    if (area[0] == '1' && !two) return 0;
    const std::size_t code = (zero ? 1U : 0U) + (two ? 2U : 3U);
    if (head.size() < code) return 0;
    auto own = head.substr(code);
    auto end = i + 1;
    while (own.size() < 7 && end < groups_.size() && end < i + 5 && joined(end) &&
           (groups_[end].size > 1 || own.empty())) {
      own += digits(groups_[end]);
      ++end;
    }
    return (own.size() == 7 || own.size() == 8) && own[0] >= '2' ? end : 0;
  }

  // 400 and 800.
  std::size_t service(std::size_t i) const {
    const auto head = digits(groups_[i]);
    if (!head.starts_with("400") && !head.starts_with("800")) return 0;
    auto total = head.size();
    auto end = i + 1;
    while (total < 10 && end < groups_.size() && end < i + 4 && groups_[end].size >= 3 && !has(end, U'.') &&
           joined(end))
      total += groups_[end++].size;
    return total == 10 ? end : 0;
  }

  // "+852 2123 4567".
  std::size_t abroad(std::size_t i) const {
    if (groups_[i].begin == 0 || signs_[groups_[i].begin - 1] != U'+') return 0;
    // "+08:00 2026" is an offset from UTC, and no code of a country begins with a zero.
    if (sign(groups_[i], 0) == U'0') return 0;
    std::size_t total = 0, end = 0;
    for (auto at = i; at < groups_.size() && (at == i || (parts_of_one(at, false) && !has(at, U'.'))); ++at) {
      total += groups_[at].size;
      if (total > 15) break;
      if (total >= 8) end = at + 1;
    }
    return end;
  }

  // Seven or eight digits are a telephone's where something says so: a word before them, or another number that they go on from.
  std::size_t local(std::size_t i) const {
    const auto& first = groups_[i];
    auto size = first.size;
    auto end = i + 1;
    if ((size == 3 || size == 4) && end < groups_.size() && groups_[end].size == 4 &&
        parts_of_one(end, false) && !has(end, U':'))
      size += groups_[end++].size;
    if ((size != 7 && size != 8) || sign(first, 0) < U'2') return 0;
    if (search_.telephones_only) return end;
    const bool day = is_day(i, end);
    if (goes_on(i)) return day ? 0 : end;
    return labelled(i, day ? 2 : kMostWords) ? end : 0;
  }
  // Whatever stands where a telephone number should.
  std::size_t unusual(std::size_t i) const {
    if (groups_[i].size < 7) return 0;
    return search_.telephones_only || labelled(i, kNearWords) ? i + 1 : 0;
  }

  bool is_day(std::size_t i, std::size_t end) const {
    if (end != i + 1 || groups_[i].size != 8) return false;
    const auto text = digits(groups_[i]);
    const int month = (text[4] - '0') * 10 + text[5] - '0', day = (text[6] - '0') * 10 + text[7] - '0';
    return text.starts_with("20") && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
  bool goes_on(std::size_t i) const {
    if (last_end_ == 0) return false;
    const auto sep = signs_.substr(last_end_, groups_[i].begin - last_end_);
    return !sep.empty() && sep.size() <= 4 && std::ranges::all_of(sep, [](char32_t sign) {
      return std::u32string_view(U" /,;\n&或和及").find(sign) != std::u32string_view::npos;
    });
  }

  // A word such as 电话 before it, with `most` letters between them and no word that speaks of something else.
  bool labelled(std::size_t i, std::size_t most) const {
    std::u32string before;  // from the number backwards
    std::size_t words = 0;
    for (Place at = groups_[i].begin, seen = 0; at > 0 && seen < kSeen; --at, ++seen) {
      const auto sign = signs_[at - 1];
      if (sign == U' ' || sign == U'\n') continue;
      before += sign;
      // A longest word more than the letters between: the word itself must be seen.
      if (is_word(sign) && ++words > most + 6) break;
    }
    std::ranges::reverse(before);
    std::size_t best = before.npos;
    for (const auto word : kPhoneWords)
      if (const auto at = before.rfind(word); at != before.npos)
        best = std::min(best, before.size() - at - word.size());
    if (best == before.npos) return false;
    const auto gap = std::u32string_view(before).substr(before.size() - best);
    return static_cast<std::size_t>(std::ranges::count_if(gap, is_word)) <= most &&
           !holds_any(gap, kOtherWords);
  }

  // Right behind 编号 or the like.
  bool is_code(std::size_t i) const {
    std::u32string before;
    bool open = true;
    for (Place at = groups_[i].begin, seen = 0; at > 0 && seen < kSeen && before.size() < 4; --at, ++seen) {
      const auto sign = signs_[at - 1];
      const bool mark =
          std::u32string_view(U" \n:()[]【】<>《》为是.").find(sign) != std::u32string_view::npos;
      if (open && mark) continue;
      open = false;
      if (sign != U' ') before += sign;
    }
    std::ranges::reverse(before);
    return std::ranges::any_of(kCodeWords, [&](auto word) { return before.ends_with(word); });
  }

  // "CG-0773-26410012", "N0571...": a part of something longer.
  bool in_a_code(std::size_t i) const {
    auto at = groups_[i].begin;
    if (at == 0) return false;
    const bool dash = signs_[at - 1] == U'-' || signs_[at - 1] == U'_';
    if (dash && --at == 0) return false;
    if (is_digit(signs_[at - 1])) return dash;
    std::u32string letters;
    for (; at > 0 && is_letter(signs_[at - 1]) && letters.size() < 12; --at) letters += signs_[at - 1];
    std::ranges::reverse(letters);
    return !letters.empty() && std::ranges::find(kTelephoneLetters, letters) == std::end(kTelephoneLetters);
  }

  bool is_amount(std::size_t i, std::size_t end) const {
    if (end != i + 1) return false;
    const auto before = signs_.substr(0, groups_[i].begin);
    const auto head = before.substr(before.size() - std::min<std::size_t>(before.size(), 2));
    if (head.ends_with(U'¥') || head.ends_with(U'$') || head == U"¥ ") return true;
    auto at = groups_[i].end;
    const auto skip = [&](auto is) {
      while (at < signs_.size() && is(signs_[at])) ++at;
    };
    if (at < signs_.size() && signs_[at] == U'.') {
      ++at;
      skip(is_digit);
    }
    skip([](char32_t sign) { return sign == U' '; });
    const auto rest = signs_.substr(at, 2);
    return (rest.starts_with(U'元') && rest != U"元旦") || rest == U"万元" || rest == U"亿元";
  }

  bool is_kept(std::size_t i, std::size_t end) const {
    const auto begin = groups_[i].begin, stop = groups_[end - 1].end;
    for (const auto& word : search_.kept) {
      if (word.empty()) continue;
      const auto from = begin > word.size() ? begin - word.size() : 0;
      const auto window = signs_.substr(from, stop - from + word.size());
      for (auto at = window.find(word); at != window.npos; at = window.find(word, at + 1))
        if (from + at <= begin && from + at + word.size() >= stop) return true;
    }
    return false;
  }

  // An extension stays: without its number it is nobody's.
  std::size_t behind_extension(std::size_t i) {
    if (i >= groups_.size() || groups_[i].size > 6) return i;
    const auto sep = between(i);
    std::u32string words;
    for (const auto sign : sep)
      if (sign != U' ' && sign != U'.' && sign != U':' && sign != U'(') words += sign;
    const bool dash = words == U"-" && groups_[i].size <= 5;
    if (sep.size() > 8 ||
        (!dash && words != U"转" && words != U"转接" && words != U"转分机" && words != U"分机" &&
         words != U"ext" && words != U"x" && words != U"#" && words != U"-转"))
      return i;
    last_end_ = groups_[i].end;
    return i + 1;
  }

  void hide(std::size_t begin, std::size_t end, bool whole_but_last) {
    std::vector<Place> all;
    for (auto i = begin; i < end; ++i)
      for (std::size_t k = 0; k < groups_[i].size; ++k) all.push_back(digits_[groups_[i].first + k]);
    const auto size = all.size();
    // A number of seven digits or fewer would be told by its last four.
    const auto to = size < 8 ? size : size - 4;
    const auto from = size < 8 || whole_but_last || size > 15 ? 0 : size - 8;
    hidden_.insert(hidden_.end(), all.begin() + static_cast<std::ptrdiff_t>(from),
                   all.begin() + static_cast<std::ptrdiff_t>(to));
  }
  // Of a field that says nothing but telephone numbers: what has none of their shapes is hidden all the same.
  void hide_rest() {
    if (!any_) {
      if (!groups_.empty()) hide(0, groups_.size(), false);
      return;
    }
    for (const auto i : rest_)
      if (groups_[i].size >= 5) hide(i, i + 1, true);
  }

  char32_t sign(const Group& group, std::size_t k) const { return signs_[digits_[group.first + k]]; }

  std::u32string_view signs_;
  const PhoneSearch& search_;
  std::vector<Place> digits_;
  std::vector<Group> groups_;
  std::vector<std::size_t> rest_;
  std::vector<Place> hidden_;
  Place last_end_ = 0;
  bool any_ = false;
};

}  // namespace

char32_t plain_sign(char32_t point) {
  if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
  if (point >= U'A' && point <= U'Z') return point + 32;
  if (point < 0x7F) return point == U'\t' ? U' ' : point == U'\r' ? U'\n' : point;
  if (point == 0x3000 || point == 0xA0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F ||
      point == 0x205F)
    return U' ';
  if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212 || point == 0xFE58 || point == 0xFE63 ||
      point == 0x30FC || point == 0x2500 || point == 0x2501)
    return U'-';
  if (point == 0xB7 || point == 0x2022 || point == 0x30FB || point == 0x2027) return U'.';
  if (point == 0x3001) return U',';
  if (point == 0xA5 || point == 0xFFE5) return U'¥';
  if (point == 0x2028 || point == 0x2029 || point == 0x85) return U'\n';
  const bool unseen = point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
                      (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2069) ||
                      point == 0xFEFF || point == 0xFE0F;
  return unseen ? 0 : point;
}

std::u32string plain_signs(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();)
    if (const auto sign = plain_sign(next_code_point(text, at)); sign != 0) out += sign;
  return out;
}

std::vector<std::size_t> digits_to_hide(std::u32string_view signs, const PhoneSearch& search) {
  return Finder(signs, search).found();
}

}  // namespace tenderlead::web
