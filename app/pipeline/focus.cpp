#include "app/pipeline/focus.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "crawler/url.h"
#include "parsers/list_item.h"
#include "parsers/site/site_links.h"

namespace tenderlead::app {
namespace {

using parsers::Column;
using parsers::Place;
using parsers::SiteLink;
using parsers::Subject;

constexpr std::size_t kMostLinks = 120;      // of one page
constexpr std::size_t kMostAddresses = 200;  // of one sitemap
// What scores less isn't queued at all.
constexpr int kWorth = 30;
constexpr int kUserWord = 70;
constexpr int kFrame = 97;
constexpr int kDeeper = 2;  // a level costs so much
// A list of purchases' items, between the columns and its own further pages.
constexpr int kPurchase = 66, kOtherOfPurchases = 56, kAsideOfPurchases = 42, kSystems = 45;
constexpr int kItemsAStep = 4;  // so many items further down cost one
constexpr int kPageStep = 8;    // a further page of a list
// A home page's menu leads to most of these; with fewer, a site map is what is left.
constexpr std::size_t kFewColumns = 4;
constexpr std::size_t kLongestSubcolumn = 8;

struct Weight {
  Column column;
  int score;  // of a link that surely leads there
  int again;  // what each further link of the same page to the same column costs
  store::UrlKind kind;
  PageRole role;
};
constexpr auto kList = store::UrlKind::list;
constexpr auto kDetail = store::UrlKind::detail;
// Pages of kind list are fetched with every run, since they tell of what is new; the others when they are due.
constexpr std::array kWeights = {
    Weight{Column::procurement, 96, 2, kList, PageRole::list},
    Weight{Column::information_department, 92, 6, kDetail, PageRole::automatic},
    Weight{Column::introduction, 90, 6, kDetail, PageRole::hospital},
    Weight{Column::departments, 86, 6, kDetail, PageRole::hospital},
    Weight{Column::leadership, 82, 6, kDetail, PageRole::automatic},
    Weight{Column::disclosure, 80, 4, kList, PageRole::automatic},
    Weight{Column::administration, 78, 4, kList, PageRole::automatic},
    Weight{Column::contact, 76, 8, kDetail, PageRole::hospital},
    Weight{Column::announcements, 74, 4, kList, PageRole::list},
    Weight{Column::news, 72, 8, kList, PageRole::list},
    Weight{Column::site_map, 40, 8, kList, PageRole::automatic},
    Weight{Column::entrance, 94, 8, kList, PageRole::automatic},
};
constexpr int kNeededSiteMap = 95;

const Weight* weight_of(Column column) {
  const auto* found = std::find_if(kWeights.begin(), kWeights.end(),
                                   [&](const Weight& each) { return each.column == column; });
  return found == kWeights.end() ? nullptr : &*found;
}

bool is_wanted(Column column) {
  return column != Column::none && column != Column::site_map && column != Column::entrance;
}

int cost_of(Place place) {
  switch (place) {
    case Place::navigation:
      return 0;
    case Place::side:
    case Place::script:
      return 1;
    case Place::main:
      return 3;
    case Place::breadcrumb:
      return 8;
    case Place::footer:
      return 6;
  }
  return 0;
}

// Pages for telephones, and in other languages: the same again.
bool is_other_edition(const crawler::Url& url) {
  for (const std::string_view host : {"m.", "wap.", "mobile.", "en.", "english.", "3g."})
    if (url.host().starts_with(host)) return true;
  const std::string path = url.path().substr(0, 9);
  for (const std::string_view folder : {"/en/", "/english/", "/m/", "/wap/", "/mobile/"})
    if (path.starts_with(folder)) return true;
  return false;
}

std::string_view folder_of(const crawler::Url& url) {
  return std::string_view(url.path()).substr(0, url.path().rfind('/') + 1);
}

class Following {
 public:
  Following(const Source& source, const crawler::AllowedHosts& hosts, const store::UrlTask& task,
            const Page& page)
      : source_(source),
        hosts_(hosts),
        task_(task),
        state_(focus_state(task.focus)),
        home_(task.focus.empty() || state_.column == Column::none),
        page_(crawler::parse_url(page.url)),
        links_(parsers::read_site_links(page.body, header_value(page.headers, "Content-Type"), page.url)) {}

  void run(const std::optional<ListPage>& list, PageYield& yield) {
    if (!page_) return;
    if (list && lists_items()) add_items(*list);
    add_columns();
    add_parts(list.has_value());
    for (auto& [url, link] : best_) found_.push_back(std::move(link));
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    if (found_.size() > kMostLinks) found_.resize(kMostLinks);
    yield.links = std::move(found_);
    if (list && lists_items()) yield.next_page = next_page(*list);
  }

 private:
  bool lists_items() const {
    return state_.column == Column::procurement || state_.column == Column::announcements ||
           state_.column == Column::disclosure || state_.column == Column::news;
  }

  store::UrlTask to(std::string url, const FocusState& state, int score) const {
    store::UrlTask link;
    link.source_id = task_.source_id;
    link.url = std::move(url);
    link.parent_url = task_.url;
    link.focus = to_string(state);
    link.score = std::clamp(score, 0, 100);
    return link;
  }

  // The canonical URL of a link that may be followed; empty of any other.
  std::optional<std::string> followed(const std::string& url) const {
    auto canonical = crawler::canonical_url(url);
    if (!canonical || *canonical == task_.url) return std::nullopt;
    const auto parsed = crawler::parse_url(*canonical);
    if (!parsed || !hosts_.contains(*parsed)) return std::nullopt;
    if (is_other_edition(*parsed) && !is_other_edition(*page_)) return std::nullopt;
    return canonical;
  }

  void add(store::UrlTask link) {
    if (link.score < kWorth) return;
    const auto known = best_.find(link.url);
    if (known == best_.end())
      best_.emplace(link.url, std::move(link));
    else if (link.score > known->second.score)
      known->second = std::move(link);
  }

  void add_items(const ListPage& list) {
    int number = 0;
    for (const ListItem& item : list.items) {
      const int down = number++ / kItemsAStep;
      auto url = followed(item.url);
      if (!url) continue;
      const bool purchases = state_.column == Column::procurement;
      if (purchases && item.published_at.empty() && parsers::length_of(item.title) <= kLongestSubcolumn &&
          !parsers::is_aside(item.title)) {
        add_column(std::move(*url), Column::procurement, 80);
        continue;
      }
      const Subject subject = parsers::subject_of(item.title);
      int score = 0;
      if (subject == Subject::procurement)
        score = kPurchase - down;
      else if (purchases)
        score = (parsers::is_aside(item.title) ? kAsideOfPurchases : kOtherOfPurchases) - down;
      else if (subject == Subject::systems)
        score = kSystems - down;
      items_.insert(*url);
      auto link = to(std::move(*url), {state_.column, state_.depth, true}, score);
      link.role = subject == Subject::procurement || purchases ? source_.detail_role : PageRole::automatic;
      link.hint_title = item.title;
      link.hint_published_at = item.published_at;
      add(std::move(link));
    }
  }

  // What is in a part of this column's folder and has a name of its own: 货物类, 结果公示.
  bool is_part(const SiteLink& link, const crawler::Url& url) const {
    if (state_.column != Column::procurement || link.title || link.label.empty()) return false;
    if (parsers::is_aside(link.label) || link.column != Column::none) return false;
    const auto folder = folder_of(*page_);
    return folder.size() > 1 && url.host() == page_->host() && url.path().starts_with(folder) &&
           url.path() != folder && !parsers::ends_in_number(url.path());
  }

  bool user_wants(const SiteLink& link) const {
    return std::any_of(source_.focus.words.begin(), source_.focus.words.end(), [&](const std::string& word) {
      return !word.empty() && link.label.find(word) != std::string::npos;
    });
  }

  void add_column(std::string url, Column column, int score) {
    const Weight* weight = weight_of(column);
    const int depth = state_.depth + (column == Column::entrance ? 0 : 1);
    if (weight == nullptr || depth > source_.focus.max_depth) return;
    const Column as = column == Column::entrance || column == Column::site_map ? Column::none : column;
    auto link = to(std::move(url), {as, depth, false}, score - kDeeper * (depth - 1));
    link.kind = weight->kind;
    link.role = weight->role;
    add(std::move(link));
  }

  void add_columns() {
    std::set<Column> columns;
    for (const SiteLink& link : links_.links)
      if (is_wanted(link.column)) columns.insert(link.column);
    const bool few = columns.size() < kFewColumns;

    struct Way {
      std::string url;
      Column column;
      int score;
    };
    std::vector<Way> ways;
    for (const SiteLink& link : links_.links) {
      const bool needed = few && link.column == Column::site_map;
      if (link.column == Column::entrance && (!few || !home_)) continue;
      auto url = followed(link.url);
      if (!url || items_.contains(*url)) continue;
      const auto parsed = crawler::parse_url(*url);
      const int costs = cost_of(link.place) + (parsed->host() == page_->host() ? 0 : 5);
      if (const Weight* weight = weight_of(link.column)) {
        const int score = needed ? kNeededSiteMap : weight->score * link.sureness / 100;
        ways.push_back({std::move(*url), link.column, score - costs});
      } else if (is_part(link, *parsed)) {
        ways.push_back({std::move(*url), Column::procurement, 80 - costs});
      } else if (user_wants(link)) {
        if (state_.depth >= source_.focus.max_depth) continue;
        add(to(std::move(*url), {Column::none, state_.depth + 1, false}, kUserWord - costs));
      } else if (link.title) {
        add_title(link, std::move(*url));
      }
    }
    std::stable_sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.score > b.score; });
    std::map<Column, int> before;
    for (Way& way : ways) {
      const int again = before[way.column]++;
      add_column(std::move(way.url), way.column, way.score - again * weight_of(way.column)->again);
    }
  }

  // A title that stands on a page that isn't its column's list: a home page shows the newest.
  void add_title(const SiteLink& link, std::string url) {
    const Subject subject = parsers::subject_of(link.label);
    if (subject == Subject::other || link.place != Place::main) return;
    const bool purchase = subject == Subject::procurement;
    auto item = to(std::move(url), {purchase ? Column::procurement : Column::news, state_.depth, true},
                   purchase ? kPurchase - 2 : kSystems);
    item.role = purchase ? source_.detail_role : PageRole::automatic;
    add(std::move(item));
  }

  // The pages that this one is put together from, and the one that it sends its reader to: both stand for it.
  void add_parts(bool has_list) {
    const bool empty_column = !home_ && !has_list && (lists_items() || links_.links.empty());
    const std::size_t wanted =
        static_cast<std::size_t>(std::count_if(links_.links.begin(), links_.links.end(),
                                               [](const SiteLink& link) { return is_wanted(link.column); }));
    std::vector<std::string> parts;
    if (empty_column || (home_ && wanted < kFewColumns)) parts = links_.frames;
    if (!links_.moves_to.empty()) parts.push_back(links_.moves_to);
    for (const std::string& part : parts) {
      auto url = followed(part);
      if (!url) continue;
      auto link = to(std::move(*url), state_, kFrame - kDeeper * state_.depth);
      link.kind = task_.kind == kDetail ? kDetail : kList;
      link.role = home_ ? PageRole::automatic : task_.role;
      add(std::move(link));
    }
  }

  std::optional<store::UrlTask> next_page(const ListPage& list) const {
    if (list.next.empty() || list.items.empty()) return std::nullopt;
    auto url = followed(list.next);
    if (!url) return std::nullopt;
    const int first = state_.column == Column::procurement ? 64 : state_.column == Column::news ? 40 : 50;
    const int score = first - kPageStep * task_.page_number;
    if (score < kWorth) return std::nullopt;
    auto next = to(std::move(*url), state_, score);
    next.kind = kList;
    next.role = PageRole::list;
    next.page_number = task_.page_number + 1;
    return next;
  }

  const Source& source_;
  const crawler::AllowedHosts& hosts_;
  const store::UrlTask& task_;
  const FocusState state_;
  const bool home_;
  const std::optional<crawler::Url> page_;
  const parsers::SiteLinks links_;
  std::map<std::string, store::UrlTask> best_;  // by URL
  std::set<std::string> items_;
  std::vector<store::UrlTask> found_;
};

}  // namespace

std::string to_string(const FocusState& state) {
  return std::string(parsers::to_string(state.column)) + " " + std::to_string(state.depth) +
         (state.item ? " item" : "");
}

FocusState focus_state(std::string_view text) {
  FocusState state;
  const std::size_t space = text.find(' ');
  if (space == text.npos) return state;
  state.column = parsers::column_from_string(text.substr(0, space));
  const std::string_view rest = text.substr(space + 1);
  std::from_chars(rest.data(), rest.data() + rest.size(), state.depth);
  state.item = rest.ends_with(" item");
  return state;
}

bool is_focused(const Source& source, const store::UrlTask& task) {
  if (source.focus.max_pages == 0 || task.kind == store::UrlKind::attachment) return false;
  if (task.kind == store::UrlKind::body) return false;
  return !task.focus.empty() || (task.kind == store::UrlKind::start && task.role != PageRole::list);
}

void follow_page(const Source& source, const crawler::AllowedHosts& hosts, const store::UrlTask& task,
                 const Page& page, parsers::ParsedPage& parsed, PageYield& yield) {
  const FocusState state = focus_state(task.focus);
  if (state.item) {
    // News that name a system and a hospital read like a notice; nobody announced one.
    const bool news = task.role == PageRole::automatic && state.column != Column::procurement;
    if (news) parsed.notice.reset();
    if (parsed.list || (news && !parsed.hospital && parsed.rated.empty())) parsed.reject_reason = "no_fields";
  } else {
    Following(source, hosts, task, page).run(parsed.list, yield);
    parsed.body_url.clear();
    // Menus and lists say nothing themselves, and of whom a department consists nobody asks.
    if (task.role != PageRole::hospital &&
        (!yield.links.empty() || state.column == Column::information_department ||
         state.column == Column::leadership))
      parsed.reject_reason.clear();
  }
  parsed.list.reset();
}

std::vector<store::UrlTask> focused_addresses(const store::UrlTask& sitemap,
                                              const std::vector<std::string>& urls) {
  std::vector<store::UrlTask> found;
  std::map<Column, int> before;
  for (const std::string& url : urls) {
    const auto guess = parsers::column_of_address(url);
    const Weight* weight = weight_of(guess.column);
    if (weight == nullptr) continue;
    const bool item = parsers::ends_in_number(url);
    if (item && guess.column != Column::procurement) continue;
    store::UrlTask link;
    link.source_id = sitemap.source_id;
    link.url = url;
    link.parent_url = sitemap.url;
    link.focus = to_string(FocusState{guess.column, 1, item});
    const int again = std::min(before[guess.column]++ / (item ? kItemsAStep : 1), 20);
    link.score = item ? kOtherOfPurchases - again : weight->score * guess.sureness / 100 - again;
    link.kind = item ? kDetail : weight->kind;
    link.role = item ? PageRole::automatic : weight->role;
    if (link.score >= kWorth) found.push_back(std::move(link));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  if (found.size() > kMostAddresses) found.resize(kMostAddresses);
  return found;
}

}  // namespace tenderlead::app
