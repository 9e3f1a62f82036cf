#include "web/api/description.h"

#include <boost/json/parse.hpp>
#include <stdexcept>
#include <string>

namespace tenderlead::web {
namespace {

boost::json::object parsed(const EmbeddedFile& file) {
  boost::json::error_code error;
  auto value = boost::json::parse(boost::json::string_view(file.bytes.data(), file.bytes.size()), error);
  if (error || !value.is_object())
    throw std::logic_error(std::string(file.name) + " isn't a JSON object: " + error.message());
  return std::move(value.get_object());
}

// Adds members to an object of objects, as deep as `depth`; what stands there already is a fault.
void add(boost::json::object& to, const boost::json::object& from, int depth, std::string_view file) {
  for (const auto& member : from) {
    auto* there = to.if_contains(member.key());
    if (there == nullptr)
      to[member.key()] = member.value();
    else if (depth > 1 && there->is_object() && member.value().is_object())
      add(there->get_object(), member.value().get_object(), depth - 1, file);
    else
      throw std::logic_error(std::string(file) + " describes " +
                             std::string(member.key().data(), member.key().size()) + " a second time");
  }
}

}  // namespace

boost::json::object merged_description(const std::vector<EmbeddedFile>& files) {
  boost::json::object whole;
  for (const auto& file : files)
    if (file.name == "base.json") whole = parsed(file);
  for (const auto& file : files) {
    if (file.name == "base.json") continue;
    const auto part = parsed(file);
    for (const auto& member : part)
      if (member.key() != "paths" && member.key() != "components")
        throw std::logic_error(std::string(file.name) + " may hold paths and components alone");
    // paths: path, method. components: kind, name.
    for (const char* section : {"paths", "components"})
      if (const auto* value = part.if_contains(section))
        add(whole[section].as_object(), value->as_object(), 2, file.name);
  }
  return whole;
}

}  // namespace tenderlead::web
