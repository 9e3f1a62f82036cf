// Values that say that there is no value: 无, /, 详见招标文件, ****.
#pragma once

#include <optional>
#include <string_view>

#include "model/evidence.h"

namespace tenderlead::parsers {

// Why a field's value is none, or nullopt where the value is one. An empty value is not_stated. A value that merely
// contains such a word ("人民币10万元，详见附件") is a value. Thread-safe.
std::optional<MissingReason> unstated_reason(std::string_view value);

// Whether a value as it stands on the page surely is one, its white space and outer signs left on: true of most values at the price
// of a look at their bytes. Never true where unstated_reason() or damage_of() has an answer. Thread-safe.
bool is_plainly_stated(std::string_view value);

// What was done to a value that can't be read as it once was, in whole (*** is a value of none) or in part (138****5678,
// 张**, 某某公司, ＸＸ医院; 采购□□部, 2026年 月 日). nullopt for an intact one. Letters X count as a mask only where they stand
// alone beside Chinese characters or figures, so that CTX-200 and XXL are none. Thread-safe, linear.
std::optional<Damage> damage_of(std::string_view value);

// Whether the text was masked on purpose: three or more asterisks or crosses in a row (138****5678, 张XX is a
// name and not masked by this rule), or only such signs.
bool is_masked(std::string_view value);

}  // namespace tenderlead::parsers
