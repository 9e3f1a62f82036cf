#include "app/import/record_file.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <set>
#include <string_view>

#include "app/import/guessed_mapping.h"
#include "convert/table/header.h"
#include "model/import.h"
#include "parsers/json_document.h"
#include "parsers/record/ocds_reader.h"
#include "parsers/record/record_reader.h"
#include "parsers/record/record_text.h"
#include "store/ids.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;
using parsers::FieldRule;
using parsers::RecordMapping;

constexpr const char* kDefaultSource = "import";
// So many records tell what members there are, and whether times are numbers.
constexpr std::size_t kSample = 200;
constexpr std::size_t kMostMembers = 500;
constexpr std::size_t kLeastColumns = 2;
// Of what FILE.failed.csv keeps of a JSON record; a cell of a spreadsheet takes 32,767 letters.
constexpr std::size_t kMostShown = 30'000;

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '/';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::string shortened(std::string_view text) {
  if (text.size() <= kMostShown) return std::string(text);
  std::size_t end = kMostShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

class Reader {
 public:
  Reader(const RecordFileOptions& options, const parsers::ReadingTables& tables)
      : options_(options), tables_(tables) {
    if (options.mapping) file_.mapping = *options.mapping;
  }

  Result<RecordFile> run(InputFile input) {
    const auto first = input.bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const char begin = first == std::string::npos ? '\0' : input.bytes[first];
    const auto read =
        begin == '{' || begin == '[' ? read_json(input.bytes) : read_table(std::move(input.bytes));
    if (!read) return read.error();
    if (!options_.source.empty()) file_.mapping.source = options_.source;
    if (file_.mapping.source.empty()) file_.mapping.source = kDefaultSource;
    file_.source = file_.mapping.source;
    name_columns();
    join_rows();
    for (auto& record : waiting_) take(std::move(record));
    keep_last_of_each();
    return std::move(file_);
  }

 private:
  struct Waiting {
    ImportedRecord record;
    std::vector<std::string> cells;
  };

  void fail(std::int64_t number, std::string reason, std::vector<std::string> cells) {
    file_.failed.push_back({number, std::move(reason), std::move(cells)});
  }

  // ---- JSON

  Result<void> read_json(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    file_.headers = {"记录"};
    if (bytes.size() <= parsers::kJsonBytes) {
      if (const auto whole = parsers::parse_json(bytes)) return read_document(*whole, bytes);
    }
    file_.format = "jsonl";
    std::int64_t number = 0;
    while (!bytes.empty()) {
      ++number;
      const auto end = bytes.find('\n');
      auto line = bytes.substr(0, end);
      bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
      if (line.empty()) continue;
      const auto value = parsers::parse_json(line);
      if (!value) {
        fail(number, "bad_json", {shortened(line)});
        continue;
      }
      add_value(*value, line, number);
    }
    return guess_members();
  }

  Result<void> read_document(const json::value& whole, std::string_view bytes) {
    const auto releases = parsers::ocds_releases(whole);
    std::int64_t number = 0;
    if (!releases.empty() && !options_.mapping) {
      file_.format = "ocds";
      for (const auto* release : releases) add_release(*release, json::serialize(*release), ++number);
      return {};
    }
    file_.format = "json";
    if (const auto* list = whole.if_array()) {
      for (const auto& each : *list) add_value(each, json::serialize(each), ++number);
    } else {
      add_value(whole, bytes, 1);
    }
    return guess_members();
  }

  void add_value(const json::value& value, std::string_view raw, std::int64_t number) {
    if (!options_.mapping)
      if (const auto releases = parsers::ocds_releases(value); !releases.empty()) {
        file_.format = "ocds";
        for (const auto* release : releases)
          add_release(*release, release == &value ? std::string(raw) : json::serialize(*release), number);
        return;
      }
    if (!value.is_object()) return fail(number, "bad_record", {shortened(raw)});
    if (sampled_ < kSample) {
      ++sampled_;
      for (const auto& [key, member] : value.get_object()) {
        const std::string name(key);
        if (member.is_structured() || members_.size() >= kMostMembers) continue;
        if (std::find(members_.begin(), members_.end(), name) == members_.end()) members_.push_back(name);
        if (auto words = parsers::json_text(value, pointer_to(name)); !words.empty())
          samples_[name].push_back(words);
      }
    }
    waiting_.push_back({{number, {}, std::string(raw), false}, {}});
  }

  void add_release(const json::value& release, std::string raw, std::int64_t number) {
    if (auto reason = parsers::read_ocds_release(release, tables_).reject_reason; !reason.empty())
      return fail(number, std::move(reason), {shortened(raw)});
    waiting_.push_back({{number, percent_encoded(parsers::ocds_id(release)), std::move(raw), true}, {}});
  }

  Result<void> guess_members() {
    const bool mapped =
        std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& each) { return !each.record.ocds; });
    if (options_.mapping || !mapped) return {};
    const convert::TableRow header{1, members_, {}, {}};
    const auto map = convert::guess_columns({header}, column_fields());
    if (map.header_row == 0) return no_field(members_);
    file_.mapping = guessed_mapping(members_, map.fields, samples_);
    return {};
  }

  // ---- tables

  Result<void> read_table(std::string bytes) {
    convert::TableOptions table_options;
    table_options.sheet = options_.sheet;
    table_options.encoding = options_.encoding;
    const auto fit = [&](const std::vector<convert::TableRow>& first) {
      std::vector<std::string> unknown;
      return convert::fields_in(options_.mapping ? convert::stated_columns(first, stated_columns(), unknown)
                                                 : convert::guess_columns(first, column_fields()));
    };
    auto table = convert::open_fitting_table(std::move(bytes), table_options, fit);
    if (!table) return table.error();
    file_.format = (*table)->format().kind;
    std::vector<convert::TableRow> rows;
    convert::TableRow row;
    while (rows.size() < kSample && (*table)->next(row)) rows.push_back(row);
    if (auto named = name_header(rows); !named) return named.error();
    for (auto& each : rows) add_row(std::move(each));
    while ((*table)->next(row)) add_row(std::move(row));
    // A title over nothing that has a word of a header in it is no table.
    if (!options_.mapping && waiting_.empty() && file_.failed.empty() &&
        file_.mapping.fields.size() < kLeastColumns)
      return no_field(rows.front().cells);
    if ((*table)->format().sheets.size() > 1)
      file_.notes.push_back("读的工作表：" + (*table)->format().sheet);
    if ((*table)->fault()) file_.notes.push_back("文件没有读完：" + (*table)->fault()->message);
    return {};
  }

  // The columns that the mapping names.
  std::vector<convert::StatedColumn> stated_columns() const {
    std::vector<convert::StatedColumn> stated;
    for (const auto& rule : file_.mapping.fields)
      for (const auto& pointer : rule.from) stated.push_back({pointer, name_of(pointer)});
    return stated;
  }

  Result<void> name_header(const std::vector<convert::TableRow>& rows) {
    if (rows.empty()) return Error{ErrorCode::invalid_input, "the file has no rows"};
    if (!options_.mapping) {
      const auto map = convert::guess_columns(rows, column_fields());
      if (map.header_row == 0) return no_field(rows.front().cells);
      take_header(map.header_row, map.headers);
      std::map<std::string, std::vector<std::string>> samples;
      for (const auto& each : rows)
        for (std::size_t i = 0;
             each.number > header_row_ && i < std::min(each.cells.size(), file_.headers.size()); ++i)
          if (!each.cells[i].empty()) samples[file_.headers[i]].push_back(each.cells[i]);
      file_.mapping = guessed_mapping(file_.headers, map.fields, samples);
      return {};
    }
    const auto stated = stated_columns();
    std::vector<std::string> unknown;
    const auto map = convert::stated_columns(rows, stated, unknown);
    take_header(map.header_row, map.headers);
    const convert::TableRow header{map.header_row, file_.headers, {}, {}};
    const auto resolve = [&](std::vector<std::string>& pointers) {
      for (auto& pointer : pointers) {
        std::vector<std::string> missing;
        const auto one = convert::stated_columns({header}, {{"it", name_of(pointer)}}, missing);
        if (const auto at = one.column("it"); at != convert::ColumnMap::npos)
          pointer = pointer_to(file_.headers[at]);
      }
    };
    for (auto& rule : file_.mapping.fields) resolve(rule.from);
    resolve(file_.mapping.id);
    for (const auto& name : unknown) file_.notes.push_back("映射文件中的列 " + name + " 不在文件里");
    if (unknown.size() == stated.size())
      return Error{ErrorCode::not_found,
                   "none of the mapping's columns is in the file, whose header is: " + joined(map.headers)};
    return {};
  }

  // Columns of one name are told apart by their number.
  void take_header(std::size_t row, const std::vector<std::string>& headers) {
    header_row_ = row;
    std::map<std::string, int> seen;
    for (const auto& header : headers) {
      const int times = ++seen[header];
      file_.headers.push_back(times == 1 ? header : header + " " + std::to_string(times));
    }
  }

  void add_row(convert::TableRow row) {
    if (row.number <= header_row_) return;
    if (!row.problem.empty())
      return fail(static_cast<std::int64_t>(row.number), row.problem, std::move(row.cells));
    json::object record;
    for (std::size_t i = 0; i < std::min(row.cells.size(), file_.headers.size()); ++i)
      if (!row.cells[i].empty() && !file_.headers[i].empty())
        record[file_.headers[i]] = json::string(row.cells[i]);
    waiting_.push_back(
        {{static_cast<std::int64_t>(row.number), {}, json::serialize(record), false}, std::move(row.cells)});
  }

  // ---- both

  static std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  static Error no_field(const std::vector<std::string>& names) {
    return {ErrorCode::invalid_input, "no column is one that a notice has (" + joined(names) +
                                          "); say which is which in a mapping file, see docs/import.md"};
  }

  void name_columns() {
    std::set<std::string> used;
    for (const auto& rule : file_.mapping.fields)
      for (const auto& pointer : rule.from) {
        file_.columns.emplace_back(name_of(pointer), rule.field);
        // A pointer into a member uses the member.
        used.insert(name_of(pointer.substr(0, pointer.find('/', 1))));
      }
    for (const auto& pointer : file_.mapping.id) {
      file_.columns.emplace_back(name_of(pointer), "id");
      used.insert(name_of(pointer));
    }
    const auto& names = members_.empty() ? file_.headers : members_;
    if (file_.format == "ocds") return;
    for (const auto& name : names)
      if (!name.empty() && !used.contains(name)) file_.unused.push_back(name);
  }

  // What tells one notice of a table from another: its name in the vendor's own numbering, else all that rows of one notice say alike.
  // Empty where a row says nothing of it: it goes on with what the row above began, as under cells that were joined.
  std::string notice_key(const json::value& row) const {
    std::string key;
    bool says = false;
    const auto add = [&](const std::vector<std::string>& pointers) {
      key += '\n';
      for (const auto& pointer : pointers)
        for (const auto& value : parsers::values_at(row, pointer)) {
          key += value.words + '\t';
          says = true;
        }
    };
    add(file_.mapping.id);
    for (const auto& rule : file_.mapping.fields) {
      const bool name = rule.field == "title" || rule.field == "kind" || rule.field == "published_at";
      const bool of_lot =
          parsers::is_of_a_row(rule.field) || rule.field == "budget" || rule.field == "ceiling";
      if (of_lot || (!file_.mapping.id.empty() && !name)) continue;
      add(rule.from);
    }
    return says ? key : std::string();
  }

  bool tells_of_row(const json::value& row) const {
    return std::any_of(file_.mapping.fields.begin(), file_.mapping.fields.end(), [&](const FieldRule& rule) {
      return parsers::is_of_a_row(rule.field) &&
             std::any_of(rule.from.begin(), rule.from.end(), [&](const std::string& pointer) {
               return !parsers::values_at(row, pointer).empty();
             });
    });
  }

  // Rows of one notice, each with a winner or a lot, become one record that holds them all.
  void join_rows() {
    const auto tells = [&](const std::string& field) { return file_.mapping.find(field) != nullptr; };
    if (file_.format == "ocds" || header_row_ == 0 || !tells("awards.supplier")) return;
    struct Joined {
      json::array rows;
      std::set<std::string> seen;
    };
    std::map<std::string, std::size_t> first;  // by key, into `kept`
    std::vector<Waiting> kept;
    std::vector<Joined> joined;
    std::int64_t more = 0;
    std::string last;
    for (auto& waiting : waiting_) {
      const auto row = parsers::parse_json(waiting.record.raw);
      if (!row) continue;
      if (auto key = notice_key(*row); !key.empty() || last.empty()) last = std::move(key);
      // What has neither winner nor lot is a notice of its own.
      const auto key = tells_of_row(*row) ? last : last + "\n" + std::to_string(kept.size());
      const auto [found, fresh] = first.try_emplace(key, kept.size());
      if (fresh) {
        kept.push_back(std::move(waiting));
        joined.emplace_back();
      }
      auto& rows = joined[found->second];
      if (!rows.seen.insert(json::serialize(*row)).second) {
        ++file_.duplicates;
        continue;
      }
      rows.rows.push_back(*row);
      more += fresh ? 0 : 1;
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (joined[i].rows.size() < 2) continue;
      auto record = parsers::parse_json(kept[i].record.raw);
      record->as_object()[parsers::kRowsMember] = std::move(joined[i].rows);
      kept[i].record.raw = json::serialize(*record);
    }
    waiting_ = std::move(kept);
    if (more > 0)
      file_.notes.push_back("有 " + std::to_string(more) +
                            " 行与同一公告的其他行合为一条，各中标人、各包分别保留");
  }

  void take(Waiting waiting) {
    auto& record = waiting.record;
    const std::string base = std::string(kImportScheme) + file_.source + "/";
    if (record.ocds) {
      record.url = base + record.url;
      file_.records.push_back(std::move(record));
      return;
    }
    const auto value = parsers::parse_json(record.raw);
    std::string reason = "bad_record";
    if (value) reason = parsers::read_record(*value, file_.mapping, tables_).reject_reason;
    if (!reason.empty()) {
      if (waiting.cells.empty()) waiting.cells = {shortened(record.raw)};
      return fail(record.number, std::move(reason), std::move(waiting.cells));
    }
    std::string id = parsers::record_id(*value, file_.mapping);
    if (id.empty()) id = store::content_id({json::serialize(*value)});
    // Longer names are kept by their digest, lest addresses grow without bound.
    record.url = base + (id.size() <= 300 ? percent_encoded(id) : store::content_id({id}));
    file_.records.push_back(std::move(record));
  }

  void keep_last_of_each() {
    std::map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < file_.records.size(); ++i) last[file_.records[i].url] = i;
    if (last.size() == file_.records.size()) return;
    std::vector<ImportedRecord> kept;
    std::vector<bool> keep(file_.records.size());
    for (const auto& [url, index] : last) keep[index] = true;
    for (std::size_t i = 0; i < file_.records.size(); ++i)
      if (keep[i]) kept.push_back(std::move(file_.records[i]));
    const auto repeated = static_cast<std::int64_t>(file_.records.size() - kept.size());
    file_.duplicates += repeated;
    file_.records = std::move(kept);
    file_.notes.push_back("有 " + std::to_string(repeated) + " 条与后面的记录同名，只取最后一条");
  }

  const RecordFileOptions& options_;
  const parsers::ReadingTables& tables_;
  RecordFile file_;
  std::vector<Waiting> waiting_;
  std::size_t header_row_ = 0;
  std::size_t sampled_ = 0;
  std::vector<std::string> members_;
  std::map<std::string, std::vector<std::string>> samples_;
};

}  // namespace

Result<RecordFile> read_records(InputFile file, const RecordFileOptions& options,
                                const parsers::ReadingTables& tables) {
  return Reader(options, tables).run(std::move(file));
}

std::string page_of(const RecordFile& file, const ImportedRecord& record) {
  return record.ocds ? parsers::ocds_page(file.source, record.raw)
                     : parsers::record_page(file.mapping, record.raw);
}

}  // namespace tenderlead::app
