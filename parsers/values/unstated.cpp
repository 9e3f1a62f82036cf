#include "parsers/values/unstated.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/values/first_characters.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// Whole values, folded and without white space and outer punctuation, that say "none here".
constexpr std::u32string_view kNothing[] = {
    U"无",     U"無",     U"空",     U"暂无",   U"没有",     U"不详",     U"未知", U"待定",
    U"未定",   U"不适用", U"不涉及", U"null",   U"none",     U"n/a",      U"na",   U"undefined",
    U"无要求", U"未填写", U"未提供", U"未公布", U"未公示",   U"暂不公布", U"nil",  U"无数据",
    U"未设定", U"未设置", U"不组织", U"无此项", U"暂无数据", U"暂无信息", U"保密",
};

// What aggregators show to those who haven't logged in: 立即查看, 登录后可见, 请登录查看更多.
constexpr std::u32string_view kLeads[] = {U"立即", U"点击", U"登录", U"登陆", U"请登", U"注册", U"会员",
                                          U"免费", U"开通", U"升级", U"vip",  U"查看", U"付费", U"解锁"};

bool is_locked(std::u32string_view core) {
  constexpr std::size_t kLongest = 12;
  constexpr std::u32string_view kDeeds[] = {U"查看", U"可见", U"更多", U"登录",
                                            U"登陆", U"详情", U"注册", U"解锁"};
  if (core.size() > kLongest) return false;
  return std::any_of(std::begin(kLeads), std::end(kLeads),
                     [&](auto lead) { return core.starts_with(lead); }) &&
         std::any_of(std::begin(kDeeds), std::end(kDeeds), [&](auto deed) { return core.ends_with(deed); });
}

// Beginnings of values that send the reader elsewhere.
constexpr std::u32string_view kElsewhere[] = {
    U"详见",       U"见附件",     U"见招标文件", U"见采购文件", U"见磋商文件", U"见谈判文件", U"见询价",
    U"见公告",     U"见结果",     U"见正文",     U"见本公告",   U"以招标文件", U"以采购文件", U"以磋商文件",
    U"按招标文件", U"按采购文件", U"按磋商文件", U"同招标文件", U"同采购文件", U"具体详见",   U"具体见",
    U"请见",       U"参见",       U"详细见",     U"详情见",     U"见项目",     U"见文件",     U"见询比",
    U"见比选",     U"见竞",       U"见上",       U"见下",       U"详查看",     U"查看附件",   U"请查看",
    U"祥见",       U"详件",
};

// What 详见 may name without it being an attachment: the page itself.
constexpr std::u32string_view kThisPage[] = {U"公告", U"正文", U"本公告", U"上文", U"下文",
                                             U"上述", U"以下", U"下方",   U"上方", U"如下"};

bool is_mask_sign(char32_t c) {
  return c == U'*' || c == U'×' || c == U'●' || c == U'█' || c == U'■' || c == U'▇';
}

// Bytes that were no letter. Boxes count by two: one is a box to tick.
bool is_lost_letter(char32_t c) {
  return c == 0xFFFD;
}

bool is_unit_of_time(char32_t c) {
  return c == U'年' || c == U'月' || c == U'日' || c == U'时' || c == U'分' || c == U'点' || c == U'秒';
}

constexpr std::u32string_view kBlankSums[] = {U"元",     U"万元",     U"亿元",       U"¥",    U"¥元",
                                              U"人民币", U"人民币元", U"人民币万元", U"¥万元"};

// 年 月 日 时 分 and 万元: a form that nobody filled in.
bool is_blank_form(std::u32string_view core) {
  for (const std::u32string_view unit : kBlankSums)
    if (core == unit) return true;
  return core.starts_with(U"年月日") && std::all_of(core.begin(), core.end(), is_unit_of_time);
}

// 2026年 月 日: a date whose figures were stripped, the year's aside.
bool is_stripped_date(std::u32string_view core) {
  std::size_t figures = 0;
  while (figures < core.size() && is_digit(core[figures])) ++figures;
  const std::u32string_view rest = core.substr(figures);
  return figures == 4 && rest.starts_with(U"年月日") &&
         std::all_of(rest.begin(), rest.end(), is_unit_of_time);
}

bool is_edge(char32_t c) {
  if (is_chinese(c) || is_digit(c)) return false;
  constexpr std::u32string_view kEdges = U" -_/\\,.;:。、()[]【】《》<>\"'“”*#|～~…—";
  return kEdges.find(c) != std::u32string_view::npos;
}

// Whether damage_in() may find anything. Most values are Chinese, ASCII or both, and can be told by their bytes: of
// Chinese characters only 某 and 年 count, of full-width forms those of the four ASCII signs, of all others what isn't known here.
// Of a stripped date 月 follows the first 年, and no figure.
bool may_be_damaged(std::string_view value) {
  bool years = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value[i]);
    if (byte < 0x80) {
      if (byte == '*' || byte == '?' || byte == 'x' || byte == 'X') return true;
    } else if (byte < 0xE2 || (byte > 0xE9 && byte != 0xEF)) {
      return true;
    } else {
      const auto character = value.substr(i, 3);
      if (character.size() < 3 || (character[1] & 0xC0) != 0x80 || (character[2] & 0xC0) != 0x80) return true;
      // U+2000 to U+203F: quotation marks, dashes, spaces.
      if (byte == 0xE2 && character[1] != '\x80') return true;
      if (byte == 0xEF && (character < "！" || character > "～" || character == "＊" || character == "？" ||
                           character == "Ｘ" || character == "ｘ"))
        return true;
      if (character == "某") return true;
      i += 2;
      if (character != "年" || years) continue;
      years = true;
      if (i + 1 >= value.size() || !is_digit(static_cast<unsigned char>(value[i + 1]))) return true;
    }
  }
  return false;
}

std::optional<Damage> damage_in(const FoldedText& text) {
  std::size_t signs = 0;      // mask signs in a row
  std::size_t crosses = 0;    // X in a row, spaces between them aside
  std::size_t lost = 0;       // ? and □ in a row
  bool beside_latin = false;  // the run of X touches another Latin letter or a hyphen
  std::u32string core;
  char32_t before = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char32_t c = text[i];
    if (is_lost_letter(c)) return Damage::damaged;
    lost = c == U'?' || c == U'□' ? lost + 1 : 0;
    if (lost >= 2) return Damage::damaged;
    signs = is_mask_sign(c) ? signs + 1 : 0;
    if (signs >= 2) return Damage::masked;
    // 张*: one sign behind a letter at the end.
    if (signs == 1 && i + 1 == text.size() && i > 0 && is_chinese(before)) return Damage::masked;
    if (c == U'X' || c == U'x') {
      if (crosses == 0) beside_latin = is_ascii_letter(before) || before == U'-';
      ++crosses;
    } else if (c != U' ' || crosses == 0) {
      if (crosses >= 2 && !beside_latin && !is_ascii_letter(c) && c != U'-') return Damage::masked;
      crosses = 0;
    }
    if (c == U'某') return Damage::masked;
    if (c != U' ') {
      before = c;
      if (core.size() < 32 && c != 0) core.push_back(c);
    }
  }
  return is_stripped_date(core) ? std::optional(Damage::damaged) : std::nullopt;
}

bool masked_in(const FoldedText& text) {
  std::size_t run = 0;
  std::size_t others = 0;
  std::size_t signs = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c == U'*' || c == U'＊' || c == U'×' || c == U'●' || c == U'█' || c == U'■') {
      ++signs;
      if (++run >= 3) return true;
    } else {
      run = 0;
      if (c != U' ') ++others;
    }
  }
  return signs > 0 && others == 0;
}

// Whether a value that isn't damaged, and has no 年, may state none: nearly all begin with another character.
bool may_state_nothing(char32_t first) {
  static const FirstCharacters kBegins[] = {FirstCharacters(kNothing), FirstCharacters(kLeads),
                                            FirstCharacters(kElsewhere), FirstCharacters(kBlankSums)};
  const char32_t small = first >= U'A' && first <= U'Z' ? first + 32 : first;
  return std::any_of(std::begin(kBegins), std::end(kBegins),
                     [&](const FirstCharacters& begins) { return begins.has(small); });
}

}  // namespace

bool is_plainly_stated(std::string_view value) {
  if (value.empty() || may_be_damaged(value)) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(value[at]); };
  if (byte(0) < 0x80) return is_digit(byte(0));
  // Of other bytes may_be_damaged() lets only whole characters of three pass.
  const char32_t first = static_cast<char32_t>(byte(0) & 0x0F) << 12 |
                         static_cast<char32_t>(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  return is_chinese(first) && !may_state_nothing(first);
}

std::optional<MissingReason> unstated_reason(std::string_view value) {
  if (value.size() > 600 || is_plainly_stated(value)) return std::nullopt;
  const FoldedText text(value);
  std::size_t begin = 0;
  std::size_t end = text.size();
  const bool suspect = may_be_damaged(value);
  const auto is_damaged = [&] { return suspect && damage_in(text).has_value(); };
  const bool masked = suspect && masked_in(text);
  while (begin < end && is_edge(text[begin])) ++begin;
  while (end > begin && is_edge(text[end - 1])) --end;
  if (begin == end) return masked || is_damaged() ? MissingReason::unreadable : MissingReason::not_stated;
  if (!suspect && !may_state_nothing(text[begin])) return std::nullopt;
  std::u32string core;
  core.reserve(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] == U' ') continue;
    core.push_back(text[i] >= U'A' && text[i] <= U'Z' ? text[i] + 32 : text[i]);
  }
  for (const auto word : kNothing)
    if (core == word) return MissingReason::not_stated;
  if (is_locked(core)) return MissingReason::not_stated;
  // A long sentence that starts with 详见 goes on to say something; a short one only points away.
  if (core.size() <= 40) {
    for (const auto words : kElsewhere) {
      if (!core.starts_with(words)) continue;
      const std::u32string_view rest = std::u32string_view(core).substr(words.size());
      const bool file_named = rest.find(U"附件") != rest.npos || rest.find(U"文件") != rest.npos;
      for (const auto page : kThisPage)
        if (!file_named && rest.starts_with(page)) return MissingReason::not_stated;
      return MissingReason::see_attachment;
    }
  }
  if (is_blank_form(core)) return is_damaged() ? MissingReason::unreadable : MissingReason::not_stated;
  if (is_stripped_date(core)) return MissingReason::unreadable;
  // What is left beside the signs says nothing: ***万元, X X X, 某某.
  if (is_damaged()) {
    std::size_t signs = 0;
    std::size_t units = 0;  // □□万元
    for (const char32_t c : core) {
      units += c == U'元' || c == U'万' || c == U'亿' ? 1u : 0u;
      const bool sign =
          is_mask_sign(c) || is_lost_letter(c) || c == U'?' || c == U'□' || c == U'x' || c == U'某';
      signs += sign ? 1u : 0u;
    }
    if (signs * 2 > core.size() || (signs > 1 && signs + units == core.size()))
      return MissingReason::unreadable;
  }
  return std::nullopt;
}

std::optional<Damage> damage_of(std::string_view value) {
  return may_be_damaged(value) ? damage_in(FoldedText(value)) : std::nullopt;
}

bool is_masked(std::string_view value) {
  return masked_in(FoldedText(value));
}

}  // namespace tenderlead::parsers
