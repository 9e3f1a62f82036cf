#include "parsers/values/project_no.h"

#include <algorithm>

#include "parsers/values/folded_text.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

bool is_code_sign(char32_t c) {
  constexpr std::u32string_view kSigns = U"-_/.()[]【】〔〕{}#+*&·—";
  return kSigns.find(c) != kSigns.npos;
}

// Words that begin the next field where cells or lines were run together.
constexpr std::u32string_view kNextFields[] = {
    U"项目名称", U"采购项目", U"采购方式", U"标段",     U"预算",     U"采购人",   U"招标人",  U"工程名称",
    U"发布",     U"日期",     U"联系",     U"采购单位", U"项目概况", U"招标项目", U"采购计划"};

constexpr std::size_t kLongest = 80;

}  // namespace

std::optional<ProjectNoMatch> read_project_no(std::string_view value) {
  const FoldedText text(value);
  std::size_t begin = 0;
  while (text[begin] == U' ' || text[begin] == U':' || text[begin] == U',') ++begin;
  std::size_t end = begin;
  std::size_t chinese_run = 0;
  bool digit = false;
  for (; end < text.size() && end - begin < kLongest; ++end) {
    const char32_t c = text[end];
    if (std::any_of(std::begin(kNextFields), std::end(kNextFields),
                    [&](std::u32string_view word) { return text.starts_with(end, word); }))
      break;
    if (is_digit(c) || is_ascii_letter(c)) {
      digit = digit || is_digit(c);
      chinese_run = 0;
    } else if (is_chinese(c)) {
      // 南阳政采磋商-2026-3 begins with words; after the digits only 号, 第…次, 包 and the like belong.
      if (++chinese_run > (digit ? 6u : 16u)) {
        end -= chinese_run - 1;
        break;
      }
    } else if (is_code_sign(c)) {
      chinese_run = 0;
    } else if (c == U';' || c == U'；') {
      // Several numbers of one project: 永财采购-2026-8;永建招标[2026]003号
      if (!digit || end + 1 >= text.size() || text[end + 1] == U' ') break;
      chinese_run = 0;
    } else if (c == U' ') {
      const char32_t next = text[end + 1];
      if (!(is_digit(next) || is_ascii_letter(next) || is_code_sign(next)) || !digit ||
          is_chinese(text[end - 1]))
        break;
    } else {
      break;
    }
  }
  // 一、 of the next heading
  while (end > begin &&
         (text[end - 1] == U' ' || text[end - 1] == U'-' || text[end - 1] == U'/' || text[end - 1] == U'.' ||
          text[end - 1] == U'(' || text[end - 1] == U'[' || text[end - 1] == U'*'))
    --end;
  if (text[end] == U'、' && end > begin && is_chinese(text[end - 1]))
    while (end > begin && is_chinese(text[end - 1])) --end;
  while (end > begin && text[end - 1] == U' ') --end;
  if (end <= begin || !digit) return std::nullopt;
  const Span span = text.span(begin, end);
  ProjectNoMatch match{normalise_code(value.substr(span.begin, span.size())), span};
  if (match.number.empty()) return std::nullopt;
  return match;
}

bool looks_like_project_no(std::string_view value) {
  const std::string code = normalise_code(value);
  const FoldedText text(code);
  if (text.size() < 3 || text.size() > kLongest) return false;
  std::size_t digits = 0;
  std::size_t letters = 0;
  std::size_t chinese = 0;
  std::size_t others = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i]))
      ++digits;
    else if (is_ascii_letter(text[i]))
      ++letters;
    else if (is_chinese(text[i]))
      ++chinese;
    else if (!is_code_sign(text[i]) && text[i] != U';')
      ++others;
  }
  if (digits < 2 || others > 0 || chinese > 24 || (chinese > 12 && chinese > digits + letters + 8))
    return false;
  const auto view = text.view();
  for (const std::u32string_view word :
       {std::u32string_view(U"元"), std::u32string_view(U"日"), std::u32string_view(U"公司"),
        std::u32string_view(U"医院"), std::u32string_view(U"项目"), std::u32string_view(U"电话"),
        std::u32string_view(U"详见"), std::u32string_view(U"月")})
    if (view.find(word) != view.npos) return false;
  if (letters == 0 && chinese == 0) {
    // 2026-04-07 is a date and 0371-65901234 a telephone.
    const bool date = text.size() <= 10 && digits >= 6 && digits <= 8 && digits < text.size() &&
                      (text[0] == U'2' || text[0] == U'1');
    const bool telephone = text[0] == U'0' && digits >= 10 && digits <= 12 && text.size() <= 14;
    if (date || telephone || digits < 5) return false;
  }
  return true;
}

}  // namespace tenderlead::parsers
