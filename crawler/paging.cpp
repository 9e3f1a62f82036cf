#include "crawler/paging.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "crawler/list_template.h"
#include "crawler/url.h"

namespace tenderlead::crawler {

namespace {

// Stand before the digest in ListProgress::page: one for each page in a row whose links had all been listed already, and
// for each that had none.
constexpr char kAgain = '=', kEmpty = '~';
// So many pages' worth of items may come at the top while a list is read.
constexpr std::size_t kMostRepeated = 5;
// So many empty pages in a row may each name the next.
constexpr std::size_t kMostEmpty = 2;

// The template of a start request's page: the pattern for the later pages of url_pattern, else the start itself.
std::optional<std::string> url_template(const Source& source, const RequestTemplate& start, int page_number) {
  if (source.paging.kind != PagingKind::url_pattern || page_number == 0) return marked(start.url);
  return resolve(marked(source.paging.pattern), marked(start.url));
}

ListValues values_of(const Paging& paging, int page_number, std::string from, std::string to) {
  // A pattern makes the pages after the first one; a variable in the start request makes the first one as well.
  const long long page = paging.kind == PagingKind::url_pattern
                             ? static_cast<long long>(paging.first) + page_number - 1
                             : static_cast<long long>(paging.first) + page_number;
  return {std::to_string(page), std::to_string(static_cast<long long>(paging.page_size) * page_number),
          std::move(from), std::move(to), ""};
}

std::optional<Task> list_task(const Source& source, const RequestTemplate& start, int page_number, int window,
                              const ListValues& values) {
  const auto url = url_template(source, start, page_number);
  if (!url) return std::nullopt;
  auto canonical = filled_url(*url, values);
  if (!canonical) return std::nullopt;
  Task task;
  task.source_id = source.id;
  task.kind = page_number == 0 && window == 0 ? TaskKind::start : TaskKind::list;
  task.role = start.role;
  task.url = std::move(*canonical);
  task.method = start.method;
  task.body = filled_body(start.body, values);
  task.headers = start.headers;
  task.page_number = page_number;
  task.window = window;
  return task;
}

// Where pages name their successor themselves, a page's URL doesn't tell its window any more; so there all windows
// start at once, and elsewhere one after the other, so that what was seen can end them.
bool windows_start_together(const Paging& paging) {
  return paging.window_days > 0 && paging.kind == PagingKind::next_link;
}

// Stable over runs and days: of the request as it is configured (FNV-1a, 64 bits).
std::string list_key(const Source& source, const RequestTemplate& start, int window) {
  std::uint64_t hash = 14695981039346656037u;
  const auto add = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    hash = (hash ^ 0xffu) * 1099511628211u;
  };
  add(start.method);
  add(start.url);
  add(start.body);
  if (windows_start_together(source.paging)) add(std::to_string(window));
  static constexpr char kHex[] = "0123456789abcdef";
  std::string key;
  for (int shift = 60; shift >= 0; shift -= 4) key += kHex[(hash >> shift) & 15];
  return key;
}

// The start request that `current` descends from, with its days.
struct Origin {
  const RequestTemplate* start;
  ListValues values;
};

std::optional<Origin> origin_of(const Source& source, const Task& current, const ListProgress& progress) {
  for (const auto& start : source.start) {
    if (progress.list.empty() || list_key(source, start, current.window) != progress.list) continue;
    ListValues values;
    values.from = progress.from;
    values.to = progress.to;
    return Origin{&start, std::move(values)};
  }
  if (source.paging.kind == PagingKind::next_link) return std::nullopt;
  for (const auto& start : source.start) {
    if (start.method != current.method) continue;
    const auto url = url_template(source, start, current.page_number);
    const auto canonical = url ? canonical_url(*url) : std::nullopt;
    if (!canonical) continue;
    auto values = read_values(*canonical, current.url);
    if (values) values = read_values(marked(start.body), current.body, std::move(*values));
    if (values) return Origin{&start, std::move(*values)};
  }
  return std::nullopt;
}

bool has_variable(const Source& source, const RequestTemplate& start, std::string_view name) {
  return start.url.find(name) != std::string::npos || start.body.find(name) != std::string::npos ||
         (source.paging.kind == PagingKind::url_pattern &&
          source.paging.pattern.find(name) != std::string::npos);
}

// The first and the last day of a window of `days` days that ends with the day `last_day` (since 1970-01-01).
std::pair<std::string, std::string> window_ending(std::int64_t last_day, int days) {
  return {to_string(date_from_days(last_day - days + 1)), to_string(date_from_days(last_day))};
}

std::optional<std::int64_t> day_of(const std::string& iso) {
  const auto date = date_from_iso(iso);
  if (!date) return std::nullopt;
  return days_from_date(*date);
}

bool at_last_page(const Source& source, const Task& current) {
  return current.page_number + 1 >= source.politeness.max_list_pages;
}

// The page that `current` itself names.
std::optional<Task> linked_page(const Task& current, const std::string& next_url) {
  auto url = canonical_url(next_url);
  if (!url || *url == current.url) return std::nullopt;
  Task task = current;
  task.id = 0;
  task.kind = TaskKind::list;
  task.url = std::move(*url);
  task.method = "GET";
  task.body.clear();
  task.page_number = current.page_number + 1;
  task.parent_url = current.url;
  task.etag = task.last_modified = task.digest = "";
  task.attempts = 0;
  return task;
}

// The next page of the window that `current` belongs to.
std::optional<Task> next_in_window(const Source& source, const Task& current, const ListStats& stats,
                                   const std::optional<Origin>& origin) {
  const Paging& paging = source.paging;
  if (paging.kind == PagingKind::none || at_last_page(source, current)) return std::nullopt;
  if (paging.kind == PagingKind::next_link) return linked_page(current, stats.next_url);
  if (!origin) return std::nullopt;
  const bool by_cursor = paging.kind == PagingKind::cursor;
  const std::string_view turning = by_cursor                           ? "{cursor}"
                                   : paging.kind == PagingKind::offset ? "{offset}"
                                                                       : "{page}";
  if (!has_variable(source, *origin->start, turning) || (by_cursor && stats.cursor.empty()))
    return std::nullopt;
  const int page = current.page_number + 1;
  ListValues values = values_of(paging, page, origin->values.from, origin->values.to);
  values.cursor = stats.cursor;
  auto task = list_task(source, *origin->start, page, current.window, values);
  if (!task || (task->url == current.url && task->body == current.body)) return std::nullopt;
  task->parent_url = current.url;
  return task;
}

// The first page of other days of the same list, with its progress.
ListStep first_page(const Source& source, const Task& current, const Origin& origin, ListStep step,
                    std::int64_t from, std::int64_t to, int window) {
  ListProgress& progress = step.progress;
  progress.from = to_string(date_from_days(from));
  progress.to = to_string(date_from_days(to));
  progress.window_items = 0;
  progress.stated = -1;
  progress.page.clear();
  step.task =
      list_task(source, *origin.start, 0, window, values_of(source.paging, 0, progress.from, progress.to));
  if (step.task) {
    step.task->kind = TaskKind::list;
    step.task->parent_url = current.url;
  }
  return step;
}

// Whether what a query for these days gives at most is reached with this page.
bool reaches_cap(const Paging& paging, const ListStats& stats, std::int64_t items) {
  return paging.max_results > 0 && paging.window_days > 0 && stats.items > 0 &&
         stats.total.value_or(items) >= paging.max_results;
}

// A page among those before it.
struct Pages {
  Pages(const ListProgress& progress, const ListStats& stats) {
    const auto marks = std::min(progress.page.find_first_not_of({kAgain, kEmpty}), progress.page.size());
    const auto before = std::string_view(progress.page).substr(marks);
    empty = static_cast<std::size_t>(std::count(progress.page.begin(), progress.page.end(), kEmpty));
    repeated = static_cast<std::size_t>(std::count(progress.page.begin(), progress.page.end(), kAgain));
    if (stats.items == 0) {
      ++empty;
      page = before;
      return;
    }
    empty = 0;
    same = !stats.page.empty() && stats.page == before;
    repeated = same || stats.repeated >= stats.items ? repeated + 1 : 0;
    page = stats.page;
  }

  std::string remembered() const { return std::string(empty, kEmpty) + std::string(repeated, kAgain) + page; }
  // Where items came at the top meanwhile, the next pages are those before again, and one may be the very same; a
  // server that repeats its last page does it again.
  bool repeat() const { return same ? repeated > 1 : repeated > kMostRepeated; }

  std::size_t empty = 0;     // in a row, with this one
  std::size_t repeated = 0;  // in a row, empty ones aside
  bool same = false;         // as the one before
  std::string page;          // digest of the last one that had items
};

// The older part of a window that was cut, or the next older window.
ListStep older_days(const Source& source, const Task& current, const std::optional<Origin>& origin,
                    ListStep step) {
  const Paging& paging = source.paging;
  if (!origin || paging.window_days <= 0) return step;
  const ListProgress& progress = step.progress;
  const auto from = day_of(progress.from), window_from = day_of(progress.window_from);
  if (from && window_from && *from > *window_from) {
    ++step.progress.slice;
    return first_page(source, current, *origin, std::move(step), *window_from, *from - 1, current.window);
  }
  if (windows_start_together(paging) || current.window + 1 >= paging.windows) return step;
  // The older window ends the day before this one begins; a template with {to} alone says when that is as well.
  std::optional<std::int64_t> last_day;
  if (from)
    last_day = *from - 1;
  else if (const auto to = day_of(progress.to))
    last_day = *to - paging.window_days;
  if (!last_day) return step;
  const std::int64_t first_day = *last_day - paging.window_days + 1;
  step.progress.slice = 0;
  step.progress.window_from = to_string(date_from_days(first_day));
  return first_page(source, current, *origin, std::move(step), first_day, *last_day, current.window + 1);
}

}  // namespace

bool lacks_items(const ListProgress& progress, bool whole) {
  constexpr std::int64_t kFew = 3;  // that may have gone meanwhile
  if (whole) return progress.window_items + kFew < progress.stated;
  // New ones too: lists of the newest hundred lose as many as come.
  return std::max(progress.passed, progress.window_items) + kFew < progress.deep;
}

std::vector<ListStart> list_starts(const Source& source, Date today) {
  std::vector<ListStart> starts;
  const int days = std::max(source.paging.window_days, 1);
  const int windows = windows_start_together(source.paging) ? std::max(source.paging.windows, 1) : 1;
  for (const auto& start : source.start) {
    for (int window = 0; window < windows; ++window) {
      auto [from, to] = window_ending(days_from_date(today) - static_cast<std::int64_t>(window) * days, days);
      ListProgress progress;
      progress.list = list_key(source, start, window);
      progress.from = progress.window_from = from;
      progress.to = to;
      const ListValues values = values_of(source.paging, 0, std::move(from), std::move(to));
      if (auto task = list_task(source, start, 0, window, values))
        starts.push_back({std::move(*task), std::move(progress)});
    }
  }
  for (const auto& sitemap : source.sitemaps) {
    auto url = canonical_url(sitemap);
    if (!url) continue;
    Task task;
    task.source_id = source.id;
    task.kind = TaskKind::sitemap;
    task.role = source.sitemap_role;
    task.url = std::move(*url);
    starts.push_back({std::move(task), {}});
  }
  return starts;
}

std::vector<Task> start_tasks(const Source& source, Date today) {
  std::vector<Task> tasks;
  for (auto& start : list_starts(source, today)) tasks.push_back(std::move(start.task));
  return tasks;
}

ListStep next_list_task(const Source& source, const Task& current, const ListProgress& progress,
                        const ListStats& stats, bool full) {
  const Paging& paging = source.paging;
  const auto origin = origin_of(source, current, progress);
  ListStep step;
  step.progress = progress;
  ListProgress& after = step.progress;
  after.items += static_cast<std::int64_t>(stats.items);
  after.passed += static_cast<std::int64_t>(stats.items - stats.repeated - stats.fresh);
  after.known = stats.known;
  after.page = stats.page;
  after.window_items += static_cast<std::int64_t>(stats.items - stats.repeated);
  after.stated = std::max(after.stated, stats.total.value_or(-1));
  if (after.from.empty() && origin) {
    after.from = origin->values.from;
    after.to = origin->values.to;
  }
  if (after.window_from.empty()) after.window_from = after.from;

  const bool whole = full || progress.whole || !paging.stop_at_seen;
  if (!whole && stats.items > 0 && after.known >= paging.overlap && after.passed >= progress.deep) {
    step.end = ListStep::End::seen;
    return step;
  }
  if (reaches_cap(paging, stats, after.window_items)) {
    const auto from = day_of(after.from), to = day_of(after.to);
    const bool by_days = origin && from && to && has_variable(source, *origin->start, "{from}") &&
                         has_variable(source, *origin->start, "{to}");
    if (by_days && *from < *to) {
      step.halved = true;
      // Its items come again.
      after.items = progress.items;
      after.passed = progress.passed;
      after.known = progress.known;
      ++after.slice;
      return first_page(source, current, *origin, std::move(step), *from + (*to - *from + 1) / 2, *to,
                        current.window);
    }
    step.capped = current.page_number == 0 || (!stats.total && progress.window_items < paging.max_results);
  }
  const Pages pages(progress, stats);
  after.page = pages.remembered();
  const bool lacks = lacks_items(after, whole);
  const bool leads_on = paging.kind == PagingKind::next_link || paging.kind == PagingKind::cursor;
  const bool over = stats.items == 0 ? pages.empty > (leads_on ? kMostEmpty : lacks ? 1 : 0) : pages.repeat();
  if (!over) {
    step.task = next_in_window(source, current, stats, origin);
    if (step.task) return step;
  }
  const bool cut =
      !over && stats.items > 0 && paging.kind != PagingKind::none && at_last_page(source, current);
  step.end = cut ? ListStep::End::cut : ListStep::End::ended;
  step = older_days(source, current, origin, std::move(step));
  const bool grew = whole && stats.items > 0 && !pages.same;
  step.early = !step.task && (stats.items == 0 || over) && (lacks || grew);
  return step;
}

}  // namespace tenderlead::crawler
