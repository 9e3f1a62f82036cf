#include "crawler/meta_refresh.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenderlead::crawler {
namespace {

constexpr std::size_t kMaxBody = 16u << 10;
constexpr std::size_t kMaxText = 600;  // bytes: some 200 Chinese characters
constexpr int kMaxSeconds = 10;

constexpr std::string_view kSpace = " \t\r\n\f";
// Elements whose content is no markup, or not for a reader with scripts; no element of these lies in itself.
constexpr std::string_view kSkipped[] = {"script",   "style",  "noscript", "title",
                                         "textarea", "iframe", "template", "noframes"};

bool is_space(char c) {
  return kSpace.find(c) != std::string_view::npos;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

bool is_word(std::string_view text, std::string_view word) {
  return text.size() == word.size() && starts_with_word(text, word);
}

std::string_view without_space(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kSpace), text.size()));
}

// The URL in content="3; url='there'", where it comes within kMaxSeconds.
std::string_view url_of_content(std::string_view content) {
  content = without_space(content);
  int seconds = 0;
  std::size_t at = 0;
  for (; at < content.size() && content[at] >= '0' && content[at] <= '9'; ++at)
    seconds = std::min(seconds * 10 + (content[at] - '0'), kMaxSeconds + 1);
  if (seconds > kMaxSeconds || at == content.size() || (at == 0 && content[0] != '.')) return {};
  while (at < content.size() && (content[at] == '.' || (content[at] >= '0' && content[at] <= '9'))) ++at;
  content.remove_prefix(at);
  if (content.empty() || (content[0] != ';' && content[0] != ',' && !is_space(content[0]))) return {};
  content = without_space(content);
  if (!content.empty() && (content[0] == ';' || content[0] == ','))
    content = without_space(content.substr(1));
  if (starts_with_word(content, "url")) {
    const auto rest = without_space(content.substr(3));
    if (rest.starts_with('=')) content = without_space(rest.substr(1));
  }
  if (content.starts_with('"') || content.starts_with('\'')) {
    const char quote = content[0];
    content.remove_prefix(1);
    content = content.substr(0, content.find(quote));
  }
  return content;
}

// The only entity that URLs are full of.
std::string with_ampersands(std::string_view text) {
  std::string out(text);
  for (auto at = out.find("&amp;"); at != std::string::npos; at = out.find("&amp;", at + 1))
    out.erase(at + 1, 4);
  return out;
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  void run() {
    while (at_ < html_.size()) {
      if (html_[at_] == '<' && at_ + 1 < html_.size() && markup()) continue;
      if (!is_space(html_[at_])) ++text_;
      ++at_;
    }
  }
  std::size_t text() const { return text_; }
  const std::string& target() const { return target_; }
  const std::string& base() const { return base_; }

 private:
  void skip_past(std::string_view end) {
    const auto found = html_.find(end, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  // False where the < is text.
  bool markup() {
    const char next = html_[at_ + 1];
    if (html_.substr(at_).starts_with("<!--")) {
      at_ += 2;  // <!--> is a whole comment
      skip_past("-->");
    } else if (next == '!' || next == '?' || next == '/') {
      skip_past(">");
    } else if (lower(next) >= 'a' && lower(next) <= 'z') {
      tag();
    } else {
      return false;
    }
    return true;
  }

  std::string_view token(std::string_view ends) {
    const auto begin = at_;
    at_ = std::min(html_.find_first_of(ends, at_), html_.size());
    return html_.substr(begin, at_ - begin);
  }

  void tag() {
    ++at_;
    const auto name = token(" \t\r\n\f/>");
    std::string_view equiv, content, href;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_space(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      const auto begin = at_;
      const auto attribute = token(" \t\r\n\f/>=");
      const auto value = attribute_value();
      if (is_word(attribute, "http-equiv")) equiv = value;
      if (is_word(attribute, "content")) content = value;
      if (is_word(attribute, "href")) href = value;
      if (at_ == begin) ++at_;
    }
    at_ = std::min(at_ + 1, html_.size());
    if (is_word(name, "meta") && is_word(equiv, "refresh") && target_.empty())
      target_ = with_ampersands(url_of_content(content));
    if (is_word(name, "base") && base_.empty()) base_ = with_ampersands(href);
    for (const auto skipped : kSkipped)
      if (is_word(name, skipped)) skip_element(skipped);
  }

  std::string_view attribute_value() {
    auto at = html_.find_first_not_of(kSpace, at_);
    if (at == std::string_view::npos || html_[at] != '=') return {};
    at_ = std::min(html_.find_first_not_of(kSpace, at + 1), html_.size());
    if (at_ == html_.size()) return {};
    const char quote = html_[at_];
    if (quote != '"' && quote != '\'') return token(" \t\r\n\f>");
    ++at_;
    const auto value = token(std::string_view(&quote, 1));
    at_ = std::min(at_ + 1, html_.size());
    return value;
  }

  void skip_element(std::string_view name) {
    for (; at_ < html_.size(); ++at_) {
      at_ = std::min(html_.find("</", at_), html_.size());
      if (at_ < html_.size() && starts_with_word(html_.substr(at_ + 2), name)) return;
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t text_ = 0;  // bytes of text, spaces aside
  std::string target_;
  std::string base_;
};

bool may_be_html(const Page& page) {
  const auto type = header_value(page.headers, "Content-Type");
  return type.empty() || starts_with_word(type, "text/html") ||
         starts_with_word(type, "application/xhtml+xml");
}

}  // namespace

std::optional<Url> refresh_target(const Page& page, const Url& url, bool reload) {
  const std::string_view body = page.body;
  // Nearly all pages end here: the word is written in one case or the other.
  if (body.size() > kMaxBody || !may_be_html(page)) return std::nullopt;
  if (body.find("efresh") == std::string_view::npos && body.find("EFRESH") == std::string_view::npos)
    return std::nullopt;
  Scanner scanner(body);
  scanner.run();
  if (scanner.target().empty() || scanner.text() > kMaxText) return std::nullopt;
  const auto base = scanner.base().empty() ? std::optional<Url>() : parse_url(scanner.base(), &url);
  auto target = parse_url(scanner.target(), base ? &*base : &url);
  if (!target) return std::nullopt;
  const bool itself = target->origin() == url.origin() && target->path_and_query() == url.path_and_query();
  return itself && !reload ? std::nullopt : target;
}

}  // namespace tenderlead::crawler
