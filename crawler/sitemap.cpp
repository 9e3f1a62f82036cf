#include "crawler/sitemap.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "crawler/feed_date.h"
#include "crawler/gunzip.h"
#include "crawler/robots.h"
#include "crawler/url.h"

namespace tenderlead::crawler {
namespace {

constexpr std::size_t kMaxTextBytes =
    2 * kMaxUrlBytes;  // of one loc or lastmod; more is cut, and is no URL then
// A compressed sitemap with all its repetition has a tenth to a fiftieth of its size. What has less than this is a bomb,
// as it is to the fetcher (Politeness::max_decompression_ratio).
constexpr std::size_t kMaxRatio = 200;
constexpr std::size_t kMaxAlternates = 500;  // of one entry
constexpr std::size_t kMaxBases = 20;        // xml:base within xml:base

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// Adds entries within the limits, with their addresses resolved.
class Collector {
 public:
  Collector(std::string_view sitemap_url, const SitemapLimits& limits)
      : base_(parse_url(sitemap_url)), limits_(limits) {}

  void add(SitemapEntry entry) {
    if (full()) {
      sitemap_.truncated = true;
      return;
    }
    auto url = resolved(entry.url);
    if (!url) {
      ++sitemap_.skipped;
      return;
    }
    entry.url = std::move(*url);
    std::vector<std::string> alternates;
    for (const std::string& alternate : entry.alternates) {
      if (auto absolute = resolved(alternate)) alternates.push_back(std::move(*absolute));
    }
    entry.alternates = std::move(alternates);
    sitemap_.entries.push_back(std::move(entry));
  }
  void point_to_next(std::string_view text) {
    if (auto url = resolved(text)) sitemap_.next = std::move(*url);
  }
  bool full() const { return sitemap_.entries.size() >= limits_.max_entries; }
  Sitemap& sitemap() { return sitemap_; }

 private:
  std::optional<std::string> resolved(std::string_view text) const {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    if (const auto url = parse_url(text, base_ ? &*base_ : nullptr)) return url->href();
    if (!base_ && text.front() == '/') return std::string(text);
    return std::nullopt;
  }

  std::optional<Url> base_;
  SitemapLimits limits_;
  Sitemap sitemap_;
};

// libxml2 2.9 sets itself up where it is first used, and two threads that do so at once can wait for ever: done before there
// are threads.
[[maybe_unused]] const bool xml_is_set_up = (xmlInitParser(), true);

// The XML formats, read by local names alone: namespaces are wrong too often to matter.
class XmlReader {
 public:
  XmlReader(Collector& collector, std::string_view address) : collector_(collector) {
    if (const auto url = parse_url(address)) bases_.emplace_back(0, *url);
  }

  // False where the root isn't one of ours.
  bool read(std::string_view bytes) {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = &XmlReader::on_start;
    handler.endElementNs = &XmlReader::on_end;
    handler.characters = &XmlReader::on_text;
    handler.ignorableWhitespace = &XmlReader::on_text;
    handler.cdataBlock = &XmlReader::on_text;
    // No entity callbacks at all: a document's own entities are never stored, expanded or loaded.
    const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> context(
        xmlCreateMemoryParserCtxt(bytes.data(), static_cast<int>(bytes.size())), xmlFreeParserCtxt);
    if (!context) return false;
    std::swap(*context->sax, handler);
    context->userData = this;
    context_ = context.get();
    xmlCtxtUseOptions(context.get(),
                      XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlParseDocument(context.get());
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    context->myDoc = nullptr;
    if (depth_ > 0) collector_.sitemap().truncated = true;
    return format_ != Format::none;
  }

 private:
  enum class Format { none, urlset, index, rss, atom };

  static XmlReader& self(void* context) { return *static_cast<XmlReader*>(context); }

  static void on_start(void* context, const xmlChar* name, const xmlChar*, const xmlChar*, int,
                       const xmlChar**, int attribute_count, int, const xmlChar** attributes) {
    self(context).start(view(name), attribute_count, attributes);
  }
  static void on_end(void* context, const xmlChar* name, const xmlChar*, const xmlChar*) {
    self(context).end(view(name));
  }
  static void on_text(void* context, const xmlChar* text, int length) {
    std::string& out = self(context).text_;
    const std::size_t room = kMaxTextBytes - std::min(kMaxTextBytes, out.size());
    out.append(reinterpret_cast<const char*>(text), std::min(room, static_cast<std::size_t>(length)));
  }

  void start(std::string_view name, int attribute_count, const xmlChar** attributes) {
    ++depth_;
    if (!in_title_) text_.clear();
    take_base(attribute_count, attributes);
    if (depth_ == 1) return start_root(name);
    if (name == entry_name()) {
      entry_ = SitemapEntry();
      entry_depth_ = depth_;
      guid_.clear();
      guid_is_link_ = true;
    } else if (entry_ && name == "link" && in_place(depth_ - 1)) {
      take_link(attribute_count, attributes);
    } else if (!entry_ && is_feed() && name == "link" && depth_ <= 3) {
      take_next(attribute_count, attributes);
    } else if (entry_ && is_feed() && in_place(depth_ - 1)) {
      in_title_ = name == "title" && entry_->title.empty();
      if (name == "guid") guid_is_link_ = attribute(attribute_count, attributes, "isPermaLink") != "false";
    }
  }

  bool is_feed() const { return format_ == Format::rss || format_ == Format::atom; }
  // In feeds only an entry's own children speak of it: an Atom entry may carry the head of the feed it was taken from.
  bool in_place(int parent) const { return !is_feed() || parent == entry_depth_; }

  // libxml2 gives five pointers an attribute: local name, prefix, namespace, begin and end of the value; and leaves an
  // ampersand as the reference to it that it read.
  static std::string attribute(int count, const xmlChar** attributes, std::string_view name,
                               std::string_view prefix = {}) {
    for (int i = 0; i < count; ++i) {
      const xmlChar** each = attributes + 5 * i;
      if (view(each[0]) != name || (!prefix.empty() && view(each[1]) != prefix)) continue;
      std::string value(reinterpret_cast<const char*>(each[3]), static_cast<std::size_t>(each[4] - each[3]));
      for (std::size_t at = value.find("&#38;"); at != std::string::npos; at = value.find("&#38;", at + 1))
        value.replace(at, 5, "&");
      return value;
    }
    return {};
  }

  // https://www.w3.org/TR/xmlbase/, as RFC 4287 2 demands.
  void take_base(int count, const xmlChar** attributes) {
    const std::string value = attribute(count, attributes, "base", "xml");
    if (value.empty() || value.size() > kMaxUrlBytes || bases_.size() > kMaxBases) return;
    if (const auto url = parse_url(value, bases_.empty() ? nullptr : &bases_.back().second))
      bases_.emplace_back(depth_, *url);
  }

  std::string resolved(std::string_view link) const {
    if (bases_.empty() || bases_.back().first == 0) return std::string(link);
    const auto url = parse_url(trimmed(link), &bases_.back().second);
    return url ? url->href() : std::string(link);
  }

  void start_root(std::string_view name) {
    if (name == "urlset") format_ = Format::urlset;
    if (name == "sitemapindex") format_ = Format::index;
    if (name == "rss" || name == "RDF") format_ = Format::rss;
    if (name == "feed") format_ = Format::atom;
    if (format_ == Format::index) collector_.sitemap().kind = SitemapKind::index;
    if (format_ == Format::none) xmlStopParser(context_);
  }

  std::string_view entry_name() const {
    switch (format_) {
      case Format::urlset:
        return "url";
      case Format::index:
        return "sitemap";
      case Format::rss:
        return "item";
      case Format::atom:
        return "entry";
      case Format::none:
        break;
    }
    return "";
  }

  // xhtml:link rel="alternate" of url sets, link href of Atom (where no rel means alternate, RFC 4287 4.2.7.2).
  void take_link(int attribute_count, const xmlChar** attributes) {
    const std::string rel = attribute(attribute_count, attributes, "rel");
    const std::string href = attribute(attribute_count, attributes, "href");
    if (href.empty() || href.size() > kMaxUrlBytes) return;
    if (format_ == Format::atom) {
      if (entry_->url.empty() && (rel.empty() || rel == "alternate")) entry_->url = resolved(href);
    } else if (rel == "alternate" && entry_->alternates.size() < kMaxAlternates) {
      entry_->alternates.push_back(href);
    }
  }

  // Of a feed's head: RFC 5005. Archives are named where a feed has no pages.
  void take_next(int attribute_count, const xmlChar** attributes) {
    const std::string rel = attribute(attribute_count, attributes, "rel");
    const std::string href = attribute(attribute_count, attributes, "href");
    if (href.empty() || href.size() > kMaxUrlBytes || (rel != "next" && rel != "prev-archive")) return;
    if (rel == "next" || collector_.sitemap().next.empty()) collector_.point_to_next(resolved(href));
  }

  void end(std::string_view name) {
    --depth_;
    if (entry_ && in_place(depth_)) {
      const std::string text(trimmed(text_));
      if (name == "loc" && entry_->url.empty()) entry_->url = text;
      if (name == "lastmod" || name == "pubDate" || name == "updated" || name == "date") {
        entry_->last_modified = text;
      }
      if (is_feed()) take_of_feed(name, text);
    }
    if (entry_ && name == entry_name()) finish_entry();
    if (!in_title_) text_.clear();
    while (!bases_.empty() && bases_.back().first > depth_) bases_.pop_back();
  }

  void take_of_feed(std::string_view name, const std::string& text) {
    if (in_title_) {
      entry_->title = text;
      in_title_ = false;
    }
    if (format_ == Format::rss && name == "link" && entry_->url.empty() && !text.empty())
      entry_->url = resolved(text);
    if (format_ == Format::rss && name == "guid") guid_ = text;
    for (const std::string_view date : {"pubDate", "published", "issued", "date"})
      if (name == date && entry_->published_at.empty()) entry_->published_at = feed_date(text);
  }

  void finish_entry() {
    if (entry_->url.empty() && guid_is_link_) entry_->url = resolved(guid_);
    if (format_ == Format::atom && entry_->published_at.empty())
      entry_->published_at = feed_date(entry_->last_modified);
    in_title_ = false;
    collector_.add(std::move(*entry_));
    entry_.reset();
    if (collector_.sitemap().truncated) xmlStopParser(context_);
  }

  Collector& collector_;
  xmlParserCtxtPtr context_ = nullptr;
  Format format_ = Format::none;
  int depth_ = 0;
  std::string text_;
  std::optional<SitemapEntry> entry_;
  int entry_depth_ = 0;
  bool in_title_ = false;  // whose markup, in Atom's xhtml, is no end of the text
  std::string guid_;       // RSS 2.0: the item's address unless it says isPermaLink="false"
  bool guid_is_link_ = true;
  std::vector<std::pair<int, Url>> bases_;  // by the depth of the element that states them
};

// Is what stands behind an "&" a reference? "&amp;", "&#38;", "&#x26;".
bool is_reference(std::string_view after_ampersand) {
  const std::size_t end = after_ampersand.substr(0, 32).find_first_not_of(
      "#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  return end != std::string_view::npos && end > 0 && after_ampersand[end] == ';';
}

// Many sites write "?a=1&b=2" as it is, and an XML parser drops "&b" then. So an "&" that begins no reference is
// escaped first, except in CDATA, where it is right.
std::string with_ampersands_escaped(std::string_view xml) {
  std::string out;
  out.reserve(xml.size() + xml.size() / 16);
  std::size_t done = 0;
  std::size_t cdata = xml.find("<![CDATA[");
  for (std::size_t at = xml.find('&'); at != std::string_view::npos; at = xml.find('&', done)) {
    if (cdata < at) {
      const std::size_t end = std::min(xml.find("]]>", cdata), xml.size());
      out += xml.substr(done, end - done);
      done = end;
      cdata = xml.find("<![CDATA[", end);
    } else {
      out += xml.substr(done, at + 1 - done);
      done = at + 1;
      if (!is_reference(xml.substr(done))) out += "amp;";
    }
  }
  out += xml.substr(done);
  return out;
}

// A URL a line (sitemaps.org, "Text file"), absolute, or any text would be one.
void read_lines(std::string_view text, Collector& collector) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && !collector.sitemap().truncated) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) collector.add({parse_url(line) ? std::string(line) : std::string(), "", {}});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

Result<Sitemap> parse_sitemap(std::string_view bytes, std::string_view content_type,
                              std::string_view sitemap_url, const SitemapLimits& limits) {
  std::string decompressed;
  if (looks_like_gzip(bytes)) {
    auto result = inflated(bytes, limits.max_bytes, kMaxRatio);
    if (!result.ok()) return result.error();
    decompressed = std::move(*result);
    bytes = decompressed;
  }
  Collector collector(sitemap_url, limits);
  if (bytes.size() > limits.max_bytes) {
    bytes = bytes.substr(0, limits.max_bytes);
    collector.sitemap().truncated = true;
  }
  bytes = trimmed(bytes);
  const bool is_utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
                        bytes.substr(0, 2).find('\0') != std::string_view::npos;
  const std::string_view first = bytes.starts_with("\xEF\xBB\xBF") ? trimmed(bytes.substr(3)) : bytes;
  if (first.starts_with('<') || is_utf16) {
    const std::string xml = is_utf16 ? std::string(bytes) : with_ampersands_escaped(first);
    if (XmlReader(collector, sitemap_url).read(xml)) return std::move(collector.sitemap());
    return Error{ErrorCode::invalid_input, "the document is neither a urlset, a sitemapindex nor a feed"};
  }
  if (const auto listed = RobotsFile::parse(bytes).sitemaps(); !listed.empty()) {
    collector.sitemap().kind = SitemapKind::index;
    for (const std::string& url : listed) collector.add({url, "", {}});
    return std::move(collector.sitemap());
  }
  read_lines(bytes, collector);
  if (collector.sitemap().entries.empty()) {
    return Error{ErrorCode::invalid_input, "no line of the sitemap is a URL; it was sent as \"" +
                                               std::string(content_type.substr(0, 100)) + "\""};
  }
  return std::move(collector.sitemap());
}

}  // namespace tenderlead::crawler
