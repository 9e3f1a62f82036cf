#include "parsers/page_judge.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace tenderlead::parsers {
namespace {

// A shell has a title, a date and a footer around its frame.
constexpr std::size_t kShellBytes = 600;
constexpr std::size_t kFewItems = 3;
// An error page has a sentence or two and a way back.
constexpr std::size_t kErrorBytes = 450;
constexpr std::array<std::string_view, 24> kGoneWords = {
    "页面不存在", "页面未找到", "页面找不到", "找不到页面",    "找不到该页",     "找不到您",
    "未找到页面", "未找到该",   "网页不存在", "信息不存在",    "内容不存在",     "文章不存在",
    "公告不存在", "记录不存在", "数据不存在", "不存在或已",    "已被删除",       "已删除",
    "已下架",     "已撤销",     "已撤回",     "404 Not Found", "Page Not Found", "404错误"};
// A notice named by its title alone needs some text that could be a notice's.
constexpr std::size_t kFewBytes = 60;
// A named hospital's page with so many of its departments introduces them; news name a few.
constexpr std::size_t kManyDepartments = 8;

std::size_t count_of(std::initializer_list<bool> stated) {
  return static_cast<std::size_t>(std::count(stated.begin(), stated.end(), true));
}

std::size_t own_text(const Document& document) {
  std::size_t bytes = 0;
  for (const Line& line : document.lines)
    if (!line.chrome && !line.linked) bytes += line.span.size();
  return bytes;
}

}  // namespace

std::size_t procurement_fields(const Notice& notice) {
  // Every column of plans has a <title> that sounds like a plan's name; what stands on the page itself counts.
  const auto stated = [&](const char* path) {
    const auto found = notice.evidence.find(path);
    return found != notice.evidence.end() && found->second.end > found->second.start;
  };
  const bool project_stated = stated("project_name");
  const bool intentions_stated = stated("intentions.0.name");
  return count_of({!notice.project_no.empty(), project_stated, !notice.buyer.name.empty(),
                   !notice.agency.name.empty(), notice.budget.has_value(), notice.ceiling.has_value(),
                   !notice.lots.empty(), !notice.awards.empty(), !notice.contract.empty(), intentions_stated,
                   notice.documents_from.has_value(), notice.documents_until.has_value(),
                   notice.bid_deadline.has_value(), notice.opening_at.has_value()});
}

bool is_notice(const Notice& notice) {
  const bool named =
      notice.kind.has_value() && *notice.kind != NoticeKind::other && notice.text.size() >= kFewBytes;
  return named || procurement_fields(notice) >= 1;
}

bool is_surely_notice(const Notice& notice) {
  const std::size_t fields = procurement_fields(notice);
  const bool kind = notice.kind.has_value() && *notice.kind != NoticeKind::other;
  return (kind && fields >= 2) || fields >= 4;
}

std::size_t hospital_fields(const HospitalProfile& profile) {
  return count_of({profile.level.has_value(), profile.beds_authorised.has_value(),
                   profile.beds_open.has_value(), profile.outpatient_visits.has_value(),
                   profile.discharges.has_value(), profile.surgeries.has_value(), profile.staff.has_value(),
                   profile.departments.size() >= 3, !profile.ratings.empty(), profile.founded.has_value(),
                   profile.ownership.has_value(), !profile.address.empty() && !profile.phone.empty()});
}

bool is_surely_hospital(const HospitalProfile& profile) {
  const bool sized = profile.level || profile.beds_authorised || profile.beds_open ||
                     profile.outpatient_visits || profile.departments.size() >= 3;
  const bool reached = !profile.name.empty() && !profile.address.empty() && !profile.phone.empty();
  const bool introduced = !profile.name.empty() && profile.departments.size() >= kManyDepartments;
  return (!profile.name.empty() && sized && hospital_fields(profile) >= 2) || hospital_fields(profile) >= 3 ||
         reached || introduced;
}

bool is_surely_list(const Document& document, const ListPage& list) {
  if (list.items.size() < kFewItems) return false;
  std::size_t titles = 0;
  for (const ListItem& item : list.items) titles += item.title.size();
  return titles >= own_text(document) / 2;
}

bool is_probably_list(const ListPage& list) {
  const auto dated = static_cast<std::size_t>(std::count_if(
      list.items.begin(), list.items.end(), [](const ListItem& item) { return !item.published_at.empty(); }));
  return list.items.size() >= kFewItems && 2 * dated >= list.items.size();
}

bool says_gone(const Document& document) {
  if (own_text(document) > kErrorBytes) return false;
  const auto named = [](std::string_view text) {
    return std::any_of(kGoneWords.begin(), kGoneWords.end(),
                       [&](std::string_view words) { return text.find(words) != text.npos; });
  };
  if (named(document.html_title)) return true;
  return std::any_of(document.lines.begin(), document.lines.end(), [&](const Line& line) {
    return !line.chrome && !line.linked && named(document.slice(line.span));
  });
}

std::string frame_of_shell(const Document& document) {
  if (document.frames.empty() || own_text(document) > kShellBytes || !document.tables.empty()) return {};
  return document.frames.front();
}

}  // namespace tenderlead::parsers
