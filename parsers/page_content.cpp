#include "parsers/page_content.h"

#include "parsers/charset.h"
#include "parsers/json_document.h"

namespace tenderlead::parsers {

PageContent::PageContent(std::string_view body, std::string_view content_type, std::string_view url)
    : body_(body), content_type_(content_type), url_(url), kind_(body_kind(body, content_type)) {}

const std::string& PageContent::text() const {
  if (text_) return *text_;
  if (kind_ != BodyKind::binary) encoding_ = detect_charset(body_, content_type_).name;
  text_ = kind_ == BodyKind::binary ? std::string() : decode(body_, encoding_);
  return *text_;
}

const Dom& PageContent::dom() const {
  if (dom_) return *dom_;
  const std::string_view html = text();
  dom_.emplace(html, encoding_);
  return *dom_;
}

const SelectorTree& PageContent::tree() const {
  if (!tree_) tree_.emplace(dom());
  return *tree_;
}

const boost::json::value* PageContent::json() const {
  if (kind_ != BodyKind::json) return nullptr;
  if (!json_) json_.emplace(parse_json(text()));
  return *json_ ? &json_->value() : nullptr;
}

const SelectorTree* PageContent::xml() const {
  if (kind_ != BodyKind::xml) return nullptr;
  if (!xml_) xml_.emplace(SelectorTree::from_xml(text()));
  return *xml_ ? &xml_->value() : nullptr;
}

}  // namespace tenderlead::parsers
