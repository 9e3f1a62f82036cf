// A forward reader over one XML part of a document, by libxml2's xmlTextReader, without network, entities or DTD.
#pragma once

#include <libxml/xmlreader.h>

#include <memory>
#include <string>
#include <string_view>

namespace tenderlead::convert {

// Not thread-safe. The text must outlive it.
class XmlPull {
 public:
  enum class Event { start, end, text, finished, broken };

  explicit XmlPull(std::string_view xml);
  // The next start or end of an element, or text. An empty element gives a start and an end.
  Event next();
  // Without prefix; of the element that starts or ends.
  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }
  // Of the element that started last: the attribute's value by its name without prefix; empty where it has none.
  std::string attribute(const char* local_name) const;
  // Leaves out the element that just started, with all that it holds.
  void skip();

 private:
  struct Closer {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
  };
  std::unique_ptr<xmlTextReader, Closer> reader_;
  std::string name_;
  std::string_view text_;
  bool end_due_ = false;
};

// For HTML: & < > escaped, control characters left out.
void append_escaped(std::string& out, std::string_view text);

}  // namespace tenderlead::convert
