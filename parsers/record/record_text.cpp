#include "parsers/record/record_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace tenderlead::parsers {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostValues = 200;
constexpr std::size_t kMostBytes = 20'000;

// Cut at `most` bytes, between letters.
std::string cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

std::string words_of(const json::value& value, bool whole) {
  if (const auto* text = value.if_string()) {
    std::string words = cut({text->data(), text->size()}, whole ? std::size_t{2} << 20 : kMostBytes);
    if (!whole)
      for (char& c : words)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    const auto first = words.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return words.substr(first, words.find_last_not_of(' ') - first + 1);
  }
  char number[64];
  std::to_chars_result written{number, std::errc()};
  if (const auto* whole_number = value.if_int64())
    written = std::to_chars(number, number + sizeof number, *whole_number);
  else if (const auto* unsigned_number = value.if_uint64())
    written = std::to_chars(number, number + sizeof number, *unsigned_number);
  else if (const auto* real = value.if_double(); real != nullptr && *real > -1e15 && *real < 1e15)
    written = std::to_chars(number, number + sizeof number, *real, std::chars_format::fixed);
  else if (const auto* flag = value.if_bool())
    return *flag ? "true" : "false";
  else
    return {};
  return written.ec == std::errc() ? std::string(number, written.ptr) : std::string();
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1'))
      out += token[++i] == '0' ? '~' : '/';
    else
      out += token[i];
  }
  return out;
}

void collect(const json::value& value, std::string_view rest, const std::string& path,
             const std::string& label, bool whole, std::vector<RecordPart>& out) {
  if (out.size() >= kMostValues) return;
  if (rest.empty()) {
    if (std::string words = words_of(value, whole); !words.empty())
      out.push_back({label, path, std::move(words)});
    return;
  }
  rest.remove_prefix(1);  // the slash
  const auto end = rest.find('/');
  const std::string_view token = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
  if (const auto* list = value.if_array()) {
    if (token == "*") {
      for (std::size_t i = 0; i < list->size(); ++i)
        collect((*list)[i], rest, path + "/" + std::to_string(i), label, whole, out);
      return;
    }
    std::size_t index = 0;
    const auto [stop, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (error == std::errc() && stop == token.data() + token.size() && index < list->size())
      collect((*list)[index], rest, path + "/" + std::string(token), label, whole, out);
    return;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return;
  const std::string name = unescaped(token);
  if (const auto* member = object->if_contains(name))
    collect(*member, rest, path + "/" + std::string(token), name, whole, out);
}

}  // namespace

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<RecordPart> values_at(const json::value& record, std::string_view pointer, bool whole) {
  std::vector<RecordPart> out;
  if (pointer.empty() || pointer.front() != '/') return out;
  collect(record, pointer, {}, {}, whole, out);
  return out;
}

RecordText::RecordText(Notice& notice) : notice_(notice), length_(count_code_points(notice.text)) {}

void RecordText::prove(const std::string& field, const RecordPart& value, double confidence) {
  auto place = std::find_if(places_.begin(), places_.end(),
                            [&](const Place& each) { return each.pointer == value.pointer; });
  if (place == places_.end()) {
    std::string line = notice_.text.empty() || notice_.text.back() == '\n' ? "" : "\n";
    line += value.label + "：";
    const std::size_t start = length_ + count_code_points(line);
    line += value.words;
    notice_.text += line;
    length_ += count_code_points(line);
    place = places_.insert(places_.end(), {value.pointer, start, length_});
  }
  Evidence evidence;
  evidence.text = value.words;
  evidence.start = place->start;
  evidence.end = place->end;
  evidence.rule = "import:" + value.pointer;
  evidence.confidence = confidence;
  notice_.evidence[field] = std::move(evidence);
}

}  // namespace tenderlead::parsers
