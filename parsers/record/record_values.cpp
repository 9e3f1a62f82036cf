#include "parsers/record/record_values.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

#include "parsers/values/dates.h"
#include "parsers/values/kind.h"
#include "parsers/values/money.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {
namespace {

// 1990-01-01 and 2100-01-01: what lies outside is no time of a notice but another number.
constexpr std::int64_t kFirstSecond = 631'152'000;
constexpr std::int64_t kLastSecond = 4'102'444'800;

// How vendors call what stands before a plan to buy, but for what may stand around it: 项目立项, 立项公示, 可研批复.
constexpr std::string_view kEarly[] = {"立项",     "拟建",       "拟在建",         "可研",
                                       "可研报告", "可行性研究", "可行性研究报告", "建议书",
                                       "初步设计", "初设",       "初步设计概算",   "备案"};
constexpr std::string_view kAround[] = {"公示", "公告", "公布", "信息", "项目", "阶段",
                                        "批复", "批准", "审批", "核准", "登记", "的"};

bool is_early(std::string_view words) {
  while (words.starts_with("项目")) words.remove_prefix(std::string_view("项目").size());
  for (;;) {
    if (std::find(std::begin(kEarly), std::end(kEarly), words) != std::end(kEarly)) return true;
    const auto end = std::find_if(std::begin(kAround), std::end(kAround),
                                  [&](std::string_view word) { return words.ends_with(word); });
    if (end == std::end(kAround)) return false;
    words.remove_suffix(end->size());
  }
}

}  // namespace

std::optional<StatedTime> time_of_epoch(std::int64_t seconds) {
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  const std::int64_t local = seconds + kShanghaiOffsetMinutes * 60;
  StatedTime time;
  time.date = local_date(seconds);
  const auto of_day = static_cast<int>(local % 86'400);
  if (of_day != 0) time.second_of_day = of_day;
  return time;
}

std::optional<StatedTime> time_of_words(const std::string& words, TimeForm form,
                                        std::optional<Date> reference) {
  if (form == TimeForm::written) {
    if (const auto iso = stated_time_from_iso(words)) return iso;
    const auto found = read_time(words, reference);
    if (!found) return std::nullopt;
    return found->time;
  }
  std::int64_t number = 0;
  // A double's words may have a fraction.
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
  if (error != std::errc() || (end != words.data() + words.size() && *end != '.')) return std::nullopt;
  return time_of_epoch(form == TimeForm::epoch_seconds ? number : number / 1000);
}

std::optional<Money> money_of_words(const std::string& words, std::int64_t unit,
                                    const std::string& currency) {
  // Thousands separators are read as the notices' are.
  const auto found = read_money(words, {unit, currency});
  if (!found || found->kind != MoneyKind::total || found->money.amount_minor <= 0) return std::nullopt;
  Money money = found->money;
  money.text = words;
  return money;
}

Region region_of_words(const std::vector<std::string>& levels, const RegionTable& table) {
  Region known;
  for (const auto& words : levels) {
    if (words.empty()) continue;
    auto found = table.find(words, known);
    if (!found && !known.empty()) found = table.find(known.province + known.city + words, known);
    if (!found || found->full.code.empty()) continue;
    // A city of another province than the one before is the vendor's mistake.
    if (!known.code.empty() && found->full.code.substr(0, 2) != known.code.substr(0, 2)) continue;
    known = found->full;
  }
  return known;
}

std::optional<NoticeKind> kind_of_words(const std::string& words, const FieldRule& rule) {
  if (const auto own = rule.values.find(words); own != rule.values.end())
    return notice_kind_from_string(own->second);
  if (const auto kind = notice_kind_from_string(words)) return kind;
  if (is_early(normalise_text(words))) return NoticeKind::intention;
  if (const auto match = classify_kind(words)) return match->kind;
  return std::nullopt;
}

std::vector<RecordPart> parted(const std::vector<RecordPart>& given, const std::string& signs) {
  std::vector<RecordPart> out;
  for (const auto& value : given) {
    std::string_view rest = value.words;
    while (!rest.empty()) {
      std::size_t end = rest.size(), width = 0;
      for (std::size_t i = 0; i < signs.size();) {
        const auto lead = static_cast<unsigned char>(signs[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const auto sign = std::string_view(signs).substr(i, length);
        if (const auto at = rest.find(sign); at < end) {
          end = at;
          width = sign.size();
        }
        i += length;
      }
      RecordPart part = value;
      part.words = normalise_text(rest.substr(0, end));
      if (!part.words.empty()) out.push_back(std::move(part));
      rest.remove_prefix(std::min(rest.size(), end + width));
    }
  }
  return out;
}

}  // namespace tenderlead::parsers
