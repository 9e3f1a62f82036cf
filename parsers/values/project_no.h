// The shape of the numbers by which portals name projects: 豫财招标采购-2026-12, N5101012026000123, SDGP370100000202602000321.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/document.h"

namespace tenderlead::parsers {

struct ProjectNoMatch {
  std::string number;  // half-width, no spaces, no trailing punctuation or brackets that don't belong to it
  Span span;
};

// Whether a whole value may be a project's number: has a digit, few Chinese characters beside brackets, 号, 第, no sentence,
// and isn't a date, an amount or a telephone.
bool looks_like_project_no(std::string_view value);

// The number at the start of a value that may go on with something else ("XYZ-2026-01 二、项目名称…", "…（第二次）" stays).
std::optional<ProjectNoMatch> read_project_no(std::string_view value);

}  // namespace tenderlead::parsers
