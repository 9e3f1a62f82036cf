#include "crawler/paging.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "crawler/url.h"

namespace tenderlead::crawler {

namespace {

// What the variables of a URL template (RFC 6570 speaks so) stand for in one request.
struct Values {
  std::string page;
  std::string offset;
  std::string from;  // YYYY-MM-DD
  std::string to;
};

// A variable, the field it takes, and a stand-in for it: a word of digits that making a URL canonical leaves as it
// is and that no template holds by chance.
struct Variable {
  std::string_view name;
  std::string Values::*value;
  std::string_view mark;
};
constexpr std::array kVariables = {
    Variable{"{page}", &Values::page, "7003141592653589793001"},
    Variable{"{offset}", &Values::offset, "7003141592653589793002"},
    Variable{"{from}", &Values::from, "7003141592653589793003"},
    Variable{"{to}", &Values::to, "7003141592653589793004"},
};

constexpr std::size_t kIsoDateLength = 10;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

std::string filled(std::string text, const Values& values) {
  for (const auto& variable : kVariables)
    text = replaced(std::move(text), variable.name, values.*variable.value);
  return text;
}

std::string marked(std::string text) {
  for (const auto& variable : kVariables) text = replaced(std::move(text), variable.name, variable.mark);
  return text;
}

// Reads `text` by a marked template: the literal parts must be the same, a mark takes a number or a date. Nothing
// where it doesn't fit, or where one variable would have two values.
std::optional<Values> read_values(std::string_view pattern, std::string_view text, Values values = {}) {
  while (true) {
    const Variable* first = nullptr;
    std::size_t first_at = std::string_view::npos;
    for (const auto& variable : kVariables) {
      const auto at = pattern.find(variable.mark);
      if (at < first_at) {
        first = &variable;
        first_at = at;
      }
    }
    if (first == nullptr) return pattern == text ? std::optional(std::move(values)) : std::nullopt;
    if (text.substr(0, first_at) != pattern.substr(0, first_at)) return std::nullopt;
    pattern.remove_prefix(first_at + first->mark.size());
    text.remove_prefix(first_at);
    const bool is_date = first->value == &Values::from || first->value == &Values::to;
    const auto end = is_date ? (date_from_iso(text.substr(0, kIsoDateLength)) ? kIsoDateLength : 0)
                             : std::min(text.find_first_not_of("0123456789"), text.size());
    std::string& value = values.*first->value;
    if (end == 0 || (!value.empty() && value != text.substr(0, end))) return std::nullopt;
    value = text.substr(0, end);
    text.remove_prefix(end);
  }
}

// The template of a start request's page: the pattern for the later pages of url_pattern, else the start itself.
std::optional<std::string> url_template(const Source& source, const RequestTemplate& start, int page_number) {
  if (source.paging.kind != PagingKind::url_pattern || page_number == 0) return marked(start.url);
  return resolve(marked(source.paging.pattern), marked(start.url));
}

Values values_of(const Paging& paging, int page_number, std::string from, std::string to) {
  // A pattern makes the pages after the first one; a variable in the start request makes the first one as well.
  const long long page = paging.kind == PagingKind::url_pattern
                             ? static_cast<long long>(paging.first) + page_number - 1
                             : static_cast<long long>(paging.first) + page_number;
  return {std::to_string(page), std::to_string(static_cast<long long>(paging.page_size) * page_number),
          std::move(from), std::move(to)};
}

std::string unmarked(std::string text, const Values& values) {
  for (const auto& variable : kVariables)
    text = replaced(std::move(text), variable.mark, values.*variable.value);
  return text;
}

std::optional<Task> list_task(const Source& source, const RequestTemplate& start, int page_number, int window,
                              const Values& values) {
  const auto url = url_template(source, start, page_number);
  if (!url) return std::nullopt;
  auto canonical = canonical_url(unmarked(*url, values));
  if (!canonical) return std::nullopt;
  Task task;
  task.source_id = source.id;
  task.kind = page_number == 0 && window == 0 ? TaskKind::start : TaskKind::list;
  task.role = start.role;
  task.url = std::move(*canonical);
  task.method = start.method;
  task.body = filled(start.body, values);
  task.headers = start.headers;
  task.page_number = page_number;
  task.window = window;
  return task;
}

// The start request that `current` descends from, with the window's days as its URL or body states them.
struct Origin {
  const RequestTemplate* start;
  Values values;
};

std::optional<Origin> origin_of(const Source& source, const Task& current) {
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

// The next page of the window that `current` belongs to.
std::optional<Task> next_in_window(const Source& source, const Task& current, const ListStats& stats,
                                   const std::optional<Origin>& origin) {
  const Paging& paging = source.paging;
  if (paging.kind == PagingKind::none || stats.items == 0) return std::nullopt;
  if (current.page_number + 1 >= source.politeness.max_list_pages) return std::nullopt;
  if (paging.kind == PagingKind::next_link) {
    auto url = canonical_url(stats.next_url);
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
  if (!origin) return std::nullopt;
  const std::string_view turning = paging.kind == PagingKind::offset ? "{offset}" : "{page}";
  if (!has_variable(source, *origin->start, turning)) return std::nullopt;
  auto task = list_task(source, *origin->start, current.page_number + 1, current.window,
                        values_of(paging, current.page_number + 1, origin->values.from, origin->values.to));
  if (task) task->parent_url = current.url;
  return task;
}

// Where pages name their successor themselves, a page's URL doesn't tell its window any more; so there all windows
// start at once, and elsewhere one after the other, so that stop_at_seen can end them.
bool windows_start_together(const Paging& paging) {
  return paging.window_days > 0 && paging.kind == PagingKind::next_link;
}

std::optional<Task> next_window(const Source& source, const Task& current,
                                const std::optional<Origin>& origin) {
  const Paging& paging = source.paging;
  if (!origin || paging.window_days <= 0 || current.window + 1 >= paging.windows) return std::nullopt;
  // The older window ends the day before this one begins; a template with {to} alone says when that is as well.
  std::optional<std::int64_t> last_day;
  if (const auto from = date_from_iso(origin->values.from))
    last_day = days_from_date(*from) - 1;
  else if (const auto to = date_from_iso(origin->values.to))
    last_day = days_from_date(*to) - paging.window_days;
  if (!last_day) return std::nullopt;
  auto [from, to] = window_ending(*last_day, paging.window_days);
  auto task = list_task(source, *origin->start, 0, current.window + 1,
                        values_of(paging, 0, std::move(from), std::move(to)));
  if (task) task->parent_url = current.url;
  return task;
}

}  // namespace

std::vector<Task> start_tasks(const Source& source, Date today) {
  std::vector<Task> tasks;
  const int days = std::max(source.paging.window_days, 1);
  const int windows = windows_start_together(source.paging) ? std::max(source.paging.windows, 1) : 1;
  for (const auto& start : source.start) {
    for (int window = 0; window < windows; ++window) {
      auto [from, to] = window_ending(days_from_date(today) - static_cast<std::int64_t>(window) * days, days);
      const Values values = values_of(source.paging, 0, std::move(from), std::move(to));
      if (auto task = list_task(source, start, 0, window, values)) tasks.push_back(std::move(*task));
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
    tasks.push_back(std::move(task));
  }
  return tasks;
}

std::optional<Task> next_list_task(const Source& source, const Task& current, const ListStats& stats,
                                   bool full) {
  if (stats.items > 0 && stats.fresh == 0 && source.paging.stop_at_seen && !full) return std::nullopt;
  const bool links_on = source.paging.kind == PagingKind::next_link;
  const auto origin = links_on ? std::nullopt : origin_of(source, current);
  const bool repeats = stats.items > 0 && stats.repeated >= stats.items;
  if (!repeats)
    if (auto task = next_in_window(source, current, stats, origin)) return task;
  return next_window(source, current, origin);
}

}  // namespace tenderlead::crawler
