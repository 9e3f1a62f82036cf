#include "app/reading.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

std::optional<PageRole> role_from_string(std::string_view text) {
  for (const auto role : {PageRole::automatic, PageRole::notice, PageRole::list, PageRole::hospital})
    if (text == to_string(role)) return role;
  return std::nullopt;
}

json::object error_object(const Error& error) {
  return {{"code", to_string(error.code)},
          {"message", json::string_view(error.message.data(), error.message.size())}};
}

std::string text_at(const json::object& row, const char* key) {
  const auto* value = row.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string();
}

Result<std::string> read_stream(std::istream& in, const std::string& name) {
  std::string bytes;
  std::string block(1u << 16, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    bytes.append(block, 0, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > kMaxFileBytes)
      return Error{ErrorCode::too_large, name + " is larger than the limit of 64 MiB for one page"};
  }
  if (in.bad()) return Error{ErrorCode::io, name + " can't be read: " + std::strerror(errno)};
  return bytes;
}

}  // namespace

Result<std::string> read_whole_file(const std::string& path) {
  if (path == "-") return read_stream(std::cin, "standard input");
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::not_found, path + " can't be opened: " + std::strerror(errno)};
  return read_stream(in, path);
}

json::object page_as_json(const parsers::ParsedPage& page) {
  if (page.notice) return wire::to_json(*page.notice);
  if (page.hospital) return wire::to_json(*page.hospital);
  if (!page.rated.empty()) {
    json::array hospitals;
    for (const auto& hospital : page.rated) hospitals.emplace_back(wire::to_json(hospital));
    return {{"type", "ratings"},
            {"url", json::string(page.rated.front().url)},
            {"hospitals", std::move(hospitals)}};
  }
  if (page.list) {
    auto answer = wire::to_json(*page.list);
    if (!page.notices.empty()) {
      json::array notices;
      for (const auto& notice : page.notices) notices.emplace_back(wire::to_json(notice));
      answer["notices"] = std::move(notices);
    }
    return answer;
  }
  // A list without items is an answer to who asks for a list; it's only in a crawl that it is a reason to look.
  if (page.reject_reason == "no_items") return wire::to_json(ListPage{});
  if (!page.body_url.empty()) return {{"type", "shell"}, {"body_url", json::string(page.body_url)}};
  return {{"type", "rejected"},
          {"error", {{"code", "rejected"}, {"message", "nothing could be read: " + page.reject_reason}}}};
}

Result<json::object> read_file_as_json(const ReadRequest& request, const parsers::ReadingTables& tables) {
  const auto role = role_from_string(request.as.empty() ? "auto" : request.as);
  if (!role)
    return Error{ErrorCode::invalid_input,
                 "'" + request.as + "' is not what a page can be; one of auto, notice, list, hospital"};
  auto bytes = read_whole_file(request.path);
  if (!bytes) return bytes.error();
  parsers::PageInput input;
  input.body = *bytes;
  input.content_type = request.content_type;
  input.url = request.url;
  input.as = *role;
  input.hint_title = request.title;
  input.hint_published_at = request.published_at;
  return page_as_json(parsers::parse_page(input, tables));
}

json::object answer_row(std::string_view row, const parsers::ReadingTables& tables) {
  json::object answer;
  const auto value = wire::parse_text(row);
  if (!value || !value->is_object()) {
    answer["error"] =
        error_object(value ? Error{ErrorCode::invalid_input, "a row must be a JSON object"} : value.error());
    return answer;
  }
  const auto& object = value->get_object();
  const ReadRequest request{text_at(object, "path"),         text_at(object, "url"),
                            text_at(object, "content_type"), text_at(object, "as"),
                            text_at(object, "title"),        text_at(object, "published_at")};
  auto read = request.path.empty()
                  ? Result<json::object>(Error{ErrorCode::invalid_input, "the row has no 'path'"})
                  : read_file_as_json(request, tables);
  if (read)
    answer = std::move(*read);
  else
    answer["error"] = error_object(read.error());
  // The id goes first, so that people find it; it is echoed with the type that it came with.
  if (const auto* id = object.if_contains("id")) {
    json::object with_id{{"id", *id}};
    for (auto& [key, part] : answer) with_id.emplace(key, std::move(part));
    return with_id;
  }
  return answer;
}

}  // namespace tenderlead::app
