#include "app/pipeline/plan_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "store/plan_rows.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kMostBytes = 8 * 1024 * 1024;  // of words, in all rows of a plan together

constexpr std::string_view kRows = "intentions.";
// What a plan says of all of it together.
constexpr std::array<std::string_view, 5> kOfAll = {"project_no", "project_name", "budget", "ceiling",
                                                    "lots."};

struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
};

// The number and the rest of "intentions.12.name".
std::optional<std::pair<std::size_t, std::string>> row_path(std::string_view path) {
  if (!path.starts_with(kRows)) return std::nullopt;
  path.remove_prefix(kRows.size());
  std::size_t number = 0;
  std::size_t digits = 0;
  while (digits < path.size() && digits < 6 && path[digits] >= '0' && path[digits] <= '9')
    number = number * 10 + static_cast<std::size_t>(path[digits++] - '0');
  if (digits == 0 || digits == path.size() || path[digits] != '.') return std::nullopt;
  return std::pair(number, std::string(path.substr(digits + 1)));
}

// Where each row stands in the page's text: the row of the table, or from its first value to its last.
std::vector<std::optional<Span>> places_of(const Notice& plan) {
  std::vector<std::optional<Span>> places(plan.intentions.size());
  for (const auto& [path, proof] : plan.evidence) {
    const auto row = row_path(path);
    if (!row || row->first >= places.size() || !proof.file.empty() || proof.end <= proof.start) continue;
    auto& place = places[row->first];
    if (!place) place = Span{proof.start, proof.end};
    place->start = std::min(place->start, proof.start);
    place->end = std::max(place->end, proof.end);
  }
  for (auto& place : places) {
    if (!place) continue;
    for (const auto& row : plan.rows)
      if (row.start <= place->start && place->end <= row.end) {
        place = Span{row.start, row.end};
        break;
      }
  }
  return places;
}

// The text without the places of other rows.
class Cut {
 public:
  Cut(const std::vector<std::optional<Span>>& places, std::size_t kept) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i == kept || !places[i]) continue;
      auto gone = *places[i];
      // Where values of two rows run into each other, what is this row's stays.
      if (const auto& own = places[kept]) {
        if (gone.start < own->end && own->start < gone.end) {
          if (gone.start < own->start)
            gone.end = own->start;
          else
            gone.start = std::max(gone.start, own->end);
        }
      }
      if (gone.start < gone.end) gone_.push_back(gone);
    }
    std::sort(gone_.begin(), gone_.end(), [](const Span& a, const Span& b) { return a.start < b.start; });
  }

  std::string text(const std::string& whole) const {
    std::string left;
    std::size_t point = 0;
    auto next = gone_.begin();
    for (std::size_t at = 0; at < whole.size(); ++point) {
      std::size_t end = at + 1;
      while (end < whole.size() && (static_cast<unsigned char>(whole[end]) & 0xC0U) == 0x80U) ++end;
      while (next != gone_.end() && next->end <= point) ++next;
      if (next == gone_.end() || point < next->start) left.append(whole, at, end - at);
      at = end;
    }
    return left;
  }
  // Where a place is in what is left; nothing where some of it is gone.
  std::optional<Span> moved(Span place) const {
    std::size_t before = 0;
    std::size_t counted = 0;  // up to there
    for (const auto& gone : gone_) {
      if (gone.start >= place.end) break;
      if (gone.end > place.start) return std::nullopt;
      before += gone.end - std::max(gone.start, std::min(counted, gone.end));
      counted = std::max(counted, gone.end);
    }
    return Span{place.start - before, place.end - before};
  }

 private:
  std::vector<Span> gone_;
};

// As the row's notice calls a field; nothing where it isn't the row's.
std::optional<std::string> own_path(const std::string& path, std::size_t index) {
  if (const auto row = row_path(path)) {
    if (row->first != index) return std::nullopt;
    return std::string(kRows) + "0." + row->second;
  }
  for (const auto of_all : kOfAll)
    if (of_all.ends_with('.') ? path.starts_with(of_all) : path == of_all) return std::nullopt;
  return path;
}

template <typename Map>
Map own_part(const Map& of_plan, std::size_t index) {
  Map own;
  for (const auto& [path, value] : of_plan)
    if (auto name = own_path(path, index)) own.emplace(std::move(*name), value);
  return own;
}

Notice row_notice(const Notice& plan, std::size_t index, const std::vector<std::optional<Span>>& places) {
  const Cut cut(places, index);
  const auto& planned = plan.intentions[index];
  Notice row = plan;
  row.intentions = {planned};
  row.project_name = planned.name;
  if (row.title.find(planned.name) == std::string::npos)
    row.title += (row.title.empty() ? "" : "：") + planned.name;
  row.project_no.clear();
  row.budget.reset();
  row.ceiling.reset();
  row.lots.clear();
  row.contradictions.clear();
  row.text = cut.text(plan.text);
  row.rows.clear();
  for (const auto& each : plan.rows)
    if (const auto at = cut.moved({each.start, each.end})) row.rows.push_back({at->start, at->end});
  row.missing = own_part(plan.missing, index);
  row.unreadable = own_part(plan.unreadable, index);
  row.evidence.clear();
  for (auto& [path, proof] : own_part(plan.evidence, index)) {
    if (proof.file.empty() && proof.end > proof.start) {
      const auto at = cut.moved({proof.start, proof.end});
      if (!at) continue;
      proof.start = at->start;
      proof.end = at->end;
    }
    row.evidence.emplace(path, std::move(proof));
  }
  if (!planned.buyer.empty() && planned.buyer != plan.buyer.name) {
    // Whom to call at the authority is nobody of the hospital's.
    row.buyer = {};
    row.buyer.name = planned.buyer;
    const auto of_buyer = [](const auto& item) { return item.first.starts_with("buyer."); };
    std::erase_if(row.evidence, of_buyer);
    std::erase_if(row.missing, of_buyer);
    std::erase_if(row.unreadable, of_buyer);
    if (const auto own = row.evidence.find("intentions.0.buyer"); own != row.evidence.end())
      row.evidence.emplace("buyer.name", own->second);
  }
  if (const auto name = row.evidence.find("intentions.0.name"); name != row.evidence.end())
    row.evidence.emplace("project_name", name->second);
  return row;
}

}  // namespace

std::vector<PlanRow> plan_rows(const Notice& plan) {
  std::vector<PlanRow> rows;
  const auto keys = store::plan_row_keys(plan);
  if (keys.empty()) return rows;
  auto places = places_of(plan);
  Notice bare;  // without words
  const Notice* of = &plan;
  if (plan.text.size() * keys.size() > kMostBytes) {
    bare = plan;
    bare.text.clear();
    bare.rows.clear();
    bare.evidence.clear();
    places.assign(places.size(), std::nullopt);
    of = &bare;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) rows.push_back({row_notice(*of, i, places), keys[i]});
  return rows;
}

}  // namespace tenderlead::app
