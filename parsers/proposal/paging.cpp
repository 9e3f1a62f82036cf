#include "parsers/proposal/paging.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "parsers/link.h"

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kPageVariable = "{page}";
constexpr std::size_t kMostDigits = 5;
// The second page's number: index_1 counts from 0, page=2 from 1.
constexpr int kSecond = 2;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A number in an address.
struct Number {
  std::size_t begin = 0;
  std::size_t end = 0;
  int value = 0;
};

std::vector<Number> numbers_of(std::string_view url) {
  std::vector<Number> numbers;
  const std::size_t host = url.find("://");
  std::size_t at = host == std::string_view::npos ? 0 : std::min(url.find('/', host + 3), url.size());
  while (at < url.size()) {
    if (!is_digit(url[at])) {
      ++at;
      continue;
    }
    Number number{at, at, 0};
    while (number.end < url.size() && is_digit(url[number.end])) ++number.end;
    at = number.end;
    // 02 isn't what a counter writes, and an escape (%20) isn't a number.
    const bool counted =
        number.end - number.begin <= kMostDigits && url[number.begin] != '0' && url[number.begin - 1] != '%';
    if (!counted) continue;
    std::from_chars(url.data() + number.begin, url.data() + number.end, number.value);
    numbers.push_back(number);
  }
  return numbers;
}

std::string with(std::string_view url, const Number& number, std::string_view value) {
  return std::string(url.substr(0, number.begin)) + std::string(value) + std::string(url.substr(number.end));
}

std::string_view folder_of(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  return path.substr(0, path.rfind('/') + 1);
}

std::vector<std::string_view> parameters_of(std::string_view url) {
  std::vector<std::string_view> parameters;
  const std::size_t question = url.find('?');
  if (question == std::string_view::npos) return parameters;
  url.remove_prefix(question + 1);
  while (!url.empty()) {
    const std::size_t end = std::min(url.find('&'), url.size());
    if (end > 0) parameters.push_back(url.substr(0, end));
    url.remove_prefix(std::min(end + 1, url.size()));
  }
  return parameters;
}

// The first page without a number: index.htm before index_1.htm, and the folder itself before any of its pages.
bool names_without(std::string_view first, std::string_view next, const Number& number) {
  if (number.value > kSecond) return false;
  const std::size_t question = next.find('?');
  if (question != std::string_view::npos && number.begin > question) return false;
  std::size_t begin = number.begin;
  if (begin > 0 && (next[begin - 1] == '_' || next[begin - 1] == '-')) --begin;
  if (std::string(next.substr(0, begin)) + std::string(next.substr(number.end)) == first) return true;
  return first == folder_of(next) && begin >= first.size();
}

// The first page's query has no number yet, or the one before; the other parameters are the same in any order.
bool parameter_counts_on(std::string_view first, std::string_view next, const Number& number) {
  const std::size_t question = next.find('?');
  if (question == std::string_view::npos || number.begin < question) return false;
  if (first.substr(0, first.find('?')) != next.substr(0, question)) return false;
  std::size_t begin = next.rfind('&', number.begin);
  begin = begin == std::string_view::npos || begin < question ? question + 1 : begin + 1;
  const std::size_t end = std::min(next.find('&', number.end), next.size());
  const std::string_view counter = next.substr(begin, number.begin - begin);  // "page="
  if (counter.empty() || counter.back() != '=' || end != number.end) return false;
  std::vector<std::string_view> rest = parameters_of(next);
  std::vector<std::string_view> own = parameters_of(first);
  std::erase_if(rest, [&](std::string_view one) { return one.substr(0, counter.size()) == counter; });
  bool before = number.value <= kSecond;
  std::erase_if(own, [&](std::string_view one) {
    if (one.substr(0, counter.size()) != counter) return false;
    before = one.substr(counter.size()) == std::to_string(number.value - 1);
    return true;
  });
  std::sort(rest.begin(), rest.end());
  std::sort(own.begin(), own.end());
  return before && rest == own;
}

bool follows(std::string_view first, std::string_view next, const Number& number) {
  return with(next, number, std::to_string(number.value - 1)) == first ||
         names_without(first, next, number) || parameter_counts_on(first, next, number);
}

// Whether the numbered links fit: one of them has the pattern, or there are none to ask.
bool is_borne_out(std::string_view next, const Number& number, const std::vector<std::string>& numbered) {
  const std::string_view head = next.substr(0, number.begin);
  const std::string_view tail = next.substr(number.end);
  std::size_t others = 0;
  for (const std::string& link : numbered) {
    if (link == next) continue;
    ++others;
    if (link.size() <= head.size() + tail.size() || link.compare(0, head.size(), head) != 0 ||
        link.compare(link.size() - tail.size(), tail.size(), tail) != 0)
      continue;
    const std::string_view middle =
        std::string_view(link).substr(head.size(), link.size() - head.size() - tail.size());
    if (std::all_of(middle.begin(), middle.end(), is_digit)) return true;
  }
  return others == 0;
}

// As short as it can be said relative to the first page.
std::string relative_pattern(std::string_view first, std::string_view pattern) {
  const std::string_view folder = folder_of(first);
  if (pattern.substr(0, folder.size()) == folder) {
    const std::string_view rest = pattern.substr(folder.size());
    // "a:b" would read as a scheme.
    if (!rest.empty() && rest.substr(0, rest.find('/')).find(':') == std::string_view::npos)
      return std::string(rest);
  }
  const std::size_t scheme = first.find("://");
  const std::size_t root = scheme == std::string_view::npos ? scheme : first.find('/', scheme + 3);
  if (root != std::string_view::npos && pattern.substr(0, root + 1) == first.substr(0, root + 1))
    return std::string(pattern.substr(root));
  return std::string(pattern);
}

}  // namespace

PagingProposal propose_paging(std::string_view address, const Pager& pager) {
  PagingProposal proposal;
  const std::string url = resolve_link(address, address);
  proposal.next = pager.next;
  if (pager.next.empty()) {
    proposal.call = pager.call;
    if (!pager.call.empty())
      proposal.reason = PagingReason::scripted;
    else
      proposal.paging.kind = PagingKind::next_link;  // a list of one page may grow
    return proposal;
  }
  std::vector<Number> numbers = numbers_of(pager.next);
  std::reverse(numbers.begin(), numbers.end());  // counters stand at the end
  for (const Number& number : numbers) {
    if (!follows(url, pager.next, number)) continue;
    if (!pager.scripted && !is_borne_out(pager.next, number, pager.numbered)) continue;
    proposal.reason = PagingReason::pattern;
    proposal.paging.kind = PagingKind::url_pattern;
    proposal.paging.first = number.value;
    proposal.paging.pattern = relative_pattern(url, with(pager.next, number, kPageVariable));
    if (with(pager.next, number, std::to_string(number.value - 1)) == url) proposal.page = number.value - 1;
    return proposal;
  }
  proposal.reason = PagingReason::next_link;
  proposal.paging.kind = PagingKind::next_link;
  return proposal;
}

}  // namespace tenderlead::parsers
