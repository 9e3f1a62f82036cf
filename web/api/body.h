// Reading a JSON object member by member: what is wrong is collected, and refused all at once with the names of the members.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http/problem.h"

namespace tenderlead::web {

// Whether any object of a text that is JSON has two members of one name; a parser would silently keep one of them.
bool repeats_a_member(std::string_view json);

class FieldReader {
 public:
  // `object` must outlive the reader. `at` is the JSON Pointer of the object itself.
  explicit FieldReader(const boost::json::object& object, std::string at = {})
      : object_(object), at_(std::move(at)) {}

  struct TextRule {
    std::size_t least = 0;  // characters (code points), spaces at the ends taken off
    std::size_t most = 200;
    bool required = true;
    bool lines = false;  // may hold line breaks
  };
  // Without spaces at its ends; empty where it is absent or wrong. Control characters are refused.
  std::string text(std::string_view name, const TextRule& rule);
  // Absent where the member is; null counts as the empty text.
  std::optional<std::string> text_if_given(std::string_view name, TextRule rule);
  std::optional<std::int64_t> whole(std::string_view name, std::int64_t least, std::int64_t most,
                                    bool required = true);
  std::optional<bool> flag(std::string_view name, bool required = true);
  // One of a few words.
  std::string choice(std::string_view name, const std::vector<std::string_view>& words, bool required = true);
  // Different texts, at most `most` of them; absent where the member is.
  std::optional<std::vector<std::string>> texts(std::string_view name, std::size_t most,
                                                bool required = false);
  // A password or token: as it stands, spaces included. Required.
  std::string secret(std::string_view name, std::size_t most);
  const boost::json::object* object(std::string_view name, bool required = false);
  const boost::json::array* array(std::string_view name, std::size_t most, bool required = false);
  bool has(std::string_view name) const;

  // Lets a member stand that is read elsewhere.
  void allow(std::string_view name) { asked_.emplace_back(name); }
  // Says that a member is wrong; `code` and `values` as in Fault.
  void fault(std::string_view name, std::string message, std::string code = {},
             std::vector<std::pair<std::string, std::string>> values = {});
  // Refuses (422) where any fault was found, or where the object has members that nobody asked for.
  void finish();

 private:
  const boost::json::value* find(std::string_view name, bool required);
  const boost::json::object& object_;
  std::string at_;
  std::vector<std::string> asked_;
  std::vector<Fault> faults_;
};

}  // namespace tenderlead::web
