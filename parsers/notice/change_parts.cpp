// The words of changed items and values (change_reader.h).
#include <algorithm>
#include <array>

#include "parsers/notice/change_reader.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// 提交投标（响应）文件截止时间、开标时间和地点 has 22.
constexpr Place kLongestLabel = 40;
constexpr std::size_t kMostParts = 40;

bool has(View words, View what) {
  return words.find(what) != View::npos;
}

bool is_stop(char16_t c) {
  static constexpr View kStops = u",.;:、。!?";
  return kStops.find(c) != View::npos;
}

// The quote or bracket that goes with another; 0 for other signs.
char16_t partner(char16_t c) {
  static constexpr View kOpening = u"“‘「【\"(";
  static constexpr View kClosing = u"”’」】\")";
  if (const std::size_t at = kOpening.find(c); at != View::npos) return kClosing[at];
  if (const std::size_t at = kClosing.find(c); at != View::npos) return kOpening[at];
  return 0;
}

// The colon that ends a label at the start of [from, end), or end. 9:30 has none.
Place label_colon(View text, Place from, Place end) {
  const Place stop = std::min(end, from + kLongestLabel);
  for (Place p = from; p < stop; ++p) {
    const char16_t c = text[p];
    if (c == u':' && p > from && !is_digit(text[p - 1])) return p;
    if (c == u'。' || c == u';' || c == u'"' || c == u'“' || is_digit(c)) return end;
  }
  return end;
}

// Whether a new label begins behind a comma: ，地点：
bool starts_label(View text, Place from, Place end) {
  constexpr Place kShortLabel = 16;
  const Place stop = std::min(end, from + kShortLabel);
  for (Place p = from; p < stop; ++p) {
    if (text[p] == u':') return p > from + 1;
    if (!is_han(text[p]) && text[p] != u'、' && text[p] != u'(' && text[p] != u')') return false;
  }
  return false;
}

// What is done to a notice.
constexpr std::array<View, 9> kDeeds = {u"更正", u"变更", u"修改", u"调整", u"澄清",
                                        u"修正", u"更改", u"修订", u"补充"};

}  // namespace

Stretch without_edges(const PageView& view, Stretch place) {
  const View text = view.text();
  constexpr int kMostEdges = 16;
  for (int step = 0; step < kMostEdges && !place.empty(); ++step) {
    const char16_t first = text[place.begin];
    const char16_t last = text[place.end - 1];
    const View inside = view.text(place.begin + 1, place.end);
    const View ahead = view.text(place.begin, place.end - 1);
    // “…” around the whole goes, and one of a pair whose other one is elsewhere.
    const char16_t of_first = partner(first);
    const char16_t of_last = partner(last);
    if (is_stop(first) || (of_first != 0 && inside.find(of_first) + 1 == inside.size()) ||
        (of_first != 0 && !has(inside, View(&of_first, 1)))) {
      ++place.begin;
      if (of_first != 0 && !place.empty() && last == of_first) --place.end;
    } else if (is_stop(last) || (of_last != 0 && !has(ahead, View(&of_last, 1)))) {
      --place.end;
    } else {
      break;
    }
  }
  return place;
}

std::vector<LabelledPart> labelled_parts(const PageView& view, Stretch place) {
  const View text = view.text();
  std::vector<LabelledPart> parts;
  const auto add = [&](Place begin, Place end) {
    // 1、 and (2) number a line; 95.5万元 doesn't.
    const Place after = skip_numbering(view, begin, end);
    const bool numbered = after > begin && !is_digit(text[after - 1]) && text[begin] != u'《';
    const Stretch whole = without_edges(view, {numbered ? after : begin, end});
    if (whole.empty()) return;
    LabelledPart part{{}, whole};
    const Place colon = label_colon(text, whole.begin, whole.end);
    if (colon < whole.end) {
      part.label = without_edges(view, {whole.begin, colon});
      part.value = without_edges(view, {colon + 1, whole.end});
    }
    if (!part.value.empty() && parts.size() < kMostParts) parts.push_back(part);
  };
  // 五、开启 / 时间：…: the line above says of what.
  Place heading = place.end;
  const auto heads_next = [&](std::size_t line) {
    constexpr Place kLongestHeading = 20;
    const Unit& unit = view.units()[line];
    if (unit.size() > kLongestHeading || line + 1 >= view.units().size()) return false;
    const Unit& next = view.units()[line + 1];
    const View below = view.text(next);
    return next.begin < place.end && skip_numbering(view, unit.begin, unit.end) > unit.begin &&
           view.text(unit).find(u':') == View::npos &&
           (below.starts_with(u"截止时间:") || below.starts_with(u"时间:"));
  };
  std::size_t u = view.unit_at(place.begin);
  for (; u < view.units().size() && view.units()[u].begin < place.end; ++u) {
    Place begin = std::max(place.begin, view.units()[u].begin);
    const Place end = std::min(place.end, view.units()[u].end);
    if (begin == view.units()[u].begin && heads_next(u)) {
      heading = skip_numbering(view, begin, end);
      continue;
    }
    const std::size_t before = parts.size();
    for (Place p = begin; p < end; ++p) {
      const bool cut =
          (text[p] == u';' || text[p] == u',' || text[p] == u'。') && starts_label(text, p + 1, end);
      if (!cut) continue;
      add(begin, p);
      begin = p + 1;
    }
    add(begin, end);
    if (heading < place.end && parts.size() > before && !parts[before].label.empty())
      parts[before].label.begin = heading;
    heading = place.end;
  }
  return parts;
}

bool names_change(View words) {
  return std::any_of(kDeeds.begin(), kDeeds.end(), [&](View deed) { return has(words, deed); });
}

ChangeCue change_cue(View words) {
  for (const View deed : kDeeds)
    for (std::size_t at = words.find(deed); at != View::npos; at = words.find(deed, at + 1)) {
      const std::size_t after = at + deed.size();
      if (after >= words.size()) break;
      if (words[after] == u'前') return ChangeCue::old;
      if (words[after] == u'后') return ChangeCue::fresh;
    }
  if (has(words, u"(原)")) return ChangeCue::old;
  if (has(words, u"(现)")) return ChangeCue::fresh;
  // 原则, 原因, 原件; 现场, 现有, 现状, 现金, 现行, 现代.
  static constexpr View kNoFormer = u"则因件有材厂产理始装址油子创";
  static constexpr View kNoPresent = u"场有状金行代货任存";
  if (words.size() > 1 && words[0] == u'原' && kNoFormer.find(words[1]) == View::npos) return ChangeCue::old;
  if (words.size() > 1 && words[0] == u'现' && kNoPresent.find(words[1]) == View::npos)
    return ChangeCue::fresh;
  static constexpr std::array<View, 12> kBecomes = {u"更正为", u"变更为", u"修改为", u"调整为",
                                                    u"澄清为", u"修正为", u"更改为", u"修订为",
                                                    u"改为",   u"延期至", u"延长至", u"推迟至"};
  for (const View verb : kBecomes)
    if (words.ends_with(verb)) return ChangeCue::fresh;
  return ChangeCue::none;
}

std::vector<Field> fields_of_item(View words) {
  std::vector<Field> fields;
  // What a page says of its requirements, of questions and of money for securing bids are no fields of ours.
  for (const View other : {View(u"质疑"), View(u"答疑"), View(u"澄清"), View(u"保证金"), View(u"资格"),
                           View(u"地点更"), View(u"评分"), View(u"格式"), View(u"代理服务"), View(u"服务费")})
    if (has(words, other)) return fields;
  const bool time = has(words, u"时间") || has(words, u"日期") || has(words, u"截止") || has(words, u"期限");
  const bool documents =
      has(words, u"获取") || has(words, u"报名") || has(words, u"领取") || has(words, u"购买");
  const bool bids = has(words, u"投标") || has(words, u"递交") || has(words, u"提交") ||
                    has(words, u"响应") || has(words, u"报价截止");
  const bool opening =
      has(words, u"开标") || has(words, u"开启") || has(words, u"磋商时间") || has(words, u"谈判时间");
  if (documents && time && !has(words, u"投标截止")) {
    fields.push_back(has(words, u"截止") ? Field::documents_until : Field::documents_period);
    // 报名及比选文件递交截止时间
    if (has(words, u"文件递交") || has(words, u"文件提交")) fields.push_back(Field::bid_deadline);
    return fields;
  }
  if (has(words, u"截止") || (bids && time && !opening)) fields.push_back(Field::bid_deadline);
  if (opening && (time || words.size() <= 6)) fields.push_back(Field::opening_at);
  if (!fields.empty()) return fields;
  if (has(words, u"预算") && !has(words, u"预算单价")) fields.push_back(Field::budget);
  if (has(words, u"限价") || has(words, u"控制价")) fields.push_back(Field::ceiling);
  if (has(words, u"服务期") || has(words, u"履行期限") || has(words, u"工期") || has(words, u"交货期") ||
      has(words, u"服务时间"))
    fields.push_back(Field::service_term);
  return fields;
}

}  // namespace tenderlead::parsers::notice
