// Is a record what WARC 1.1 asks for, and are its bytes those that its digests stand for?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/warc_reader.h"

namespace tenderlead::crawler {

// What a record's payload is (WARC 1.1, 3): the body of an HTTP message, transfer coding included; the whole block of any
// other record.
std::string_view payload_of(const WarcRecord& record);

// Does the payload match WARC-Payload-Digest, as it stands or with chunked coding taken off (tools differ)? Nothing
// where the record states none, states one that isn't known, or is a revisit, whose payload lies elsewhere.
std::optional<bool> payload_matches(const WarcRecord& record);

// Do block and payload match the digests that the record states? Nothing where it states none that can be checked.
std::optional<bool> digests_match(const WarcRecord& record);

// Every breach of the standard, in words that begin with the field or part; empty where there is none. An oversized
// block isn't looked at.
std::vector<std::string> record_faults(const WarcRecord& record);

}  // namespace tenderlead::crawler
