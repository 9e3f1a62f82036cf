#include "convert/xml_pull.h"

#include <libxml/parser.h>

#include <limits>

namespace tenderlead::convert {
namespace {

// libxml2 2.9 sets itself up where it is first used, and two threads that do so at once can wait for ever: done before there
// are threads.
[[maybe_unused]] const bool xml_is_set_up = (xmlInitParser(), true);

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

XmlPull::XmlPull(std::string_view xml) {
  // ECMA-376 part 2, 10.1.1: no DTD in any part. What looks like one is no document of ours, and costs nothing.
  if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      xml.find("<!DOCTYPE") != std::string_view::npos || xml.find("<!ENTITY") != std::string_view::npos)
    return;
  reader_.reset(xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
}

XmlPull::Event XmlPull::next() {
  if (!reader_) return Event::broken;
  if (end_due_) {
    end_due_ = false;
    return Event::end;
  }
  for (;;) {
    const int got = xmlTextReaderRead(reader_.get());
    if (got == 0) return Event::finished;
    if (got < 0) return Event::broken;
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT:
        name_ = view(xmlTextReaderConstLocalName(reader_.get()));
        end_due_ = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        return Event::start;
      case XML_READER_TYPE_END_ELEMENT:
        name_ = view(xmlTextReaderConstLocalName(reader_.get()));
        return Event::end;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        text_ = view(xmlTextReaderConstValue(reader_.get()));
        return Event::text;
      case XML_READER_TYPE_DOCUMENT_TYPE:
        return Event::broken;
      default:
        break;
    }
  }
}

std::string XmlPull::attribute(const char* local_name) const {
  std::string value;
  if (xmlTextReaderHasAttributes(reader_.get()) != 1) return value;
  while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
    if (view(xmlTextReaderConstLocalName(reader_.get())) != local_name) continue;
    value = view(xmlTextReaderConstValue(reader_.get()));
    break;
  }
  xmlTextReaderMoveToElement(reader_.get());
  return value;
}

void XmlPull::skip() {
  if (end_due_) {
    end_due_ = false;
    return;
  }
  const int depth = xmlTextReaderDepth(reader_.get());
  while (xmlTextReaderRead(reader_.get()) == 1)
    if (xmlTextReaderDepth(reader_.get()) <= depth &&
        xmlTextReaderNodeType(reader_.get()) == XML_READER_TYPE_END_ELEMENT)
      return;
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
}

}  // namespace tenderlead::convert
