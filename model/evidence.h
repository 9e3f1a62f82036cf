// Where a value comes from: the words on the page, their place, the rule that read them, and how sure it is.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace tenderlead {

struct Evidence {
  std::string text;       // the words as they stand in the document's text
  std::size_t start = 0;  // offset into the document's text, in Unicode code points
  std::size_t end = 0;    // one past the last code point; end - start code points are `text`
  std::string
      rule;  // "label:项目编号", "table:header-row", "prose:受委托"; stable, dotted names in ASCII + label
  double confidence = 0.0;  // 0..1: the share of such readings that are right
  // Of a value that an attachment gave: which file ("需求.zip/参数.docx") and page or sheet. `start` and `end` then count
  // from the beginning of that page's text. Empty and 0 where the words stand in the notice itself.
  std::string file{};
  int page = 0;  // from 1; 0 where the file has no pages
  std::string sheet{};
};

// Field path as `parse` writes it ("buyer.name", "awards.0.amount") to its evidence. Sorted, so output is stable.
using EvidenceMap = std::map<std::string, Evidence>;

// Why a value that one would expect is missing.
enum class MissingReason {
  not_stated,      // the page names the field and leaves it empty: 无, /, 空
  see_attachment,  // 详见招标文件, 详见附件
  unreadable,      // masked or damaged: ****
};
constexpr const char* to_string(MissingReason reason) {
  switch (reason) {
    case MissingReason::not_stated:
      return "not_stated";
    case MissingReason::see_attachment:
      return "see_attachment";
    case MissingReason::unreadable:
      return "unreadable";
  }
  return "not_stated";
}
constexpr const char* chinese_name(MissingReason reason) {
  switch (reason) {
    case MissingReason::not_stated:
      return "未写明";
    case MissingReason::see_attachment:
      return "见附件";
    case MissingReason::unreadable:
      return "无法辨认";
  }
  return "未写明";
}
using MissingMap = std::map<std::string, MissingReason>;

// What was done to words that can't be read.
enum class Damage {
  masked,   // hidden on purpose: 138****1234, 张**, 某某公司, ＸＸＸ
  damaged,  // lost on the way: □□, U+FFFD, ????, 2026年 月 日
};
constexpr const char* to_string(Damage damage) {
  return damage == Damage::masked ? "masked" : "damaged";
}
constexpr const char* chinese_name(Damage damage) {
  return damage == Damage::masked ? "已脱敏" : "已损坏";
}
using UnreadableMap = std::map<std::string, Damage>;

}  // namespace tenderlead
