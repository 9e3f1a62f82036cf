// The files that a notice offers: links, lines that are file names, names under 附件.
#include <algorithm>
#include <array>

#include "parsers/notice/headline.h"
#include "parsers/values/names.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr std::array<View, 21> kFileEnds = {u".pdf", u".doc", u".docx", u".xls",  u".xlsx", u".zip", u".rar",
                                            u".7z",  u".png", u".jpg",  u".jpeg", u".wps",  u".ppt", u".pptx",
                                            u".ofd", u".txt", u".et",   u".dwg",  u".gz",   u".tgz", u".tar"};

bool is_file_name(View text) {
  std::u16string lower(text.size() > 6 ? text.substr(text.size() - 6) : text);
  for (char16_t& c : lower)
    if (c >= u'A' && c <= u'Z') c = static_cast<char16_t>(c + 32);
  return text.size() > 4 && std::any_of(kFileEnds.begin(), kFileEnds.end(),
                                        [&](View end) { return View(lower).ends_with(end); });
}

bool is_file_url(std::string_view url) {
  const std::size_t query = url.find_first_of("?#");
  const std::u16string path = folded(url.substr(0, query));
  return is_file_name(path) && !path.ends_with(u".jpg") && !path.ends_with(u".png") &&
         !path.ends_with(u".jpeg");
}

// 某某工程.ZJCNZF at …/某某工程.ZJCNZF: bidding software has endings of its own.
bool names_its_address(View name, std::string_view url) {
  constexpr std::size_t kLongestEnd = 9;
  static constexpr std::array<View, 8> kPages = {u".html", u".htm", u".shtml", u".aspx",
                                                 u".jsp",  u".php", u".do",    u".cn"};
  const std::size_t dot = name.rfind(u'.');
  if (dot == View::npos || dot < 3 || name.size() - dot < 3 || name.size() - dot > kLongestEnd) return false;
  const View end = name.substr(dot);
  if (!std::all_of(end.begin() + 1, end.end(), is_latin)) return false;
  if (std::find(kPages.begin(), kPages.end(), end) != kPages.end()) return false;
  return url.substr(0, url.find_first_of("?#")).ends_with(to_utf8(end));
}

// 526.5K, 1.2 MB: how large the file is whose name stands in the line above.
bool is_file_size(View text) {
  if (text.size() < 2 || text.size() > 9 || !is_digit(text[0])) return false;
  std::size_t at = 0;
  while (at < text.size() && (is_digit(text[at]) || text[at] == u'.')) ++at;
  const View unit = text.substr(at);
  return unit == u"K" || unit == u"M" || unit == u"KB" || unit == u"MB" || unit == u"B" || unit == u"k";
}

// A file's name that closes or fills the words behind 附件：
bool ends_as_file(View text) {
  static constexpr std::array<View, 9> kEnds = {u"文件",   u"清单",   u"报价表", u"声明函", u"登记表",
                                                u"申请表", u"需求书", u"承诺书", u"委托书"};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](View end) { return text.ends_with(end); });
}

// 附件下载1、某某清单.doc: names with an ending amid the words of a text without line breaks, behind a word that offers files.
void read_names_in_line(const PageView& view, const Unit& unit, std::vector<AttachmentFinding>& found) {
  constexpr Place kLongestName = 80;
  constexpr std::size_t kMost = 20;
  const View text = view.text();
  const View line = view.text(unit);
  const std::size_t offered = std::min(line.rfind(u"附件"), line.rfind(u"下载"));
  if (offered == View::npos) return;
  for (Place p = unit.begin + static_cast<Place>(offered); p < unit.end && found.size() < kMost; ++p) {
    if (text[p] != u'.') continue;
    Place end = p + 1;
    while (end < unit.end && is_latin(text[end]) && end - p < 6) ++end;
    if (!is_file_name(text.substr(p > 4 ? p - 4 : 0, end - (p > 4 ? p - 4 : 0)))) continue;
    Place begin = p;
    while (begin > unit.begin + offered + 2 && p - begin < kLongestName && !view.space_before(begin)) {
      const char16_t before = text[begin - 1];
      if (before == u':' || before == u'・' || before == u'。' || before == u';' || before == u'/' ||
          (before == u'、' && is_digit(text[begin - 2])))
        break;
      --begin;
    }
    const View name = text.substr(begin, end - begin);
    const auto han = std::count_if(name.begin(), name.end(), is_han);
    if (han < 2 || name.find_first_of(u"?=") != View::npos) continue;
    found.push_back({{normalise_text(view.words(begin, end)), {}}, view.span(begin, end)});
  }
}

}  // namespace

std::vector<AttachmentFinding> read_attachments(const PageView& view, const std::vector<Mark>& marks) {
  std::vector<AttachmentFinding> found;
  const Document& document = view.document();
  // One name may be that of several files, each with an address of its own.
  const auto known = [&](std::string_view name, std::string_view url = {}) {
    return std::any_of(found.begin(), found.end(), [&](const AttachmentFinding& f) {
      return f.attachment.name == name &&
             (url.empty() || f.attachment.url.empty() || f.attachment.url == url);
    });
  };
  constexpr std::size_t kMost = 100;
  for (const Link& link : document.links) {
    if (found.size() >= kMost) break;
    std::string name = normalise_text(document.slice(link.span));
    const std::u16string letters = folded(name);
    const bool by_name =
        is_file_name(letters) || !link.download.empty() || names_its_address(letters, link.url);
    const bool by_url = is_file_url(link.url) || link.url.find("attach") != std::string::npos ||
                        link.url.find("AttachFile") != std::string::npos ||
                        link.url.find("download") != std::string::npos;
    if (!by_name && !(by_url && letters.size() >= 2)) continue;
    if (name.empty()) name = !link.download.empty() ? link.download : link.title;
    // 下载 alone names nothing; buttons of the page are no attachments.
    if (name.empty() || known(name, link.url) || letters == u"下载" || letters == u"点击下载" ||
        letters.starts_with(u"http"))
      continue;
    if (!by_name && (letters.find(u"下载中心") != View::npos || letters.find(u"操作手册") != View::npos))
      continue;
    found.push_back({{name, link.url}, link.span});
  }
  if (document.from_html && !found.empty()) return found;

  for (std::size_t u = 0; u < view.units().size() && found.size() < kMost; ++u) {
    const Unit& unit = view.units()[u];
    const View text = view.text(unit);
    const bool sized = u + 1 < view.units().size() && unit.table < 0 && text.size() >= 4 &&
                       std::any_of(text.begin(), text.end(), is_han) &&
                       is_file_size(view.text(view.units()[u + 1]));
    if (text.size() > 120 || (!sized && !is_file_name(text)) || text.find(u"*.") != View::npos ||
        text.find(u"http") != View::npos || text.find(u'。') != View::npos)
      continue;
    Place begin = unit.begin;
    for (const Mark& mark : marks)
      if (mark.unit == u && mark.field == Field::attachment && mark.colon) begin = mark.value_begin;
    const std::string name = normalise_text(view.words(begin, unit.end));
    // 正文.pdf / 正文.pdf: a list says one name as often as it has files of it.
    const bool again = u > 0 && view.text(view.units()[u - 1]) == text && !document.from_html;
    if (!name.empty() && (again || !known(name))) found.push_back({{name, {}}, view.span(begin, unit.end)});
  }
  if (!found.empty()) return found;

  for (const Mark& mark : marks) {
    if (mark.field != Field::attachment || !mark.colon || !mark.at_start) continue;
    const Stretch value = value_of(view, mark);
    const View text = view.text(value.begin, std::max(value.begin, value.end));
    if (text.size() >= 6 && text.size() <= 60 && ends_as_file(text) && view.unit_at(value.begin) == mark.unit)
      found.push_back(
          {{normalise_text(view.words(value.begin, value.end)), {}}, view.span(value.begin, value.end)});
  }
  if (!found.empty()) return found;

  // Names without an ending stand right under 附件.
  for (const Mark& mark : marks) {
    const bool opens =
        mark.field == Field::attachment || (mark.heading && mark.section == Section::attachments);
    // 各包描述 | 附件: the value of a form, and no head of a list.
    if (!opens || mark.value_begin < view.units()[mark.unit].end || view.units()[mark.unit].col > 0) continue;
    for (std::size_t u = mark.unit + 1; u < std::min(view.units().size(), mark.unit + std::size_t{10}); ++u) {
      const Unit& unit = view.units()[u];
      const View text = view.text(unit);
      if (unit.begin >= mark.limit || text.size() > 60 || text.starts_with(u"请") ||
          text.find(u'。') != View::npos)
        break;
      const std::string name = normalise_text(view.words(unit.begin, unit.end));
      const std::size_t han = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_han));
      if (han < 4 || unstated_reason(name) || text.find(u"见附件") != View::npos || text.front() == u'(' ||
          text.starts_with(u"适用"))
        continue;
      if (text.find(u"公司") != View::npos || text.find(u"年") != View::npos) break;
      if (!known(name)) found.push_back({{name, {}}, view.span(unit.begin, unit.end)});
    }
    if (!found.empty()) break;
  }
  constexpr Place kRunOn = 200;
  if (found.empty())
    for (const Unit& unit : view.units())
      if (unit.size() > kRunOn && unit.table < 0) read_names_in_line(view, unit, found);
  return found;
}

}  // namespace tenderlead::parsers::notice
