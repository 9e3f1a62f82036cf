// What stands before 更正为: the item and its old values (change_reader.h).
#include <algorithm>
#include <array>

#include "parsers/notice/change_reader.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// An item is a name, not a sentence.
constexpr Place kLongestItem = 80;

class FormerReader {
 public:
  explicit FormerReader(const PageView& view) : view_(view), text_(view.text()) {}

  // What stands before the cue: the item and its old values.
  FormerValues read(Place from, Place end) const {
    FormerValues old;
    from = past_opening(from, end);
    end = without_lead_in(view_, from, end);
    if (from >= end) return old;
    if (const Place by = find_from(from, end); by < end) {
      Place item = from;
      for (Place p = from; p < by; ++p)
        if (closes_sentence(text_[p]) || text_[p] == u',') item = p + 1;
      item = past_leads(
          view_, item, by,
          {u"将", u"现将", u"把", u"对", u"现", u"本项目", u"原公告的", u"原公告中", u"原", u"的"});
      const Place value =
          past_leads(view_, by + 1, end, {u"原来的", u"原来", u"原定的", u"原定", u"原", u":"});
      old.item = {item, by};
      old.parts = labelled_parts(view_, {value, end});
      return old;
    }
    if (const Place former = find_former(from, end); former < end) {
      const Place value = past_source(former + 1, end);
      // 开标时间：原为…: the item ends at its colon.
      const Place named = former > from && text_[former - 1] == u':' ? former - 1 : former;
      Place item = from;
      for (Place p = from; p < named; ++p)
        if (closes_sentence(text_[p]) || text_[p] == u':' || text_[p] == u',') item = p + 1;
      // 原定于2026年6月3日9时30分开标,因故现将投标截止及开标时间: the last clause names what changes.
      if (const Place clause = naming_clause(value, end); clause < end) {
        const std::size_t comma = text_.substr(0, end).find(u',', value);
        const auto stop = static_cast<Place>(comma);
        old.item = {clause, end};
        old.parts = labelled_parts(view_, {value, std::min(stop, deed_behind(value, stop))});
        return old;
      }
      // 原定响应文件递交截止时间为2026年2月5日,因…,现将报名时间: another thing than the one before.
      if (const Place clause = last_clause(value, end); clause < end && !is_digit(text_[value])) {
        const std::vector<Field> told = fields_of_item(text_.substr(clause, end - clause));
        const std::size_t comma = text_.substr(0, end).find(u',', value);
        if (!told.empty() && fields_of_item(text_.substr(value, comma - value)) != told) {
          old.item = {clause, end};
          return old;
        }
      }
      // 某某采购（项目编号：A-1）原定于2026年3月20日9时30分开标: what the time is of stands behind it.
      if (const Place deed = deed_behind(value, end); deed < end) {
        // …开标,因故
        const std::size_t comma = text_.substr(0, end).find(u',', deed);
        old.item = {deed, comma == View::npos ? end : static_cast<Place>(comma)};
        old.parts = labelled_parts(view_, {value, deed});
        return old;
      }
      old.item = {item, named};
      old.parts = labelled_or_quoted(value, end);
      return old;
    }
    // …项目(项目编号：A-1),现将投标截止时间及开标时间: what the last clause names is what changes.
    for (Place p = end; p > from; --p) {
      if (closes_sentence(text_[p - 1]) || text_[p - 1] == u':') break;
      if (text_[p - 1] != u',') continue;
      const Place item = past_leads(view_, p, end, {u"将", u"现将", u"把", u"对", u"现", u"本项目", u"原"});
      if (fields_of_item(text_.substr(item, end - item)).empty()) break;
      old.item = {item, end};
      return old;
    }
    // Lines or words with labels are old values; without any the words name the item.
    Place start = from;
    for (Place p = from; p < end; ++p)
      if (closes_sentence(text_[p])) start = p + 1;
    const Place item =
        past_leads(view_, start, end,
                   {u"将", u"现将", u"把", u"对", u"现", u"本项目", u"经研究,", u"因故", u",", u"的"});
    auto parts = labelled_or_quoted(view_.unit_at(from) == view_.unit_at(end - 1) ? item : from, end);
    const bool labelled =
        std::any_of(parts.begin(), parts.end(), [](const LabelledPart& p) { return !p.label.empty(); });
    // 其他补充事宜：获取采购文件时间顺延至…: what is put off is named behind the heading.
    const auto names_field = [&](Stretch words) {
      const View named = text_.substr(words.begin, words.size());
      return std::none_of(named.begin(), named.end(), is_digit) && !fields_of_item(named).empty();
    };
    if (labelled && parts.size() == 1 && names_field(parts[0].value))
      old.item = parts[0].value;
    else if (labelled)
      old.parts = std::move(parts);
    else
      old.item = {item, end};
    return old;
  }

 private:
  // 更正事项一： in front of a sentence, with its numbering.
  Place past_opening(Place from, Place end) const {
    from = skip_numbering(view_, from, end);
    static constexpr std::array<View, 6> kOpenings = {u"更正事项", u"变更事项", u"更正内容",
                                                      u"变更内容", u"修改内容", u"澄清内容"};
    for (const View opening : kOpenings) {
      if (!text_.substr(from, end - from).starts_with(opening)) continue;
      Place p = from + static_cast<Place>(opening.size());
      while (p < end && (is_han_numeral(text_[p]) || is_digit(text_[p]))) ++p;
      if (p < end && text_[p] == u':') return skip_numbering(view_, p + 1, end);
    }
    return from;
  }

  // 原招标公告中“…”: where it stood, unless that is part of what is changed (原招标文件评分标准).
  Place past_source(Place from, Place end) const {
    static constexpr std::array<View, 9> kSources = {u"招标公告", u"采购公告", u"磋商公告",
                                                     u"公告",     u"招标文件", u"采购文件",
                                                     u"磋商文件", u"谈判文件", u"询价文件"};
    for (const View source : kSources) {
      if (!text_.substr(from, end - from).starts_with(source)) continue;
      const Place after = from + static_cast<Place>(source.size());
      const Place past = past_leads(view_, after, end, {u"中的", u"中", u"的", u"内容", u"为", u":", u","});
      if (past > after || (after < end && opens_quote(text_[after]))) return past;
    }
    return past_leads(view_, from, end, {u"内容", u"的", u"定于", u"定", u"来", u"为", u":", u","});
  }

  // 原… but not 原则, 原因, 原件.
  Place find_former(Place from, Place end) const {
    static constexpr View kWords = u"则因件有材厂产理始装";
    for (Place p = from; p < end; ++p) {
      if (text_[p] != u'原' || (p + 1 < end && kWords.find(text_[p + 1]) != View::npos)) continue;
      // 本项目原定于…, 第5条原为“…”
      const View rest = text_.substr(p, end - p);
      if (p == from || rest.starts_with(u"原定") ||
          (rest.starts_with(u"原为") && rest.size() > 2 && opens_quote(rest[2])))
        return p;
      static constexpr View kBefore = u",;:。、“\"()将把对于";
      if (kBefore.find(text_[p - 1]) != View::npos) return p;
    }
    return end;
  }

  // The clause behind the last comma of [from, end), without its leads; end where there is none.
  Place last_clause(Place from, Place end) const {
    const std::size_t comma = text_.substr(0, end).rfind(u',');
    if (comma == View::npos || comma < from || from >= end) return end;
    return past_leads(view_, static_cast<Place>(comma) + 1, end,
                      {u"因故", u"经研究", u"现将", u"现", u"将", u"把", u"对", u"本项目", u"原"});
  }

  // Where the last clause of [from, end) names something that changes, a time being told before; end where none does.
  Place naming_clause(Place from, Place end) const {
    if (from >= end || !is_digit(text_[from])) return end;
    const Place clause = last_clause(from, end);
    return end - clause <= kLongestItem && !fields_of_item(text_.substr(clause, end - clause)).empty()
               ? clause
               : end;
  }

  // Where 开标 and the like begin behind a time at the start of [from, end); end where none does.
  Place deed_behind(Place from, Place end) const {
    constexpr Place kLongestTime = 40;
    constexpr Place kLongestDeed = 16;
    if (from >= end || !is_digit(text_[from])) return end;
    static constexpr View kTime = u"年月日时分点秒前上下午早晚(北京间):整-/.";
    Place p = from;
    while (p < end && p - from < kLongestTime &&
           (is_digit(text_[p]) || kTime.find(text_[p]) != View::npos || text_[p] == u')'))
      ++p;
    // 原定于2026年8月19日9时30分的投标截止时间
    if (p < end && text_[p] == u'的') ++p;
    Place stop = end;
    while (stop > p && (text_[stop - 1] == u',' || closes_sentence(text_[stop - 1]))) --stop;
    const View deed = text_.substr(p, stop - p);
    const bool tells = !deed.empty() && deed.size() <= kLongestDeed && !fields_of_item(deed).empty();
    return tells ? p : end;
  }

  // 由, 从 as "from", last in the sentence: not 由于, 理由, 由采购人….
  Place find_from(Place from, Place end) const {
    for (Place p = end; p > from; --p) {
      const char16_t c = text_[p - 1];
      if (closes_sentence(c)) break;
      if (c != u'由' && c != u'从') continue;
      if (p - 1 == from || p >= end) continue;
      const char16_t before = text_[p - 2];
      const char16_t after = text_[p];
      if (before == u'理' || before == u'事' || before == u'缘' || before == u'自' || after == u'于')
        continue;
      return p - 1;
    }
    return end;
  }

  // label：value, or label“value”, or 开标时间(为)2026年….
  std::vector<LabelledPart> labelled_or_quoted(Place from, Place end) const {
    auto parts = labelled_parts(view_, {from, end});
    if (parts.size() != 1 || !parts[0].label.empty()) return parts;
    const Stretch whole = parts[0].value;
    for (Place p = whole.begin; p < whole.end; ++p) {
      if (p - whole.begin > kLongestItem) break;
      const bool quote = opens_quote(text_[p]) && p > whole.begin + 1;
      const bool may_follow = (text_[p] == u'为' || is_digit(text_[p])) && p > whole.begin;
      if (!quote && !(may_follow && !fields_of_item(text_.substr(whole.begin, p - whole.begin)).empty()))
        continue;
      const Place value = text_[p] == u'为' ? p + 1 : p;
      parts[0] = {without_edges(view_, {whole.begin, p}), without_edges(view_, {value, whole.end})};
      break;
    }
    return parts;
  }

  const PageView& view_;
  View text_;
};

}  // namespace

Place without_lead_in(const PageView& view, Place from, Place end) {
  static constexpr std::array<View, 19> kTails = {u"现", u"现将", u"现将其", u"统一", u"予以", u"现在", u"均",
                                                  u"已", u"拟",   u"应",     u"其",   u"内容", u",",    u"。",
                                                  u";",  u":",    u"”",      u"\"",   u"现已"};
  for (bool cut = true; cut && end > from;) {
    cut = false;
    for (const View tail : kTails) {
      if (!view.text().substr(from, end - from).ends_with(tail)) continue;
      end -= static_cast<Place>(tail.size());
      cut = true;
    }
  }
  return end;
}

Place past_leads(const PageView& view, Place from, Place end, std::initializer_list<View> leads) {
  for (bool cut = true; cut && from < end;) {
    cut = false;
    const View rest = view.text().substr(from, end - from);
    for (const View lead : leads) {
      if (!rest.starts_with(lead)) continue;
      from += static_cast<Place>(lead.size());
      cut = true;
      break;
    }
  }
  return from;
}

FormerValues read_former(const PageView& view, Place from, Place end) {
  return FormerReader(view).read(from, end);
}

}  // namespace tenderlead::parsers::notice
