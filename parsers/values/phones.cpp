#include "parsers/values/phones.h"

#include <algorithm>
#include <optional>

#include "parsers/values/folded_text.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

constexpr std::u32string_view kPhoneWords[] = {U"电话", U"手机", U"联系方式", U"热线", U"座机", U"Tel",
                                               U"TEL",  U"tel",  U"传真",     U"電話", U"固话"};

// One run of digits with the signs that phone numbers have inside them, taken apart.
class PhoneScanner {
 public:
  explicit PhoneScanner(const FoldedText& text) : text_(text) {}

  std::vector<PhoneMatch> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t before = at;
      if (may_start(at)) {
        if (auto end = read_at(at)) at = *end;
      }
      if (at != before) continue;
      if (is_digit(text_[at])) {
        while (is_digit(text_[at])) ++at;
      } else {
        ++at;
      }
    }
    return std::move(found_);
  }

 private:
  bool may_start(std::size_t at) const {
    const char32_t c = text_[at];
    if (!is_digit(c) && c != U'(' && c != U'+') return false;
    if (at == 0) return true;
    const char32_t before = text_[at - 1];
    if (is_digit(before) || before == U'*' || before == U'.' || before == U'_') return false;
    if (is_ascii_letter(before)) return follows_label(at);
    return before != U'-' || at < 2 || !(is_digit(text_[at - 2]) || is_ascii_letter(text_[at - 2]));
  }

  bool follows_label(std::size_t at) const {
    const auto before = text_.view(at > 10 ? at - 10 : 0, at);
    return std::any_of(std::begin(kPhoneWords), std::end(kPhoneWords), [&](std::u32string_view word) {
      return before.find(word) != std::u32string_view::npos;
    });
  }

  // The label nearest before the number is 传真; 电话/传真 names both.
  bool is_fax(std::size_t at) const {
    const auto before = text_.view(at > 12 ? at - 12 : 0, at);
    for (const std::u32string_view word :
         {std::u32string_view(U"传真"), std::u32string_view(U"傳真"), std::u32string_view(U"Fax"),
          std::u32string_view(U"FAX"), std::u32string_view(U"fax")}) {
      const std::size_t label = before.rfind(word);
      if (label == before.npos) continue;
      const auto after = before.substr(label + word.size());
      if (std::any_of(after.begin(), after.end(),
                      [](char32_t c) { return is_digit(c) || is_chinese(c) || c == U'/' || c == U'('; }))
        return false;
      return label == 0 ||
             (before[label - 1] != U'/' && before[label - 1] != U'(' && before[label - 1] != U'、');
    }
    return false;
  }

  // Digits and mask signs from `at`; single spaces inside are passed when `spaced`.
  std::size_t run_of_digits(std::size_t at, std::size_t most, std::size_t& count, bool& masked,
                            bool spaced) const {
    count = 0;
    std::size_t end = at;
    while (count < most) {
      if (is_digit(text_[at])) {
        ++count;
        end = ++at;
      } else if (text_[at] == U'*' && count >= 7 && is_digit(text_[at + 1])) {
        break;  // 63906828*1122: an extension
      } else if (text_[at] == U'*' && count > 0) {
        masked = true;
        ++count;
        end = ++at;
      } else if (spaced && count >= 3 && (text_[at] == U' ' || text_[at] == U'-') &&
                 is_digit(text_[at + 1]) && is_digit(text_[at + 2]) && is_digit(text_[at + 3])) {
        ++at;
      } else {
        break;
      }
    }
    return end;
  }

  bool ends_here(std::size_t at) const {
    const char32_t c = text_[at];
    return !is_digit(c) && !(c == U'*' && !is_digit(text_[at + 1])) && c != U'元' && c != U'万' &&
           c != U'年' && c != U'㎡' && !(c == U'.' && is_digit(text_[at + 1])) &&
           !(is_ascii_letter(c) && !text_.starts_with(at, U"ext")) && c != U'_';
  }

  std::optional<std::size_t> read_at(std::size_t begin) {
    std::size_t at = begin;
    if (text_[at] == U'+' || text_.starts_with(at, U"0086")) {
      if (text_[at] == U'+') ++at;
      if (text_.starts_with(at, U"00")) at += 2;
      if (!text_.starts_with(at, U"86")) return std::nullopt;
      at += 2;
      while (text_[at] == U'-' || text_[at] == U' ' || text_[at] == U')') ++at;
    } else if (text_.starts_with(at, U"86-")) {
      at += 3;
    }
    if (auto end = read_mobile(begin, at)) return end;
    if (auto end = read_service(begin, at)) return end;
    if (auto end = read_landline(begin, at)) return end;
    return at == begin ? read_local(begin) : std::nullopt;
  }

  std::optional<std::size_t> read_mobile(std::size_t begin, std::size_t at) {
    if (text_[at] != U'1' || text_[at + 1] < U'3' || text_[at + 1] > U'9') return std::nullopt;
    std::size_t count = 0;
    bool masked = false;
    std::size_t end = run_of_digits(at, 11, count, masked, true);
    if (masked) {
      // Masks hide four digits with any number of signs.
      while (text_[end] == U'*' || is_digit(text_[end])) ++end;
      if (end - at < 7 || end - at > 20) return std::nullopt;
    } else if (count != 11 || !ends_here(end)) {
      return std::nullopt;
    }
    return add(begin, end, {}, PhoneKind::mobile, masked);
  }

  std::optional<std::size_t> read_service(std::size_t begin, std::size_t at) {
    if ((text_[at] != U'4' && text_[at] != U'8') || text_[at + 1] != U'0' || text_[at + 2] != U'0')
      return std::nullopt;
    std::size_t count = 0;
    std::size_t end = at;
    while (count < 10) {
      if (is_digit(text_[end])) {
        ++count;
        ++end;
      } else if (count >= 3 && (text_[end] == U'-' || text_[end] == U' ') && is_digit(text_[end + 1])) {
        ++end;
      } else {
        break;
      }
    }
    if (count != 10 || !ends_here(end)) return std::nullopt;
    return add(begin, read_extension(end), {}, PhoneKind::service, false);
  }

  std::optional<std::size_t> read_landline(std::size_t begin, std::size_t at) {
    const bool bracket = text_[at] == U'(' || text_[at] == U'[';
    if (bracket) ++at;
    if (bracket && text_[at] == U' ') ++at;
    const std::size_t area = at;
    // 86-571-65901234: behind the country's code the area's has no 0.
    const bool abroad = at > begin && !bracket && text_[at] != U'0';
    const std::size_t first = abroad ? at : at + 1;
    if ((!abroad && text_[at] != U'0') || !is_digit(text_[first]) || text_[first] == U'0')
      return std::nullopt;
    const std::size_t area_length = (text_[first] <= U'2' ? 2u : 3u) + (abroad ? 0u : 1u);
    for (std::size_t i = 0; i < area_length; ++i)
      if (!is_digit(text_[at + i])) return std::nullopt;
    at += area_length;
    if (abroad && text_[at] != U'-' && text_[at] != U' ') return std::nullopt;
    // 张女士(0571-65901234): the bracket is around the number, not around its area code.
    if (bracket && text_[at] != U')' && text_[at] != U']' && text_[at] != U' ') begin = area;
    bool separated = false;
    while (text_[at] == U' ' || text_[at] == U'-' || text_[at] == U')' || text_[at] == U'_') {
      separated = true;
      ++at;
    }
    std::size_t count = 0;
    bool masked = false;
    if (text_[at] < U'2' && text_[at] != U'*') {
      if (!(text_[at] == U'1' && separated)) return std::nullopt;
    }
    std::size_t end = at;
    if (text_[at] == U'*') {
      while (text_[end] == U'*' || is_digit(text_[end])) ++end;
      if (end - at < 4) return std::nullopt;
      masked = true;
    } else {
      end = run_of_digits(at, 8, count, masked, separated);
      // 8186033 13919871389: the figures behind the space are another number's.
      if (!masked && separated && !ends_here(end)) end = run_of_digits(at, 8, count, masked, false);
      if (masked)
        while (text_[end] == U'*' || is_digit(text_[end])) ++end;
      else if (count < 7 || !ends_here(end))
        return std::nullopt;
    }
    return add(begin, masked ? end : read_extension(end), to_utf8(text_.view(area, area + area_length)),
               PhoneKind::landline, masked);
  }

  // Seven or eight digits without an area code: only where a label, or a number just before, says that it's one.
  std::optional<std::size_t> read_local(std::size_t begin) {
    if (text_[begin] < U'2' || text_[begin] > U'9') return std::nullopt;
    std::size_t end = begin;
    while (is_digit(text_[end])) ++end;
    if (text_[end] == U' ' && end - begin == 4 && is_digit(text_[end + 1])) {  // 8888 8888
      ++end;
      while (is_digit(text_[end])) ++end;
    }
    std::size_t digits = 0;
    for (std::size_t i = begin; i < end; ++i) digits += is_digit(text_[i]) ? 1u : 0u;
    if (digits != 7 && digits != 8) return std::nullopt;
    const bool hyphen_part = text_[end] == U'-' && is_digit(text_[end + 1]) && read_extension(end) == end;
    if (!ends_here(end) || hyphen_part) return std::nullopt;
    if (!continues_list(begin) && !follows_label(begin) && !stands_alone(begin, read_extension(end)))
      return std::nullopt;
    if (digits == 8 && text_[begin] == U'2' && text_[begin + 1] == U'0' && !follows_label(begin))
      return std::nullopt;
    return add(begin, read_extension(end), {}, PhoneKind::landline, false);
  }

  bool continues_list(std::size_t begin) const {
    if (found_.empty() || begin - last_end_ > 3) return false;
    const auto between = text_.view(last_end_, begin);
    return !between.empty() && between.find_first_not_of(U" 、,;/|或和") == std::u32string_view::npos;
  }

  // The whole value, or all of it but a name: 张工 5051132.
  bool stands_alone(std::size_t begin, std::size_t end) const {
    return text_.size() <= 24 && end + 2 >= text_.size() &&
           (begin == 0 || text_[begin - 1] == U' ' || is_chinese(text_[begin - 1]) ||
            text_[begin - 1] == U':' || text_[begin - 1] == U'(' ||
            (text_[begin - 1] == U',' && begin > 1 && is_chinese(text_[begin - 2])));
  }

  std::size_t read_extension(std::size_t end) {
    extension_.clear();
    std::size_t at = end;
    while (text_[at] == U' ') ++at;
    // 0595-22771234(转6012)
    const bool bracketed =
        text_[at] == U'(' && (text_.starts_with(at + 1, U"转") || text_.starts_with(at + 1, U"分机"));
    if (bracketed) ++at;
    bool marked = false;
    for (const std::u32string_view word :
         {std::u32string_view(U"转分机"), std::u32string_view(U"转"), std::u32string_view(U"轉"),
          std::u32string_view(U"分机"), std::u32string_view(U"ext."), std::u32string_view(U"ext")})
      if (!marked && text_.starts_with(at, word)) {
        at += word.size();
        marked = true;
      }
    if (!marked) {
      // A hyphen with two to five digits is an extension; a slash with as many is another ending of the same number.
      if (at != end || (text_[at] != U'-' && text_[at] != U'/' && text_[at] != U'*')) return end;
      ++at;
    }
    while (text_[at] == U' ' || text_[at] == U':') ++at;
    const std::size_t digits = at;
    while (is_digit(text_[at]) && at - digits < 7) ++at;
    const std::size_t length = at - digits;
    if (length < (marked ? 1u : 2u) || length > (marked ? 6u : 5u) || is_digit(text_[at]) || !ends_here(at))
      return end;
    if (!marked && text_[at] == U'-') return end;
    // 010-66654321/8436/8418: further endings of as many figures.
    while (!marked && text_[at] == U'/') {
      std::size_t next = at + 1;
      while (is_digit(text_[next]) && next - at <= length) ++next;
      if (next - at - 1 != length || !ends_here(next)) break;
      at = next;
    }
    extension_ = to_utf8(text_.view(digits, at));
    if (bracketed && text_[at] == U')') ++at;
    return at;
  }

  std::size_t add(std::size_t begin, std::size_t end, std::string area, PhoneKind kind, bool masked) {
    PhoneMatch match;
    for (std::size_t i = begin; i < end; ++i)
      if (text_[i] != U' ') match.number += to_utf8(text_.view(i, i + 1));
    match.area_code = std::move(area);
    if (kind != PhoneKind::mobile) match.extension = extension_;
    match.kind = kind;
    match.masked = masked;
    match.span = text_.span(begin, end);
    match.fax = is_fax(begin);
    extension_.clear();
    found_.push_back(std::move(match));
    last_end_ = end;
    return end;
  }

  const FoldedText& text_;
  std::vector<PhoneMatch> found_;
  std::size_t last_end_ = 0;
  std::string extension_;
};

constexpr std::u32string_view kNotNames[] = {
    U"联系", U"电话", U"手机", U"地址", U"传真", U"邮箱", U"邮编", U"方式", U"采购", U"招标",
    U"代理", U"公司", U"单位", U"部门", U"办公", U"医院", U"中心", U"项目", U"科室", U"设备",
    U"后勤", U"总务", U"信息", U"财务", U"监督", U"质疑", U"投诉", U"技术", U"商务", U"业务",
    U"报名", U"服务", U"管理", U"咨询", U"转分", U"分机", U"法定", U"以下", U"工作", U"时间",
    U"详见", U"同上", U"负责", U"经办", U"座机", U"固定", U"微信"};
constexpr std::u32string_view kNotNameEnds = U"科部室处局院组站所厅委办司厂路号楼层市县区省镇村";

// A piece of a contact cell that is a name there, although no surname proves it: 旺堆, 扎西次仁.
bool plausible_in_contact_cell(std::u32string_view piece) {
  if (piece.size() < 2 || piece.size() > 6) return false;
  if (!std::all_of(piece.begin(), piece.end(), is_chinese)) return false;
  if (kNotNameEnds.find(piece.back()) != std::u32string_view::npos) return false;
  return std::none_of(std::begin(kNotNames), std::end(kNotNames), [&](std::u32string_view word) {
    return piece.find(word) != std::u32string_view::npos;
  });
}

}  // namespace

std::vector<PhoneMatch> find_phones(std::string_view original) {
  const FoldedText text(original);
  return PhoneScanner(text).run();
}

std::string join_phones(const std::vector<PhoneMatch>& phones) {
  std::string joined;
  for (const auto& phone : phones) {
    if (phone.fax) continue;
    if (!joined.empty()) joined += "、";
    joined += phone.number;
  }
  return joined;
}

namespace {

// 总务科吴科长: the person behind the office; empty where it is no such pair.
std::string person_behind_office(std::u32string_view piece) {
  constexpr std::u32string_view kOffices = U"科部室处办局";
  for (std::size_t i = 1; i + 2 < piece.size(); ++i) {
    if (kOffices.find(piece[i]) == kOffices.npos) continue;
    const std::string rest = to_utf8(piece.substr(i + 1));
    if (i >= 2 && looks_like_person(rest)) return rest;
  }
  return {};
}

// 宋小姐王小姐, 王工郭工: where the second person begins; 0 where there is one.
std::size_t second_person(std::u32string_view piece) {
  constexpr std::size_t kLongest = 12;
  if (piece.size() > kLongest) return 0;
  for (const std::u32string_view title :
       {std::u32string_view(U"先生"), std::u32string_view(U"女士"), std::u32string_view(U"小姐"),
        std::u32string_view(U"老师"), std::u32string_view(U"经理"), std::u32string_view(U"主任"),
        std::u32string_view(U"工")}) {
    const std::size_t end = piece.find(title) == piece.npos ? 0 : piece.find(title) + title.size();
    if (end < 2 || end + 2 > piece.size() || !piece.ends_with(title)) continue;
    if (looks_like_person(to_utf8(piece.substr(0, end))) && looks_like_person(to_utf8(piece.substr(end))))
      return end;
  }
  return 0;
}

}  // namespace

ContactParts split_contact(std::string_view value) {
  ContactParts parts;
  const auto phones = find_phones(value);
  parts.phones = join_phones(phones);
  for (const auto& phone : phones) parts.phone_spans.push_back(phone.span);

  const FoldedText text(value);
  const auto in_phone = [&](std::size_t byte) {
    return std::any_of(phones.begin(), phones.end(), [&](const PhoneMatch& phone) {
      return byte >= phone.span.begin && byte < phone.span.end;
    });
  };
  const auto is_strong = [](char32_t c) {
    constexpr std::u32string_view kSeparators = U"、,;/|()[]:。\\&";
    return kSeparators.find(c) != std::u32string_view::npos;
  };
  const auto take = [&](std::size_t begin, std::size_t end) {
    std::u32string piece;
    for (std::size_t i = begin; i < end; ++i)
      if (text[i] != U' ') piece.push_back(text[i]);
    if (piece.empty()) return;
    for (const std::u32string_view label :
         {std::u32string_view(U"联系人"), std::u32string_view(U"联系电话"), std::u32string_view(U"联系方式"),
          std::u32string_view(U"项目联系人"), std::u32string_view(U"电话"), std::u32string_view(U"手机")})
      if (piece.ends_with(label)) return;
    // 文件发售：某某 025-…: what the person is asked about.
    if (text[end] == U':' && piece.size() > 3) return;
    std::string name = to_utf8(piece);
    if (!looks_like_person(name)) {
      if (const std::string person = person_behind_office(piece); !person.empty())
        name = person;
      else if (!plausible_in_contact_cell(piece))
        return;
    }
    if (!parts.names.empty()) parts.names += "、";
    if (const std::size_t second = second_person(piece); second > 0)
      name = to_utf8(piece.substr(0, second)) + "、" + to_utf8(piece.substr(second));
    parts.names += name;
    parts.name_spans.push_back(text.span(begin, end));
  };
  for (std::size_t at = 0; at < text.size();) {
    if (is_strong(text[at]) || text[at] == U' ' || in_phone(text.byte(at))) {
      ++at;
      continue;
    }
    std::size_t end = at;
    // Up to a separator; 李 明 (single characters with a space) is one name.
    while (end < text.size() && !is_strong(text[end]) && !in_phone(text.byte(end))) {
      if (text[end] == U' ') {
        const bool spaced_name = end - at == 1 && is_chinese(text[end - 1]) && is_chinese(text[end + 1]) &&
                                 (!is_chinese(text[end + 2]) || (text[end + 2] == U' '));
        // 李 先生
        const bool spaced_title =
            end - at <= 3 && is_chinese(text[end - 1]) &&
            (text.starts_with(end + 1, U"先生") || text.starts_with(end + 1, U"女士") ||
             text.starts_with(end + 1, U"老师") || text.starts_with(end + 1, U"小姐")) &&
            !is_chinese(text[end + 3]);
        if (!spaced_name && !spaced_title) break;
      }
      ++end;
    }
    std::size_t last = end;
    while (last > at && text[last - 1] == U' ') --last;
    take(at, last);
    at = std::max(end, at + 1);
  }
  return parts;
}

}  // namespace tenderlead::parsers
