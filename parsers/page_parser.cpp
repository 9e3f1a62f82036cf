#include "parsers/page_parser.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "parsers/document.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/hospital/rated_hospitals.h"
#include "parsers/html_document.h"
#include "parsers/json_document.h"
#include "parsers/list_cursor.h"
#include "parsers/list_reader.h"
#include "parsers/list_total.h"
#include "parsers/markup_list.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/page_content.h"
#include "parsers/page_judge.h"
#include "parsers/settled_text.h"
#include "parsers/simhash.h"
#include "parsers/site_fields.h"
#include "parsers/site_parser.h"
#include "parsers/text_document.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {
namespace {

bool opens_xml(std::string_view text) {
  text.remove_prefix(std::min(text.find('<'), text.size()));
  for (const std::string_view start : {"<?xml", "<rss", "<feed", "<rdf"})
    if (text.substr(0, start.size()) == start) return true;
  return false;
}

class PageReading {
 public:
  PageReading(const PageInput& input, const ReadingTables& tables)
      : input_(input),
        tables_(tables),
        site_(input.site_parser),
        page_(input.body, input.content_type, input.url) {
    if (input.site != nullptr) options_.labels = input.site->labels;
    if (input.source_region != nullptr) options_.source_region = *input.source_region;
  }

  ParsedPage run() {
    if (input_.site != nullptr && site_ == nullptr) {
      Result<std::unique_ptr<SiteParser>> made = make_site_parser(*input_.site);
      if (!made) return rejected("bad_parser");
      own_site_ = std::move(*made);
      site_ = own_site_.get();
    }
    if (page_.kind() == BodyKind::binary) return rejected("not_text");
    if (page_.text().find_first_not_of(" \t\r\n") == std::string::npos) return rejected("empty");
    // A list may be written as a script would write it, which isn't JSON.
    const bool script_may_do = input_.as == PageRole::list && site_ == nullptr;
    if (page_.kind() == BodyKind::json && page_.json() == nullptr && !script_may_do)
      return rejected("bad_json");
    switch (input_.as) {
      case PageRole::list:
        return as_list();
      case PageRole::notice:
        return as_notice();
      case PageRole::hospital:
        return as_hospital();
      case PageRole::automatic:
      case PageRole::attachment:
        break;
    }
    return by_content();
  }

 private:
  ParsedPage rejected(const char* reason) {
    answer_.reject_reason = reason;
    return std::move(answer_);
  }

  ListPage read_items(bool known_list) const {
    if (site_ != nullptr)
      if (std::optional<ListPage> list = site_->list(page_)) return std::move(*list);
    switch (page_.kind()) {
      case BodyKind::json:
        return page_.json() != nullptr ? read_json_list(*page_.json(), input_.url)
                                       : read_script_list(std::string_view(page_.text()), input_.url);
      case BodyKind::text:
        return known_list ? read_script_list(std::string_view(page_.text()), input_.url) : ListPage();
      case BodyKind::xml:
        if (ListPage list = read_xml_list(page_.text(), input_.url); !list.items.empty()) return list;
        break;
      case BodyKind::html:
      case BodyKind::binary:
        break;
    }
    ListPage list = read_list(page_.dom(), input_.url);
    if (known_list) read_hidden_items(list);
    return list;
  }

  // What a list page's scripts build, or a feed that is sent as HTML: where the page shows no list, or only links without dates, as
  // its menu is, and the other has dates.
  void read_hidden_items(ListPage& list) const {
    const auto dated = [](const ListPage& page) {
      return std::count_if(page.items.begin(), page.items.end(),
                           [](const ListItem& item) { return !item.published_at.empty(); });
    };
    if (dated(list) > 0) return;
    ListPage hidden = read_script_list(page_.dom(), input_.url);
    if (hidden.items.empty() && list.items.empty() && opens_xml(page_.text()))
      hidden = read_xml_list(page_.text(), input_.url);
    if (list.items.empty() || (is_probably_list(hidden) && weight_of(hidden) > weight_of(list)))
      list.items = std::move(hidden.items);
  }

  ListPage with_total(ListPage list) const {
    if (page_.kind() == BodyKind::html)
      list.total = stated_total(std::string_view(page_.text()));
    else if (page_.kind() == BodyKind::json && page_.json() != nullptr)
      list.total = stated_total(*page_.json());
    // Fewer than are here are of something else.
    if (list.total && *list.total < static_cast<std::int64_t>(list.items.size())) list.total.reset();
    return list;
  }

  Document read_document() {
    std::optional<Document> document;
    if (site_ != nullptr) document = site_->document(page_);
    if (!document) {
      if (page_.kind() == BodyKind::json)
        document = build_json_document(*page_.json(), input_.url);
      else if (page_.kind() == BodyKind::text)
        document = build_text_document(page_.text(), input_.url);
      else
        document = build_html_document(page_.dom(), input_.url);
    }
    document->url = input_.url;
    if (!input_.hint_title.empty()) document->hint_title = input_.hint_title;
    if (!input_.hint_published_at.empty()) document->hint_published_at = input_.hint_published_at;
    if (site_ != nullptr) site_fields_ = append_site_fields(*document, site_->fields(page_), options_);
    return std::move(*document);
  }

  void settle(const ListPage& list) {
    answer_.settled = page_.json() == nullptr ? settled_text(list) : settled_text(*page_.json());
  }
  void settle(const Document& document) {
    text_ = settled_text(document);
    answer_.settled = page_.json() == nullptr ? text_ : settled_text(*page_.json());
  }

  ParsedPage is_list(ListPage list) {
    answer_.role = PageRole::list;
    settle(list);
    answer_.list = with_total(std::move(list));
    if (answer_.list->total) answer_.settled += std::to_string(*answer_.list->total);
    if (!input_.cursor.empty()) answer_.cursor = list_cursor(page_, std::string(input_.cursor));
    return std::move(answer_);
  }
  ParsedPage is_notice_page(Notice notice) {
    answer_.role = PageRole::notice;
    answer_.notice = std::move(notice);
    answer_.fingerprints.push_back(simhash(text_));
    return std::move(answer_);
  }

  Notice read_notice_of(const Document& document) const {
    Notice notice = read_notice(document, tables_, options_);
    if (site_fields_) apply_site_fields(*site_fields_, document, tables_, notice);
    if (notice.url.empty()) notice.url = document.url;
    return notice;
  }

  // A record's introduction may be HTML while its name and address stand in other members.
  HospitalProfile read_hospital_of(const Document& document) const {
    const bool record = site_ == nullptr && page_.kind() == BodyKind::json && page_.json() != nullptr;
    HospitalProfile profile =
        read_hospital(record ? build_json_members(*page_.json(), input_.url) : document, tables_);
    if (profile.url.empty()) profile.url = document.url;
    return profile;
  }

  bool read_records(ListPage& list) {
    if (site_ == nullptr) return false;
    for (RecordDocument& record : site_->records(page_)) {
      record.document.url = record.item.url;
      answer_.notices.push_back(read_notice_of(record.document));
      answer_.fingerprints.push_back(simhash(settled_text(record.document)));
    }
    if (answer_.notices.empty()) return false;
    answer_ = is_list(std::move(list));
    return true;
  }

  ParsedPage as_list() {
    answer_.role = PageRole::list;
    ListPage list = read_items(true);
    if (read_records(list)) return std::move(answer_);
    settle(list);
    if (list.items.empty())
      return rejected(page_.kind() == BodyKind::json && page_.json() == nullptr ? "bad_json" : "no_items");
    return is_list(std::move(list));
  }

  // The address of the real body, where this page is only its shell.
  std::string frame_target(const Document& document) const {
    std::string url = frame_of_shell(document);
    return url == input_.url ? std::string() : url;
  }

  // The same where the source's configuration says so.
  bool goes_on() {
    std::string url = site_ == nullptr ? std::string() : site_->body_url(page_);
    if (url.empty() || url == input_.url) return false;
    answer_.role = PageRole::notice;
    answer_.body_url = std::move(url);
    return true;
  }

  ParsedPage as_notice() {
    answer_.role = PageRole::notice;
    if (goes_on()) return std::move(answer_);
    const Document document = read_document();
    settle(document);
    Notice notice = read_notice_of(document);
    if (std::string url = frame_target(document); !url.empty() && !is_surely_notice(notice)) {
      answer_.body_url = std::move(url);
      return std::move(answer_);
    }
    if (document.text.empty()) return rejected("empty");
    if (procurement_fields(notice) == 0 && says_gone(document)) return rejected("gone");
    if (!is_notice(notice)) return rejected("no_fields");
    return is_notice_page(std::move(notice));
  }

  bool announces_ratings(const Document& document) {
    answer_.rated = read_rated_hospitals(document, tables_);
    if (!answer_.rated.empty()) answer_.role = PageRole::hospital;
    return !answer_.rated.empty();
  }

  ParsedPage as_hospital() {
    answer_.role = PageRole::hospital;
    const Document document = read_document();
    settle(document);
    if (document.text.empty()) return rejected("empty");
    if (announces_ratings(document)) return std::move(answer_);
    HospitalProfile profile = read_hospital_of(document);
    if (profile.evidence.empty()) return rejected(says_gone(document) ? "gone" : "no_fields");
    answer_.hospital = std::move(profile);
    return std::move(answer_);
  }

  ParsedPage by_content() {
    ListPage list = read_items(false);
    if (read_records(list) || goes_on()) return std::move(answer_);
    const Document document = read_document();
    settle(document);
    if (document.text.empty() && document.frames.empty() && list.items.empty()) return rejected("empty");
    if (page_.kind() == BodyKind::json ? is_probably_list(list) : is_surely_list(document, list))
      return is_list(std::move(list));
    Notice notice = read_notice_of(document);
    if (is_surely_notice(notice)) return is_notice_page(std::move(notice));
    if (announces_ratings(document)) return std::move(answer_);
    HospitalProfile profile = read_hospital_of(document);
    if (is_surely_hospital(profile)) {
      answer_.role = PageRole::hospital;
      answer_.hospital = std::move(profile);
      return std::move(answer_);
    }
    if (std::string url = frame_target(document); !url.empty()) {
      answer_.role = PageRole::notice;
      answer_.body_url = std::move(url);
      return std::move(answer_);
    }
    if (is_probably_list(list)) return is_list(std::move(list));
    // A title makes a kind and a name: 结果公告 over an empty list. It takes something beside them.
    const std::size_t from_title = notice.project_name.empty() ? 0 : 1;
    const bool announced = notice.kind.has_value() && *notice.kind != NoticeKind::other &&
                           procurement_fields(notice) >= 1 + from_title;
    if (!announced) return rejected(says_gone(document) ? "gone" : "no_fields");
    return is_notice_page(std::move(notice));
  }

  const PageInput& input_;
  const ReadingTables& tables_;
  NoticeReadingOptions options_;
  std::unique_ptr<SiteParser> own_site_;
  const SiteParser* site_;
  std::optional<SiteFields> site_fields_;  // of the whole page, not of a list's records
  PageContent page_;
  std::string text_;  // settled, of the document
  ParsedPage answer_;
};

}  // namespace

ParsedPage parse_page(const PageInput& input, const ReadingTables& tables) {
  return PageReading(input, tables).run();
}

}  // namespace tenderlead::parsers
