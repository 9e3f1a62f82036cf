#include "parsers/json_document.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include "parsers/embedded_html.h"
#include "parsers/fold.h"
#include "parsers/html_document.h"
#include "parsers/json_keys.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

// More members than any record has; a hostile one is read so far.
constexpr std::size_t kMaxMembers = 20000;
constexpr std::size_t kShortestHtml = 20;
// A longer text stands for itself; before a shorter one its key tells what it is.
constexpr std::size_t kLongestLabelled = 200;

struct KeyWord {
  std::string_view key;  // lower case, without '_' and '-'
  std::string_view label;
};
// Of a record without a page's text: what its members say, in the words of notices.
constexpr std::array<KeyWord, 49> kLabels = {{{"projectname", "项目名称"},
                                              {"purchaseprojectname", "项目名称"},
                                              {"tenderprojectname", "项目名称"},
                                              {"biddingprojectname", "项目名称"},
                                              {"xiangmumingcheng", "项目名称"},
                                              {"budget", "预算金额"},
                                              {"budgetamount", "预算金额"},
                                              {"budgetmoney", "预算金额"},
                                              {"budgetprice", "预算金额"},
                                              {"purchasebudget", "预算金额"},
                                              {"projectbudget", "预算金额"},
                                              {"totalbudget", "预算金额"},
                                              {"maxprice", "最高限价"},
                                              {"ceilingprice", "最高限价"},
                                              {"limitprice", "最高限价"},
                                              {"highestprice", "最高限价"},
                                              {"opentime", "开标时间"},
                                              {"opendate", "开标时间"},
                                              {"bidopentime", "开标时间"},
                                              {"openbidtime", "开标时间"},
                                              {"bidopeningtime", "开标时间"},
                                              {"kaibiaoshijian", "开标时间"},
                                              {"bidendtime", "投标截止时间"},
                                              {"biddeadline", "投标截止时间"},
                                              {"bidclosetime", "投标截止时间"},
                                              {"tenderendtime", "投标截止时间"},
                                              {"tenderdeadline", "投标截止时间"},
                                              {"submitendtime", "投标截止时间"},
                                              {"toubiaojiezhishijian", "投标截止时间"},
                                              {"purchaseway", "采购方式"},
                                              {"purchasemethod", "采购方式"},
                                              {"purchasemode", "采购方式"},
                                              {"procurementmethod", "采购方式"},
                                              {"caigoufangshi", "采购方式"},
                                              {"winner", "中标供应商"},
                                              {"winbidder", "中标供应商"},
                                              {"winsupplier", "中标供应商"},
                                              {"winsuppliername", "中标供应商"},
                                              {"bidwinner", "中标供应商"},
                                              {"zhongbiaoren", "中标供应商"},
                                              {"winamount", "中标金额"},
                                              {"winprice", "中标金额"},
                                              {"winmoney", "中标金额"},
                                              {"dealamount", "中标金额"},
                                              {"zhongbiaojine", "中标金额"},
                                              {"contractno", "合同编号"},
                                              {"contractcode", "合同编号"},
                                              {"contractname", "合同名称"},
                                              {"contractamount", "合同金额"}}};
// purchaserLinkPhone: whose, and what of theirs.
constexpr std::array<KeyWord, 9> kParties = {{{"purchaser", "采购人"},
                                              {"purchaseunit", "采购人"},
                                              {"purchase", "采购人"},
                                              {"buyer", "采购人"},
                                              {"tenderer", "采购人"},
                                              {"agency", "采购代理机构"},
                                              {"agent", "采购代理机构"},
                                              {"proxy", "采购代理机构"},
                                              {"caigouren", "采购人"}}};
constexpr std::array<KeyWord, 16> kTheirs = {{{"addr", "地址"},
                                              {"address", "地址"},
                                              {"linkman", "联系人"},
                                              {"linkperson", "联系人"},
                                              {"contact", "联系人"},
                                              {"contacts", "联系人"},
                                              {"contactman", "联系人"},
                                              {"contactname", "联系人"},
                                              {"contactperson", "联系人"},
                                              {"linkphone", "联系电话"},
                                              {"linktel", "联系电话"},
                                              {"phone", "联系电话"},
                                              {"tel", "联系电话"},
                                              {"telephone", "联系电话"},
                                              {"contactphone", "联系电话"},
                                              {"contacttel", "联系电话"}}};

// The label by which a notice says what this member says; empty for none.
std::string notice_label(std::string_view key) {
  if (const std::string_view said = label_of_key(key); !said.empty()) return std::string(said);
  std::string name;
  for (const char c : key)
    if (c != '_' && c != '-') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const KeyWord& word : kLabels)
    if (word.key == name) return std::string(word.label);
  for (const KeyWord& party : kParties) {
    if (!name.starts_with(party.key)) continue;
    for (const KeyWord& what : kTheirs)
      if (name.substr(party.key.size()) == what.key)
        return std::string(party.label) + std::string(what.label);
  }
  return {};
}

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    if (c == '<')
      html += "&lt;";
    else if (c == '&')
      html += "&amp;";
    else
      html += c;
  }
}

struct Found {
  std::string_view html;
  const json::object* owner = nullptr;  // the object that has it as a member
};

// Walks everything, outermost first; the record that has the HTML is where title and date stand.
struct Walk {
  Found longest;
  std::vector<const json::object*> objects;
  std::string lines;  // <p>key：value</p> for each member
  std::string said;   // 采购人：… for members whose keys say so, a line each
  bool html_in_lines = false;

  void run(const json::value& root) {
    struct Item {
      const json::value* value;
      const json::object* owner;
      std::string_view key;
    };
    std::vector<Item> pending{{&root, nullptr, {}}};
    std::size_t members = 0;
    while (!pending.empty() && members++ < kMaxMembers) {
      const Item item = pending.back();
      pending.pop_back();
      if (const json::object* object = item.value->if_object()) {
        objects.push_back(object);
        for (std::size_t i = object->size(); i-- > 0;) {
          const auto member = object->begin() + static_cast<std::ptrdiff_t>(i);
          pending.push_back({&member->value(), object, member->key()});
        }
      } else if (const json::array* array = item.value->if_array()) {
        for (std::size_t i = array->size(); i-- > 0;) pending.push_back({&(*array)[i], item.owner, item.key});
      } else {
        scalar(*item.value, item.owner, item.key);
      }
    }
  }

  void scalar(const json::value& value, const json::object* owner, std::string_view key) {
    const std::string text = scalar_text(value);
    if (text.empty()) return;
    if (text.size() <= kLongestLabelled)
      if (const std::string_view label = label_of_key(key); !label.empty())
        said.append(label).append("：").append(text).append("\n");
    const json::string* string = value.if_string();
    if (string != nullptr && string->size() >= kShortestHtml && looks_like_html(*string)) {
      if (string->size() > longest.html.size()) longest = {*string, owner};
      if (html_in_lines) lines += "<div>" + unwrapped_html(*string) + "</div>";
      return;
    }
    const bool labelled =
        !key.empty() && text.size() <= kLongestLabelled && text.find('\n') == std::string::npos;
    lines += labelled ? "<p>" : "<pre>";
    if (labelled) {
      const std::string label = notice_label(key);
      append_escaped(lines, label.empty() ? key : std::string_view(label));
      lines += "：";
    }
    append_escaped(lines, text);
    lines += labelled ? "</p>" : "</pre>";
  }
};

// JSONP: callback({...}); gives {...}.
std::string_view without_padding(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty() && space_at(text, 0).length > 0) text.remove_prefix(space_at(text, 0).length);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) <= 0x20 || text.back() == ';'))
    text.remove_suffix(1);
  if (text.empty() || text.front() == '{' || text.front() == '[' || text.back() != ')') return text;
  const std::size_t open = text.find('(');
  return open > 128 ? text : text.substr(open + 1, text.size() - open - 2);
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  if (text.size() > kJsonBytes) return Error{ErrorCode::too_large, "JSON of more than 64 MiB"};
  json::parse_options options;
  options.max_depth = kJsonDepth;
  options.allow_invalid_utf8 = true;
  json::error_code error;
  json::value value = json::parse(without_padding(text), error, {}, options);
  if (error) return Error{ErrorCode::invalid_input, "not JSON: " + error.message()};
  return value;
}

std::string json_text(const json::value& record, std::string_view pointer) {
  json::error_code error;
  const json::value* found = pointer.empty() ? &record : record.find_pointer(pointer, error);
  return found == nullptr ? std::string() : scalar_text(*found);
}

Document build_json_document(const json::value& record, std::string_view url, std::string_view body_pointer) {
  Walk walk;
  walk.run(record);
  std::string body;
  if (!body_pointer.empty()) body = json_text(record, body_pointer);
  const bool found = body.empty() && !walk.longest.html.empty();
  if (found) body = walk.longest.html;

  std::string title;
  std::string date;
  // 招标公告 in one object is the kind; another's longer title tells what of.
  constexpr std::size_t kLongestKind = 8 * 3;
  const auto look_in = [&](const json::object& object) {
    if (!file_name_of(object).empty()) return;  // a file's title and date are no notice's
    if (title.size() <= kLongestKind)
      if (std::string other = value_by_meaning(object, KeyMeaning::title);
          title.empty() || (other.size() > kLongestKind && other.find(title) != std::string::npos))
        title = std::move(other);
    if (date.empty()) date = json_date(value_by_meaning(object, KeyMeaning::date));
  };
  if (found && walk.longest.owner != nullptr) look_in(*walk.longest.owner);
  for (const json::object* object : walk.objects) look_in(*object);

  std::string html;
  if (!body.empty()) {
    body = unwrapped_html(body);
    if (!title.empty() && without_space(body).find(without_space(title)) == std::string::npos) {
      html += "<h1>";
      append_escaped(html, title);
      html += "</h1>";
    }
    html += body;
    constexpr std::size_t kMostFiles = 100;
    std::size_t files = 0;
    for (const json::object* object : walk.objects) {
      const std::string name = file_name_of(*object);
      if (name.empty() || body.find(name) != std::string::npos || ++files > kMostFiles) continue;
      html += "<p>";
      append_escaped(html, name);
      html += "</p>";
    }
  } else {
    // A record without a page: its title heads what its members say.
    if (!title.empty()) {
      html += "<h1>";
      append_escaped(html, title);
      html += "</h1>";
    }
    html += walk.lines;
  }
  Document document = build_html_document(html, url);
  document.hint_title = title;
  document.hint_published_at = date;
  if (!body.empty()) document.hidden_text += (document.hidden_text.empty() ? "" : "\n") + walk.said;
  return document;
}

Document build_json_members(const json::value& record, std::string_view url) {
  Walk walk;
  walk.html_in_lines = true;
  walk.run(record);
  return build_html_document(walk.lines, url);
}

Result<Document> read_json_document(std::string_view text, std::string_view url,
                                    std::string_view body_pointer) {
  const Result<json::value> value = parse_json(text);
  if (!value) return value.error();
  return build_json_document(*value, url, body_pointer);
}

}  // namespace tenderlead::parsers
