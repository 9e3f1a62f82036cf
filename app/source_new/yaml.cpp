// A draft as a file for config/sources/.
#include <algorithm>
#include <chrono>
#include <sstream>

#include "app/source_new/draft.h"
#include "app/terminal_table.h"

namespace tenderlead::app {
namespace {

// A scalar that YAML reads back as it is: plain where nothing in it can be mistaken, in double quotes elsewhere.
std::string scalar(const std::string& raw) {
  const std::string text = printable(raw);
  const auto letter = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  };
  const auto plain = [&](char c) { return letter(c) || c == '_' || c == '-' || (c >= '0' && c <= '9'); };
  const bool word = !text.empty() && letter(text.front()) && std::all_of(text.begin(), text.end(), plain);
  const bool reserved = text == "true" || text == "false" || text == "null" || text == "yes" ||
                        text == "no" || text == "on" || text == "off" || text == "y" || text == "n";
  if (word && !reserved) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string flow_list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) {
    if (text.size() > 1) text += ", ";
    text += scalar(value);
  }
  return text + "]";
}

std::string duration(std::chrono::milliseconds span) {
  const auto count = span.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + "s" : std::to_string(count) + "ms";
}

class Writer {
 public:
  explicit Writer(const SourceDraft& draft) : draft_(draft), source_(draft.source) {}

  std::string write() {
    head();
    identity();
    start();
    if (draft_.columns.empty()) {
      paging();
      list();
      detail();
    } else {
      focus();
    }
    limits();
    return out_.str();
  }

 private:
  void line(const std::string& text, const std::string& comment = {}) {
    out_ << text;
    if (!comment.empty()) out_ << (text.empty() ? "# " : "  # ") << printable(comment);
    out_ << '\n';
  }
  void key(const std::string& indent, const char* name, const std::string& value,
           const std::string& comment = {}) {
    if (!value.empty()) line(indent + name + ": " + scalar(value), comment);
  }

  void head() {
    const bool home = !draft_.columns.empty();
    line("", std::string("由 `tenderlead source new` 从") + (home ? "医院首页" : "一个列表页") +
                 "推出，先用 `tenderlead check-config` 检查，再 `tenderlead "
                 "run`。");
    line("", std::string("Proposed from ") + (home ? "a hospital's home page" : "one list page") +
                 "; every key is explained in docs/configuration.md.");
    line("", (home ? "首页 home page: " : "列表页 list page: ") + draft_.fetched_url);
    if (!draft_.proposal.charset.empty())
      line("", "编码 charset: " + draft_.proposal.charset + "（自动识别，无需设置 found by itself）");
    for (const std::string& note : draft_.notes) line("", "注意 note: " + note);
    line("");
  }

  void identity() {
    key("", "id", source_.id, "编号，定下后不要改 stable: part of every notice's id");
    key("", "name", source_.name);
    line("enabled: true");
    key("", "kind", source_.kind);
    key("", "organisation", source_.organisation, "公告没写采购人时用它 the buyer where a notice names none");
    line("every: 24h");
    if (source_.region.empty()) return;
    std::string region = "region: {";
    const auto add = [&](const char* name, const std::string& value) {
      if (!value.empty()) region += std::string(region.back() == '{' ? "" : ", ") + name + ": " + value;
    };
    add("province", scalar(source_.region.province));
    if (!source_.region.city.empty()) add("city", scalar(source_.region.city));
    if (!source_.region.county.empty()) add("county", scalar(source_.region.county));
    add("code", "\"" + source_.region.code + "\"");
    line(region + "}", "由名称推断 guessed from the name");
  }

  void start() {
    line("");
    line("start:");
    for (const RequestTemplate& request : source_.start) {
      if (request.method == "GET") {
        line("  - " + scalar(request.url));
        continue;
      }
      line("  - url: " + scalar(request.url));
      line("    method: " + request.method);
      line("    body: " + scalar(request.body));
    }
  }

  void focus() {
    line("");
    line("focus:");
    line("  max_pages: " + std::to_string(source_.focus.max_pages), "每次最多抓取的页数 pages a run");
    for (const HomeColumn& column : draft_.columns)
      line("", "找到栏目 found: " + column.label + " " + column.url);
  }

  void paging() {
    const Paging& paging = source_.paging;
    const std::string tried =
        !draft_.second ? "未试抓第二页 second page not fetched"
        : draft_.second->problem.empty()
            ? "已试抓第二页 second page fetched: " + std::to_string(draft_.second->items) + " 条 items"
            : draft_.second->problem;
    line("");
    switch (paging.kind) {
      case PagingKind::none:
        line("paging:");
        line("  kind: none", "只读这一页 this page alone" + no_paging_reason());
        break;
      case PagingKind::next_link:
        line("paging:", draft_.proposal.paging.next.empty() ? "现在只有一页 one page so far" : tried);
        line("  kind: next_link");
        break;
      case PagingKind::url_pattern:
        line("paging:", tried);
        line("  kind: url_pattern");
        line("  pattern: " + scalar(paging.pattern), "第二页起的地址 from the second page on");
        line("  first: " + std::to_string(paging.first));
        break;
      case PagingKind::page_number:
        line("paging:", tried);
        line("  kind: page_number");
        line("  first: " + std::to_string(paging.first));
        break;
      case PagingKind::offset:
        line("paging:", tried);
        line("  kind: offset");
        line("  page_size: " + std::to_string(paging.page_size));
        break;
      case PagingKind::cursor:
        line("paging:", tried);
        line("  kind: cursor");
        line("  cursor: " + scalar(paging.cursor));
        break;
    }
    if (paging.window_days == 0) return;
    line("  window_days: " + std::to_string(paging.window_days),
         "{from} 到 {to} 的天数 days from {from} to {to}");
    line("  windows: " + std::to_string(paging.windows));
  }

  std::string no_paging_reason() const {
    if (draft_.second && !draft_.second->problem.empty()) return "：" + draft_.second->problem;
    if (draft_.proposal.paging.reason == parsers::PagingReason::scripted)
      return "：翻页由脚本完成 pages are turned by a script: " + draft_.proposal.paging.call;
    return {};
  }

  void list() {
    const parsers::ListProposal& proposal = draft_.proposal;
    const SiteParserConfig& site = source_.parser;
    line("");
    if (site.list_item.empty() && site.list_next.empty()) {
      line("", "列表由通用识别读取，不需要选择器 the generic reader finds items, titles and dates" + dates());
      return;
    }
    line("list:", std::to_string(proposal.list.items.size()) + " 条 items" + dates());
    key("  ", "item", site.list_item);
    key("  ", "link", site.list_link);
    key("  ", "title", site.list_title);
    key("  ", "date", site.list_date);
    key("  ", "next", site.list_next);
    key("  ", "body", site.list_body, "记录里就是公告正文 the record holds the notice itself");
    if (!site.list_item.empty() && !proposal.json && (site.list_title.empty() || site.list_date.empty()))
      line("", "没有写出的部分由通用识别读取 what is left out the generic reader finds");
  }

  std::string dates() const {
    const std::string& format = draft_.proposal.date_format;
    return format.empty() ? "" : "；日期写法 dates: " + format;
  }

  void detail() {
    if (!source_.parser.list_body.empty()) return;
    line("");
    line("detail:", detail_result());
    line("  role: notice");
    key("  ", "body", source_.parser.body, "正文所在的元素 the element that holds the notice");
  }

  std::string detail_result() const {
    if (draft_.details.empty()) return "未试读详情页 no detail page was read";
    std::size_t notices = 0;
    for (const DetailPage& detail : draft_.details) notices += detail.notice ? 1 : 0;
    return "试读详情页 " + std::to_string(draft_.details.size()) + " 篇，其中公告 " +
           std::to_string(notices) + " 篇 detail pages read, notices among them";
  }

  void limits() {
    line("");
    line("politeness:");
    line("  delay: " + duration(source_.politeness.delay),
         "两次抓取的间隔 from the end of a fetch to the next");
    if (!source_.allowed_hosts.empty())
      line("allowed_hosts: " + flow_list(source_.allowed_hosts), "条目所在的网站 where the items lead");
    for (const std::string& host : draft_.other_hosts)
      line("", "少数条目在 some items lead to: " + host + "（未允许 not allowed）");
    if (!source_.allowed_private_hosts.empty())
      line("allowed_private_hosts: " + flow_list(source_.allowed_private_hosts),
           "内网或本机地址 private or loopback addresses");
  }

  const SourceDraft& draft_;
  const Source& source_;
  std::ostringstream out_;
};

}  // namespace

std::string source_yaml(const SourceDraft& draft) {
  return Writer(draft).write();
}

}  // namespace tenderlead::app
