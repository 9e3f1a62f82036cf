#include "app/pipeline/link_projects.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "app/pipeline/names.h"
#include "linker/course.h"
#include "linker/project_words.h"
#include "store/ids.h"
#include "wire/project.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

using Role = store::MentionRow::Role;

constexpr const char* kReferences = "references";
constexpr std::size_t kMostPrepared = 50'000;  // some 3 kB each
// Part of the digest of a project's inputs: to be changed where courses are made in another way, so that all are made anew.
constexpr std::string_view kWay = "project course 1";

// FNV-1a.
std::uint64_t digest_of(std::string_view text) {
  std::uint64_t digest = 0xCBF29CE484222325ULL;
  for (const char c : text) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return digest;
}

// An id of content_id(): 16 hexadecimal digits, of which a million take much room.
std::uint64_t number(const std::string& id) {
  std::uint64_t number = 0;
  std::from_chars(id.data(), id.data() + id.size(), number, 16);
  return number;
}
std::string hex(std::uint64_t number) {
  std::string id(16, '0');
  for (auto digit = id.rbegin(); digit != id.rend(); ++digit, number >>= 4)
    *digit = "0123456789abcdef"[number & 15];
  return id;
}

store::MentionRow supplier_mention(const std::string& supplier) {
  return {Role::supplier, supplier, normalised_name(supplier), "", ""};
}

struct Facts {
  Notice notice;
  std::vector<std::string> references;
};

std::optional<Facts> facts_of(const std::string& text) {
  wire::json::monotonic_resource memory(2 * text.size() + 1024);
  const auto value = wire::parse_text(text, &memory);
  if (!value) return std::nullopt;
  auto notice = wire::notice_from_json(*value);
  if (!notice) return std::nullopt;
  Facts facts{std::move(*notice), {}};
  const auto* object = value->if_object();
  const auto* references = object ? object->if_contains(kReferences) : nullptr;
  if (references && references->is_array())
    for (const auto& each : references->get_array())
      if (const auto* number = each.if_string())
        facts.references.emplace_back(number->data(), number->size());
  return facts;
}

}  // namespace

std::string link_facts(Notice notice) {
  wire::json::array references;
  for (const auto& number : linker::numbers_beside(notice.text))
    if (number != notice.project_no) references.emplace_back(wire::json::string(number));
  auto facts = wire::to_json_text(linker::without_words(std::move(notice)));
  if (references.empty()) return facts;
  facts.back() = ',';
  return facts + '"' + kReferences + "\":" + wire::to_text(references) + '}';
}

void ProjectLinker::add(const store::NoticeRow& row, store::Queries& queries) {
  std::string facts = row.link_facts;
  if (facts.empty()) {
    // Stored before there were any.
    const auto whole = queries.notice(row.id);
    if (auto notice = wire::word_from_text(whole ? whole->json : std::string(), wire::notice_from_json))
      facts = link_facts(std::move(*notice));
    if (!facts.empty()) new_facts_.emplace_back(row.id, facts);
  }
  auto known = facts_of(facts);
  if (!known) known.emplace();
  if (known->notice.title.empty()) known->notice.title = row.title;
  notices_.push_back(linker::link_notice(known->notice, row.id, row.source_id, "",
                                         std::move(known->references), row.fingerprint));
  Stored stored{row.buyer_id, row.project_id, "", "", digest_of(facts)};
  for (const auto& mention : row.mentions)
    if (mention.role == Role::buyer) {
      stored.norm = mention.norm;
      stored.region_code = mention.region_code;
      break;
    }
  stored_.push_back(std::move(stored));
}

void ProjectLinker::settle(const std::vector<store::ProjectDecisionRow>& decisions,
                           const Find& organisation) {
  for (std::size_t i = 0; i < notices_.size(); ++i)
    if (!stored_[i].norm.empty())
      notices_[i].buyer_id = organisation({Role::buyer, "", stored_[i].norm, stored_[i].region_code, ""});
  std::vector<linker::LinkDecision> standing;
  for (const auto& row : decisions)
    if (!row.undone_at) standing.push_back({row.action == "join", row.notices, row.others});
  groups_ = linker::join_projects(notices_, standing);
  ids_.reserve(groups_.size());
  for (const auto& group : groups_) ids_.push_back(number(store::content_id({"project", group.key})));
  for (const auto& [id, facts] : new_facts_) fresh_.emplace(id, &facts);
}

std::string ProjectLinker::id_of(std::size_t group) const {
  return hex(ids_[group]);
}

std::string ProjectLinker::inputs_of(std::size_t place, const Find& organisation) const {
  const auto& group = groups_[place];
  std::string words = ocid_prefix_;
  const auto add = [&](std::string_view word) {
    words += '\n';
    words += word;
  };
  add(group.previous ? id_of(*group.previous) : std::string());
  for (std::size_t i = 0; i < group.notices.size(); ++i) {
    const auto& notice = notices_[group.notices[i]];
    add(notice.id);
    add(notice.buyer_id);
    add(group.because[i]);
    add(notices_[group.same_as[i]].id);
    add(std::to_string(group.attempt[i]));
    add(std::to_string(stored_[group.notices[i]].facts));
    for (const auto& supplier : notice.suppliers) add(organisation(supplier_mention(supplier)));
  }
  return store::content_id({kWay, words});
}

Project ProjectLinker::course_of(std::size_t place, store::Queries& queries, const Find& organisation) const {
  const auto& group = groups_[place];
  std::vector<linker::CourseNotice> course;
  for (std::size_t i = 0; i < group.notices.size(); ++i) {
    const auto& notice = notices_[group.notices[i]];
    const auto found = fresh_.find(notice.id);
    auto facts = facts_of(found != fresh_.end() ? *found->second : queries.link_facts(notice.id));
    linker::CourseNotice each{notice.id,        notice.source_id,
                              notice.buyer_id,  facts ? std::move(facts->notice) : Notice(),
                              group.because[i], "",
                              group.attempt[i]};
    if (each.word.title.empty()) each.word.title = notice.title;
    if (group.same_as[i] != group.notices[i]) each.same_as = notices_[group.same_as[i]].id;
    course.push_back(std::move(each));
  }
  const auto id = id_of(place);
  auto project = linker::project_of(id, ocid_prefix_ + "-" + id, course, [&](const std::string& supplier) {
    return organisation(supplier_mention(supplier));
  });
  if (group.previous) project.previous = id_of(*group.previous);
  return project;
}

void ProjectLinker::each_change(
    const std::function<void(const std::string&, const std::string&, const std::string&)>& each) const {
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    const auto id = id_of(group);
    for (const auto place : groups_[group].notices) {
      const auto& notice = notices_[place];
      if (stored_[place].buyer_id != notice.buyer_id || stored_[place].project_id != id)
        each(notice.id, notice.buyer_id, id);
    }
  }
}

store::ProjectRow ProjectLinker::row_of(std::size_t group, store::Queries& queries,
                                        const Find& organisation) const {
  const auto project = course_of(group, queries, organisation);
  store::ProjectRow row;
  row.id = project.id;
  row.number = project.numbers.empty() ? std::string() : project.numbers.front();
  row.name = project.name;
  row.buyer_id = project.buyer_id;
  row.ocid = project.ocid;
  row.stage = to_string(project.stage);
  row.region_code = project.region.code;
  row.published_at = project.published_at ? to_string(*project.published_at) : std::string();
  row.updated_at = project.updated_at ? to_string(*project.updated_at) : std::string();
  row.json = wire::to_text(wire::to_json(project));
  return row;
}

Result<void> ProjectLinker::prepare(store::Store& store, const Find& organisation) {
  inputs_.reserve(groups_.size());
  for (std::size_t group = 0; group < groups_.size(); ++group)
    inputs_.push_back(number(inputs_of(group, organisation)));
  auto read = store.read([&](store::Queries& queries) {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      if (prepared_.size() == kMostPrepared) break;
      const auto id = id_of(group);
      const auto& places = groups_[group].notices;
      const bool news = std::any_of(places.begin(), places.end(), [&](std::size_t place) {
        return stored_[place].project_id != id || stored_[place].buyer_id != notices_[place].buyer_id;
      });
      if (news) prepared_.emplace(id, row_of(group, queries, organisation));
    }
    return true;
  });
  if (!read) return read.error();
  return {};
}

void ProjectLinker::write(store::Store& store, store::WriteBatch& writer, const Find& organisation) const {
  for (const auto& [id, facts] : new_facts_) writer.put_link_facts(id, facts);
  auto read = store.read([&](store::Queries& queries) {
    std::size_t next = 0;
    writer.replace_projects(
        [&](store::ProjectRow& row) {
          if (next == groups_.size()) return false;
          row.id = id_of(next);
          row.inputs = hex(inputs_[next++]);
          return true;
        },
        [&](store::ProjectRow& row) {
          const auto ready = prepared_.find(row.id);
          auto made = ready != prepared_.end() ? ready->second : row_of(next - 1, queries, organisation);
          made.inputs = std::move(row.inputs);
          row = std::move(made);
        });
    return true;
  });
  if (!read) throw std::runtime_error(read.error().message);
}

}  // namespace tenderlead::app
