#include "parsers/attachment/attachment_reader.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "parsers/attachment/file_document.h"
#include "parsers/attachment/requirements.h"
#include "parsers/notice/page_view.h"

namespace tenderlead::parsers {
namespace {

// Files that disagree about a value make each other doubtful, as readings of one page do.
constexpr double kDoubt = 0.85;
constexpr double kUnproved = 0.5;  // a value without evidence of its own
// A lower confidence is a guess, and a guess from a file is none worth showing.
constexpr double kLeastBelieved = 0.4;
constexpr double kRequirements = 0.8;
constexpr std::size_t kMostRequirements = 2000;  // code points

constexpr std::array<std::string_view, 14> kReferences = {
    "见附件",       "见采购文件", "见招标文件", "见磋商文件", "见谈判文件", "见询价文件", "见比选文件",
    "见采购需求书", "见需求书",   "见参数文件", "附件下载",   "查看附件",   "以附件为准", "具体要求见附"};

bool asks_for_bids(const Notice& notice) {
  if (!notice.kind) return true;
  switch (*notice.kind) {
    case NoticeKind::intention:
    case NoticeKind::market_research:
    case NoticeKind::prequalification:
    case NoticeKind::tender:
    case NoticeKind::single_source:
      return true;
    default:
      return false;
  }
}

bool has(const std::string& value) {
  return !value.empty();
}
template <typename Value>
bool has(const std::optional<Value>& value) {
  return value.has_value();
}

bool agree(const Money& a, const Money& b) {
  return a.amount_minor == b.amount_minor && a.currency == b.currency;
}
template <typename Value>
bool agree(const Value& a, const Value& b) {
  return a == b;
}
template <typename Value>
bool agree(const std::optional<Value>& a, const std::optional<Value>& b) {
  return a.has_value() == b.has_value() && (!a || agree(*a, *b));
}

// What one file says, read as a notice.
struct Candidate {
  const FileDocument* file;
  const std::string* name;  // the attachment's
  Notice notice;
};

class Completion {
 public:
  Completion(Notice& notice, const std::vector<Candidate>& candidates)
      : notice_(notice), candidates_(candidates), silent_counts_(asks_for_bids(notice)) {}

  void run() {
    field(
        "budget", [](auto& n) -> auto& { return n.budget; });
    field(
        "ceiling", [](auto& n) -> auto& { return n.ceiling; });
    field(
        "project_no", [](auto& n) -> auto& { return n.project_no; });
    field(
        "documents_from", [](auto& n) -> auto& { return n.documents_from; });
    field(
        "documents_until", [](auto& n) -> auto& { return n.documents_until; });
    field(
        "bid_deadline", [](auto& n) -> auto& { return n.bid_deadline; });
    field(
        "opening_at", [](auto& n) -> auto& { return n.opening_at; });
    field(
        "service_term", [](auto& n) -> auto& { return n.service_term; });
    party(
        "buyer", [](auto& n) -> auto& { return n.buyer; });
    party(
        "agency", [](auto& n) -> auto& { return n.agency; });
    field(
        "project_contact.name", [](auto& n) -> auto& { return n.project_contact.name; });
    field(
        "project_contact.phone", [](auto& n) -> auto& { return n.project_contact.phone; });
    lots();
    intentions();
    requirements();
  }

 private:
  bool looked_for(const std::string& path) const {
    const auto missing = notice_.missing.find(path);
    return silent_counts_ ||
           (missing != notice_.missing.end() && missing->second == MissingReason::see_attachment);
  }

  static double confidence(const Candidate& candidate, const std::string& path) {
    const auto found = candidate.notice.evidence.find(path);
    return found == candidate.notice.evidence.end() ? kUnproved : found->second.confidence;
  }

  // Takes over the evidence of a path and of what lies below it.
  void prove(const Candidate& from, const std::string& path, double factor) {
    for (const auto& [below, found] : from.notice.evidence) {
      if (below != path && !below.starts_with(path + ".")) continue;
      Evidence evidence = found;
      evidence.rule = "attachment:" + found.rule;
      evidence.confidence = found.confidence * factor;
      from.file->place(evidence, *from.name);
      notice_.evidence.insert_or_assign(below, std::move(evidence));
    }
    notice_.missing.erase(path);
  }

  // The surest of the files wins, of equals the first.
  template <typename Get>
  void field(const std::string& path, Get get) {
    field(path, get, [](const Candidate&) { return true; });
  }
  template <typename Get, typename Fits>
  void field(const std::string& path, Get get, Fits fits) {
    if (has(get(notice_)) || !looked_for(path)) return;
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_)
      if (has(get(candidate.notice)) && fits(candidate) &&
          (best == nullptr || confidence(candidate, path) > confidence(*best, path)))
        best = &candidate;
    if (best == nullptr) return;
    double factor = kAttachmentTrust;
    for (const Candidate& other : candidates_)
      if (has(get(other.notice)) && fits(other) && !agree(get(other.notice), get(best->notice))) {
        factor *= kDoubt;
        break;
      }
    if (confidence(*best, path) * factor < kLeastBelieved) return;
    get(notice_) = get(best->notice);
    prove(*best, path, factor);
  }

  template <typename Get>
  void party(const std::string& path, Get get) {
    const std::string name = get(notice_).name;
    // Of the same party, by its name; where the page names none, whoever the file names.
    const auto same = [&](const Candidate& candidate) {
      const std::string& other = get(candidate.notice).name;
      return name.empty() || other.empty() || other == name || other.find(name) != std::string::npos ||
             name.find(other) != std::string::npos;
    };
    field(
        path + ".name", [&](auto& n) -> auto& { return get(n).name; }, same);
    field(
        path + ".address", [&](auto& n) -> auto& { return get(n).address; }, same);
    field(
        path + ".contact", [&](auto& n) -> auto& { return get(n).contact; }, same);
    field(
        path + ".phone", [&](auto& n) -> auto& { return get(n).phone; }, same);
  }

  void lots() {
    if (!looked_for("lots")) return;
    for (const Candidate& candidate : candidates_) {
      if (candidate.notice.lots.empty()) continue;
      if (notice_.lots.empty()) {
        notice_.lots = candidate.notice.lots;
        prove(candidate, "lots", kAttachmentTrust);
        return;
      }
      for (std::size_t i = 0; i < notice_.lots.size(); ++i) complete_lot(i, candidate);
    }
  }

  // What the page's lot leaves out, from the lot of the same number.
  void complete_lot(std::size_t index, const Candidate& candidate) {
    Lot& lot = notice_.lots[index];
    const auto& others = candidate.notice.lots;
    const auto found = std::find_if(others.begin(), others.end(),
                                    [&](const Lot& other) { return !lot.no.empty() && other.no == lot.no; });
    if (found == others.end()) return;
    const std::string ours = "lots." + std::to_string(index);
    const std::string theirs = "lots." + std::to_string(found - others.begin());
    const auto take = [&](auto member, const char* key) {
      if (has(lot.*member) || !has((*found).*member)) return;
      lot.*member = (*found).*member;
      const auto& evidence = candidate.notice.evidence;
      auto proof = evidence.find(theirs + "." + key);
      if (proof == evidence.end()) proof = evidence.find(theirs);
      if (proof == evidence.end()) return;
      Evidence copy = proof->second;
      copy.rule = "attachment:" + copy.rule;
      copy.confidence *= kAttachmentTrust;
      candidate.file->place(copy, *candidate.name);
      notice_.evidence.insert_or_assign(ours + "." + key, std::move(copy));
    };
    take(&Lot::budget, "budget");
    take(&Lot::ceiling, "ceiling");
    take(&Lot::quantity, "quantity");
    take(&Lot::unit, "unit");
  }

  void intentions() {
    if (!notice_.intentions.empty() || notice_.kind != NoticeKind::intention) return;
    for (const Candidate& candidate : candidates_) {
      if (candidate.notice.intentions.empty()) continue;
      notice_.intentions = candidate.notice.intentions;
      prove(candidate, "intentions", kAttachmentTrust);
      return;
    }
  }

  void requirements() {
    for (const Candidate& candidate : candidates_) {
      const Document& document = candidate.file->document;
      const std::string& name = candidate.file->file.empty() ? *candidate.name : candidate.file->file;
      const auto found = find_requirements(document, name);
      if (!found) continue;
      notice_.requirements = first_letters(document.slice(found->words));
      Evidence evidence;
      evidence.text = std::string(document.slice(found->heading));
      evidence.start = document.code_points(found->heading.begin);
      evidence.end = document.code_points(found->heading.end);
      evidence.rule = "attachment:requirements";
      evidence.confidence = kRequirements;
      candidate.file->place(evidence, *candidate.name);
      notice_.evidence.insert_or_assign("requirements", std::move(evidence));
      return;
    }
  }

  static std::string first_letters(std::string_view text) {
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++letters > kMostRequirements)
        return std::string(text.substr(0, i));
    return std::string(text);
  }

  Notice& notice_;
  const std::vector<Candidate>& candidates_;
  const bool silent_counts_;  // fields that the page doesn't speak of are looked for too
};

}  // namespace

bool wants_attachments(const Notice& notice, AttachmentsWhen when) {
  if (notice.attachments.empty()) return false;
  if (when == AttachmentsWhen::always) return true;
  const bool pointed = std::any_of(notice.missing.begin(), notice.missing.end(), [](const auto& missing) {
    return missing.second == MissingReason::see_attachment;
  });
  if (pointed) return true;
  if (std::any_of(kReferences.begin(), kReferences.end(),
                  [&](std::string_view words) { return notice.text.find(words) != std::string::npos; }))
    return true;
  if (when != AttachmentsWhen::missing || !asks_for_bids(notice)) return false;
  const bool priced = notice.budget || notice.ceiling;
  const bool reachable =
      !notice.buyer.phone.empty() || !notice.agency.phone.empty() || !notice.project_contact.phone.empty();
  const bool dated = notice.bid_deadline || notice.kind != NoticeKind::tender;
  return !priced || !reachable || !dated;
}

void complete_notice(Notice& notice, std::span<const AttachmentFile> files, const ReadingTables& tables,
                     const NoticeReadingOptions& options) {
  std::vector<std::pair<const std::string*, std::vector<FileDocument>>> documents;
  for (const AttachmentFile& file : files) {
    if (file.text == nullptr || file.index >= notice.attachments.size()) continue;
    Attachment& attachment = notice.attachments[file.index];
    attachment.kind = file.text->kind;
    attachment.problem = file.text->reason();
    documents.emplace_back(&attachment.name, file_documents(*file.text));
  }
  std::vector<Candidate> candidates;
  for (const auto& [name, of_file] : documents)
    for (const FileDocument& document : of_file)
      if (!document.document.text.empty())
        candidates.push_back({&document, name, read_notice(document.document, tables, options)});
  Completion(notice, candidates).run();
}

}  // namespace tenderlead::parsers
