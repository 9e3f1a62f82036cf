#include "rules/same_notice.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/time.h"

namespace tenderlead::rules {
namespace {

// Portals copy each other's notices within some days.
constexpr std::int64_t kDaysApart = 14;

// Full-width ASCII as ASCII, capitals as small letters, without white space and hyphens.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (i + 2 < text.size() && c == 0xEF) {
      // U+FF01..U+FF5E are EF BC 81 .. EF BD 9E.
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const auto third = static_cast<unsigned char>(text[i + 2]);
      const unsigned point = 0xF000u | (second & 0x3Fu) << 6 | (third & 0x3Fu);
      if (point >= 0xFF01 && point <= 0xFF5E) {
        c = static_cast<unsigned char>(point - 0xFEE0);
        i += 2;
      }
    } else if (text.substr(i, 3) == "\u3000") {
      i += 2;
      continue;
    }
    if (c <= 0x20 || c == '-') continue;
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return out;
}

// Both state it, and neither is a part of the other.
bool differ(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return false;
  const std::string x = plain(a);
  const std::string y = plain(b);
  return x.find(y) == x.npos && y.find(x) == y.npos;
}

bool differ(const std::optional<Money>& a, const std::optional<Money>& b) {
  return a && b && (a->amount_minor != b->amount_minor || a->currency != b->currency);
}

// A page may leave out the time of the day.
bool differ(const std::optional<StatedTime>& a, const std::optional<StatedTime>& b) {
  return a && b && a->date != b->date;
}

using Stated = std::vector<std::pair<std::string, std::optional<std::int64_t>>>;

// Both say something, and not the same, in whatever order.
bool differ(Stated a, Stated b) {
  if (a.empty() || b.empty()) return false;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a != b;
}

std::optional<std::int64_t> amount(const std::optional<Money>& money) {
  if (!money) return std::nullopt;
  return money->amount_minor;
}

Stated awards(const Notice& notice) {
  Stated out;
  for (const auto& award : notice.awards) out.emplace_back(plain(award.supplier), amount(award.amount));
  return out;
}

Stated lots(const Notice& notice) {
  Stated out;
  for (const auto& lot : notice.lots) out.emplace_back(plain(lot.name), amount(lot.budget));
  return out;
}

Stated intentions(const Notice& notice) {
  Stated out;
  for (const auto& each : notice.intentions) out.emplace_back(plain(each.name), amount(each.budget));
  return out;
}

bool published_apart(const Notice& a, const Notice& b) {
  if (!a.published_at || !b.published_at) return false;
  const auto days = days_from_date(a.published_at->date) - days_from_date(b.published_at->date);
  return days > kDaysApart || days < -kDaysApart;
}

}  // namespace

bool may_be_same_notice(const Notice& a, const Notice& b) {
  if (a.kind && b.kind && *a.kind != *b.kind) return false;
  const bool numbered = !a.project_no.empty() && !b.project_no.empty();
  if (numbered ? plain(a.project_no) != plain(b.project_no) : differ(a.title, b.title)) return false;
  if (differ(a.buyer.name, b.buyer.name) || published_apart(a, b)) return false;
  if (differ(a.budget, b.budget) || differ(a.ceiling, b.ceiling)) return false;
  if (differ(awards(a), awards(b)) || differ(lots(a), lots(b)) || differ(intentions(a), intentions(b)))
    return false;
  if (differ(a.bid_deadline, b.bid_deadline) || differ(a.opening_at, b.opening_at)) return false;
  return !differ(a.contract.supplier, b.contract.supplier) && !differ(a.contract.amount, b.contract.amount);
}

}  // namespace tenderlead::rules
