#include "parsers/notice/labels.h"

#include <algorithm>
#include <array>

#include "parsers/notice/page_view.h"

namespace tenderlead::parsers::notice {
namespace {

struct PathRow {
  Field field;
  const char* path;
};
constexpr std::array kPaths = {
    PathRow{Field::project_no, "project_no"},
    PathRow{Field::project_name, "project_name"},
    PathRow{Field::method, "method"},
    PathRow{Field::region, "region"},
    PathRow{Field::budget, "budget"},
    PathRow{Field::ceiling, "ceiling"},
    PathRow{Field::service_term, "service_term"},
    PathRow{Field::buyer_name, "buyer.name"},
    PathRow{Field::buyer_address, "buyer.address"},
    PathRow{Field::buyer_person, "buyer.contact"},
    PathRow{Field::buyer_phone, "buyer.phone"},
    PathRow{Field::agency_name, "agency.name"},
    PathRow{Field::agency_address, "agency.address"},
    PathRow{Field::agency_person, "agency.contact"},
    PathRow{Field::agency_phone, "agency.phone"},
    PathRow{Field::project_person, "project_contact.name"},
    PathRow{Field::project_phone, "project_contact.phone"},
    PathRow{Field::published_at, "published_at"},
    PathRow{Field::documents_from, "documents_from"},
    PathRow{Field::documents_until, "documents_until"},
    PathRow{Field::bid_deadline, "bid_deadline"},
    PathRow{Field::opening_at, "opening_at"},
    PathRow{Field::contract_no, "contract.no"},
    PathRow{Field::contract_supplier, "contract.supplier"},
    PathRow{Field::contract_amount, "contract.amount"},
    PathRow{Field::contract_signed, "contract.signed_on"},
    PathRow{Field::contract_term, "contract.term"},
};

template <typename Use>
void each_word(std::string_view words, Use use) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (space != 0) use(words.substr(0, space));
    if (space == std::string_view::npos) return;
    words.remove_prefix(space + 1);
  }
}

}  // namespace

const char* field_path(Field field) {
  for (const PathRow& row : kPaths)
    if (row.field == field) return row.path;
  return nullptr;
}

Field field_of_path(std::string_view path) {
  for (const PathRow& row : kPaths)
    if (row.path == path) return row.field;
  return Field::none;
}

const LabelScanner& LabelScanner::shipped() {
  static const LabelScanner scanner{std::map<std::string, std::string>{}};
  return scanner;
}

LabelScanner::LabelScanner(const std::map<std::string, std::string>& own) : nodes_(1), first_(65536, 0) {
  Edges next(1);
  for (const SectionRow& row : section_rows())
    each_word(row.words, [&](std::string_view word) {
      add(folded(word), {Field::none, row.section, 0, 0}, next);
    });
  for (const auto* rows : {&label_rows(), &record_label_rows()})
    for (const LabelRow& row : *rows)
      each_word(row.words, [&](std::string_view word) {
        add(folded(word), {row.field, Section::none, row.use, row.rank}, next);
      });
  for (const auto& [word, path] : own)
    if (const Field field = field_of_path(path); field != Field::none)
      add(folded(word), {field, Section::none, kAnywhere, 0}, next);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    std::sort(next[i].begin(), next[i].end());
    nodes_[i].first_edge = static_cast<std::uint32_t>(edges_.size());
    nodes_[i].edges = static_cast<std::uint16_t>(next[i].size());
    edges_.insert(edges_.end(), next[i].begin(), next[i].end());
  }
  for (const auto& [letter, node] : next[0]) first_[letter] = node;
}

void LabelScanner::add(std::u16string_view word, const LabelWord& meaning, Edges& next) {
  if (word.empty()) return;
  std::uint32_t at = 0;
  for (const char16_t letter : word) {
    const auto known = std::find_if(next[at].begin(), next[at].end(),
                                    [&](const Edge& edge) { return edge.first == letter; });
    if (known != next[at].end()) {
      at = known->second;
      continue;
    }
    const auto fresh = static_cast<std::uint32_t>(nodes_.size());
    next[at].emplace_back(letter, fresh);
    next.emplace_back();
    nodes_.emplace_back();
    at = fresh;
  }
  // A word may be both a label and a heading (项目联系方式); a site's own label replaces the shipped one.
  Node& node = nodes_[at];
  node.ends = true;
  if (meaning.field != Field::none) {
    const Section section = node.word.section;
    node.word = meaning;
    node.word.section = section;
  } else {
    node.word.section = meaning.section;
  }
}

std::uint32_t LabelScanner::child(std::uint32_t node, char16_t letter) const {
  const Edge* begin = edges_.data() + nodes_[node].first_edge;
  const Edge* end = begin + nodes_[node].edges;
  const Edge* edge =
      std::lower_bound(begin, end, letter, [](const Edge& e, char16_t value) { return e.first < value; });
  return edge != end && edge->first == letter ? edge->second : 0;
}

std::vector<LabelHit> LabelScanner::scan(std::u16string_view text) const {
  std::vector<LabelHit> hits;
  for (std::size_t i = 0; i < text.size();) {
    std::uint32_t node = first_[text[i]];
    std::size_t best_end = 0;
    const LabelWord* best = nullptr;
    for (std::size_t k = i + 1; node != 0; ++k) {
      if (nodes_[node].ends) {
        best_end = k;
        best = &nodes_[node].word;
      }
      if (k >= text.size()) break;
      node = child(node, text[k]);
    }
    if (best == nullptr) {
      ++i;
      continue;
    }
    hits.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(best_end), *best});
    i = best_end;
  }
  return hits;
}

const LabelWord* LabelScanner::find(std::u16string_view text) const {
  std::uint32_t node = 0;
  for (const char16_t letter : text) {
    node = child(node, letter);
    if (node == 0) return nullptr;
  }
  return node != 0 && nodes_[node].ends ? &nodes_[node].word : nullptr;
}

}  // namespace tenderlead::parsers::notice
