#include "crawler/warc_compact.h"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <unordered_map>

#include "crawler/cdxj.h"
#include "crawler/warc_digest.h"
#include "crawler/warc_format.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_rendered.h"

namespace tenderlead::crawler {
namespace {

// No block of ours is longer: bodies end at politeness.max_body_bytes.
constexpr std::uint64_t kMaxBlock = 1u << 30;

struct Input {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
};

// A response, as those that came later find it.
struct First {
  std::string file;
  std::uint64_t begin = 0;  // of its request, where it has one
  std::uint64_t offset = 0, length = 0;
  std::string date;

  ArchiveLocation alone() const { return {file, offset, length}; }
  ArchiveLocation with_request() const { return {file, begin, offset + length - begin}; }
};
using FirstByContent = std::unordered_map<std::string, First>;

// The records of one fetch. `capture` is the place of the response, revisit or resource among them, `document` that of
// what a browser made of it.
struct Group {
  std::vector<WarcRecord> records;
  std::optional<std::size_t> capture, document;

  bool takes(const WarcRecord& next) const {
    if (records.empty()) return true;
    const std::string_view type = next.type();
    if (type == "metadata" && capture)
      return header_value(next.headers, "WARC-Concurrent-To") ==
             header_value(records[*capture].headers, "WARC-Record-ID");
    if (type == "conversion" && capture) return is_document_of(next, records[*capture]);
    const bool is_capture = type == "response" || type == "revisit" || type == "resource";
    return is_capture && !capture && records.size() == 1 && records[0].type() == "request" &&
           header_value(records[0].headers, "WARC-Concurrent-To") ==
               header_value(next.headers, "WARC-Record-ID");
  }
  void add(WarcRecord record) {
    const std::string_view type = record.type();
    if (type == "response" || type == "revisit" || type == "resource") capture = records.size();
    if (type == "conversion") document = records.size();
    records.push_back(std::move(record));
  }
  const WarcRecord* request() const {
    return !records.empty() && records[0].type() == "request" ? &records[0] : nullptr;
  }
};

// What must be the same for one response to stand for another: the request, and all of the answer that a parser sees.
// Empty where nothing may: a browser makes other documents of the same response.
std::string content_key(const Group& group) {
  if (group.document) return {};
  const WarcRecord& response = group.records[*group.capture];
  const auto head = parse_http_message(response.block);
  if (!head.ok() || header_value(response.headers, "WARC-Payload-Digest").empty()) return {};
  std::string text = response.target_uri();
  const auto add = [&](std::string_view part) { text.append(1, '\n').append(part); };
  add(header_value(response.headers, kRequestedUriField));
  if (const WarcRecord* request = group.request()) {
    const auto sent = parse_http_message(request->block);
    if (!sent.ok()) return {};
    add(std::string_view(sent->start_line).substr(0, sent->start_line.find(' ')));
    add(payload_digest(sent->body));
  } else {
    add("GET");
    add(payload_digest({}));
  }
  add(head->start_line);
  add(header_value(head->headers, "Content-Type"));
  // SHA-1 can be made to collide on purpose, and what is taken for a repetition goes.
  add(sha256(head->body));
  return sha256(text);
}

// Calls `each` with the groups of a file, in order.
Result<void> for_each_group(const Input& input, const std::function<Result<void>(Group&)>& each) {
  WarcReaderOptions options;
  options.max_block_bytes = kMaxBlock;
  options.verify_digests = true;
  auto reader = WarcReader::open_range(input.path, 0, input.bytes, options);
  if (!reader.ok()) return reader.error();
  Group group;
  while (true) {
    auto record = reader->next();
    if (!record.ok()) return record.error();
    if (record->has_value() && ((*record)->length == 0 || (*record)->oversized || (*record)->skipped > 0))
      return Error{ErrorCode::corrupt, input.path.string() + " at offset " +
                                           std::to_string((*record)->offset) + ": no record of this archive"};
    if (record->has_value() && group.takes(**record)) {
      group.add(std::move(**record));
      continue;
    }
    if (!group.records.empty())
      if (auto done = each(group); !done.ok()) return done;
    if (!record->has_value()) return {};
    group = {};
    group.add(std::move(**record));
  }
}

// The files of the set up to the committed one.
Result<std::vector<Input>> inputs_of(const std::filesystem::path& folder, const WarcSet::Committed& committed,
                                     const WarcSet::Options& options) {
  std::vector<Input> inputs;
  const int last = warc_number(committed.file, options.prefix);
  std::error_code failure;
  for (std::filesystem::directory_iterator file(folder, failure), end; !failure && file != end;
       file.increment(failure)) {
    const std::string name = file->path().filename().string();
    const int number = warc_number(name, options.prefix);
    if (number == 0 || number > last) continue;
    inputs.push_back({file->path(), name == committed.file ? committed.bytes : file->file_size(failure)});
  }
  if (failure) return Error{ErrorCode::io, "can't list " + folder.string() + ": " + failure.message()};
  std::ranges::sort(inputs, {}, [&](const Input& input) {
    return warc_number(input.path.filename().string(), options.prefix);
  });
  return inputs;
}

// Finds duplicates in a file whose captures stay where they are.
Result<std::uint64_t> note_captures(const Input& input, FirstByContent& seen) {
  std::uint64_t duplicates = 0;
  const std::string name = input.path.filename().string();
  auto read = for_each_group(input, [&](Group& group) -> Result<void> {
    if (!group.capture || group.records[*group.capture].type() != "response") return {};
    const std::string key = content_key(group);
    if (key.empty()) return {};
    const WarcRecord& response = group.records[*group.capture];
    const First first{name, group.records[0].offset, response.offset, response.length,
                      std::string(header_value(response.headers, "WARC-Date"))};
    if (!seen.try_emplace(key, first).second) ++duplicates;
    return {};
  });
  if (!read.ok()) return read.error();
  return duplicates;
}

class Compactor {
 public:
  Compactor(WarcSet& set, FirstByContent seen, const WarcSet::Options& options, const MovedCapture& moved,
            std::vector<std::string>& written)
      : set_(set), seen_(std::move(seen)), rotate_at_(options.rotate_at), moved_(moved), written_(written) {}

  std::uint64_t duplicates() const { return duplicates_; }

  Result<void> begin_file() {
    if (auto begun = set_.begin_file(); !begun.ok()) return begun;
    written_.push_back(set_.position().file);
    return {};
  }

  Result<void> add(const Input& input) {
    from_.close();
    from_.clear();
    from_.open(input.path, std::ios::binary);
    const std::string name = input.path.filename().string();
    return for_each_group(input, [&](Group& group) { return copy(group, name); });
  }

 private:
  Result<void> copy(const Group& group, const std::string& name) {
    if (set_.writer().size() >= rotate_at_)
      if (auto begun = begin_file(); !begun.ok()) return begun;
    const std::string key = group.capture && group.records[*group.capture].type() == "response"
                                ? content_key(group)
                                : std::string();
    const auto known = key.empty() ? seen_.end() : seen_.find(key);
    std::uint64_t begin = 0;
    std::optional<First> here;
    for (std::size_t i = 0; i < group.records.size(); ++i) {
      const WarcRecord& record = group.records[i];
      const bool is_capture = group.capture == i;
      const bool repeats = is_capture && known != seen_.end();
      std::string member = record.type() == "warcinfo" ? warcinfo(record)
                           : repeats                   ? revisit(record, known->second)
                                                       : bytes_at(record);
      if (member.empty())
        return Error{ErrorCode::io, name + " can't be read at offset " + std::to_string(record.offset)};
      auto entry = is_capture ? cdx_entry(record, name) : std::nullopt;
      if (entry && repeats) entry->mime = "warc/revisit";
      const auto offset = set_.writer().append_member(member, entry ? &*entry : nullptr);
      if (!offset.ok()) return offset.error();
      if (i == 0) begin = *offset;
      if (is_capture)
        here = First{set_.position().file, begin, *offset, member.size(),
                     std::string(header_value(record.headers, "WARC-Date"))};
      if (group.document == i) here->length = *offset + member.size() - here->offset;
    }
    if (!here) return {};
    const bool repeated = known != seen_.end();
    const First& stands = repeated ? known->second : *here;
    moved_(name, group.records[*group.capture].offset, stands.alone());
    if (group.request() != nullptr) moved_(name, group.request()->offset, stands.with_request());
    if (repeated)
      ++duplicates_;
    else if (!key.empty())
      seen_.emplace(key, std::move(*here));
    return {};
  }

  // Speaks of the file that it stands in, and so of another one now.
  std::string warcinfo(const WarcRecord& record) {
    HeaderList fields = record.headers;
    for (auto& [field, value] : fields) {
      if (equals_ignoring_case(field, "WARC-Filename")) value = set_.position().file;
      if (equals_ignoring_case(field, "WARC-Record-ID")) value = "<urn:uuid:" + random_uuid() + ">";
    }
    return set_.writer().member_of(fields, record.block);
  }

  // The same capture in another form: what is concurrent to it goes on naming it.
  std::string revisit(const WarcRecord& response, const First& first) {
    HeaderList fields;
    for (const auto& [field, value] : response.headers)
      fields.emplace_back(field, equals_ignoring_case(field, "WARC-Type") ? "revisit" : value);
    fields.emplace_back("WARC-Profile", kIdenticalPayload);
    fields.emplace_back("WARC-Refers-To-Target-URI", response.target_uri());
    if (!first.date.empty()) fields.emplace_back("WARC-Refers-To-Date", first.date);
    const auto message = parse_http_message(response.block);
    std::string head = message.ok() ? message->start_line + "\r\n" : std::string();
    if (message.ok())
      for (const auto& [field, value] : message->headers)
        if (!equals_ignoring_case(field, "Content-Length")) head += field + ": " + value + "\r\n";
    return set_.writer().member_of(fields, head + "\r\n");
  }

  std::string bytes_at(const WarcRecord& record) {
    std::string bytes(record.length, '\0');
    from_.seekg(static_cast<std::streamoff>(record.offset));
    from_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return from_ ? bytes : std::string();
  }

  WarcSet& set_;
  FirstByContent seen_;
  std::unordered_map<std::string, ArchiveLocation>
      requests_;  // a first response's place to that with its request
  std::uint64_t rotate_at_;
  const MovedCapture& moved_;
  std::ifstream from_;
  std::vector<std::string>& written_;
  std::uint64_t duplicates_ = 0;
};

struct Plan {
  std::vector<Input> replaced;
  FirstByContent kept;  // what lies in the files before
  std::uint64_t duplicates = 0;
};

Result<Plan> plan_of(const std::filesystem::path& folder, const WarcSet::Committed& committed,
                     const WarcSet::Options& options) {
  auto inputs = inputs_of(folder, committed, options);
  if (!inputs.ok()) return inputs.error();
  Plan plan;
  FirstByContent seen;
  for (auto input = inputs->begin(); input != inputs->end(); ++input) {
    // Half a file is worth to be filled up, but not by nothing.
    const bool small = input->bytes < options.rotate_at / 2 && std::next(input) != inputs->end();
    const auto duplicates = note_captures(*input, seen);
    if (!duplicates.ok()) return duplicates.error();
    plan.duplicates += *duplicates;
    if (plan.replaced.empty() && !small && *duplicates == 0) continue;
    plan.replaced.push_back(*input);
  }
  std::erase_if(seen, [&](const auto& first) {
    return std::ranges::any_of(plan.replaced, [&](const Input& input) {
      return input.path.filename().string() == first.second.file;
    });
  });
  plan.kept = std::move(seen);
  return plan;
}

Compaction described(const Plan& plan, const WarcSet::Committed& committed) {
  Compaction compaction;
  compaction.duplicates = plan.duplicates;
  compaction.position = committed;
  for (const auto& input : plan.replaced) {
    compaction.replaced.push_back(input.path.filename().string());
    compaction.bytes_before += input.bytes;
  }
  return compaction;
}

}  // namespace

Result<Compaction> plan_compaction(const std::filesystem::path& folder, const WarcSet::Committed& committed,
                                   const WarcSet::Options& options) {
  auto plan = plan_of(folder, committed, options);
  if (!plan.ok()) return plan.error();
  return described(*plan, committed);
}

Result<Compaction> compact(const std::filesystem::path& folder, const WarcSet::Committed& committed,
                           const WarcSet::Options& options, const MovedCapture& moved) {
  auto plan = plan_of(folder, committed, options);
  if (!plan.ok()) return plan.error();
  Compaction compaction = described(*plan, committed);
  if (plan->replaced.empty()) return compaction;
  std::vector<std::string> written;
  const auto rewrite = [&]() -> Result<void> {
    auto set = WarcSet::open(folder, committed, options);
    if (!set.ok()) return set.error();
    Compactor compactor(*set, std::move(plan->kept), options, moved, written);
    if (auto begun = compactor.begin_file(); !begun.ok()) return begun;
    for (const auto& input : plan->replaced)
      if (auto added = compactor.add(input); !added.ok()) return added;
    compaction.duplicates = compactor.duplicates();
    compaction.position = set->position();
    return set->sync();
  };
  const auto done = rewrite();
  std::error_code failure;
  for (const auto& name : written) {
    if (done.ok()) {
      compaction.bytes_after += std::filesystem::file_size(folder / name, failure);
    } else {
      // What stays after all goes when the set is opened next.
      std::filesystem::remove(index_path(folder / name), failure);
      std::filesystem::remove(folder / name, failure);
    }
  }
  if (!done.ok()) return done.error();
  compaction.written = std::move(written);
  return compaction;
}

}  // namespace tenderlead::crawler
