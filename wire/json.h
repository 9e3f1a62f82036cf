// The JSON face of the model's words: the keys that `tenderlead parse` writes (DESIGN.md section 4), and the same
// keys for what the store keeps. One writer and one reader a word, so that the command line, the store and the
// exports can't drift apart.
//
// Writing never fails; keys come in a fixed order and absent values leave no key, so equal words give equal bytes.
// Reading checks types and names the offending key; unknown keys are ignored, so that an older program reads what
// a newer one wrote. All functions are thread-safe.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "model/attachment_text.h"
#include "model/lead.h"
#include "model/ledger.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "model/page.h"
#include "model/result.h"

namespace tenderlead::wire {

namespace json = boost::json;

// The keys of `parse`, with "type" first. `text` and `evidence` included.
json::object to_json(const Notice& notice);
json::object to_json(const HospitalProfile& profile);
json::object to_json(const AttachmentText& text);
json::object to_json(const ListPage& list);
json::object to_json(const Lead& lead);
json::object to_json(const Tag& tag);
json::object to_json(const LedgerEntry& entry);
json::object to_json(const Region& region);
json::object to_json(const Organisation& organisation);
// {"amount": yuan as a decimal number, "currency", "text"}.
json::object to_json(const Money& money);

Result<Notice> notice_from_json(const json::value& value);
Result<AttachmentText> attachment_text_from_json(const json::value& value);
Result<HospitalProfile> hospital_from_json(const json::value& value);
Result<Lead> lead_from_json(const json::value& value);
Result<LedgerEntry> ledger_entry_from_json(const json::value& value);
Result<Organisation> organisation_from_json(const json::value& value);
Result<Tag> tag_from_json(const json::value& value);

// Serialised on one line. Amounts keep their decimals exactly: 9264406.8, never 9264406.799999.
std::string to_text(const json::value& value);
template <typename T>
std::string to_json_text(const T& word) {
  return to_text(to_json(word));
}
// Parses one JSON value of at most 64 MiB and 64 levels.
Result<json::value> parse_text(std::string_view text);

}  // namespace tenderlead::wire
