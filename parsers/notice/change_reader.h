// What an amendment changes: items with their old and new values, in the layouts that amendments use. A table with
// 更正项 | 更正前内容 | 更正后内容; labels (原内容：… 更正后内容：…); sentences (原…“A”，现更正为“B”; 将X由A变更为B; X延期至B); and
// blocks of lines, the old ones above 变更为： and the new ones below it.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {

struct ChangeRecord {
  Stretch item;    // what is changed; empty where the words don't say
  Stretch before;  // empty where only the new value is told
  Stretch after;
  std::vector<Field> fields;  // what of ours the item is: 截止时间及开标时间 is two; empty for anything else
  std::vector<Field> along;  // what is put off with it: 投标截止时间同步顺延
  Layout layout = Layout::prose;
  const char* pattern = "amended-to";  // prose: the pattern's name
  double confidence = 0;
};

// In reading order. Linear in the text: every sentence is looked at once, within bounds.
std::vector<ChangeRecord> read_changes(const PageView& view, const std::vector<Mark>& marks,
                                       const std::vector<Grid>& grids);

// The new values as findings, and no findings any more in what was changed: 原投标截止时间：… is no deadline.
void use_changes(const PageView& view, const std::vector<ChangeRecord>& changes,
                 std::vector<Finding>& findings);

// A part of what stands before or behind 更正为: 投标截止时间：2026年8月7日9时.
struct LabelledPart {
  Stretch label;  // empty where the words name none
  Stretch value;
};
// Cuts [begin, end) at line breaks and where a label begins anew: A：x；B：y and A：x，B：y.
std::vector<LabelledPart> labelled_parts(const PageView& view, Stretch place);

// Quotes and the ends of sentences as change readers see them.
constexpr bool opens_quote(char16_t c) {
  return c == u'“' || c == u'"' || c == u'「';
}
constexpr bool closes_quote(char16_t c) {
  return c == u'”' || c == u'"' || c == u'」';
}
constexpr bool closes_sentence(char16_t c) {
  return c == u'。' || c == u';' || c == u'!' || c == u'?';
}

// What stands before 更正为 in [from, end): 原公告中“A”，现 | 将X由A | 原X：A。
struct FormerValues {
  Stretch item;
  std::vector<LabelledPart> parts;  // the old values
};
FormerValues read_former(const PageView& view, Place from, Place end);
// `end` less the verbs and fillers right before the cue: …，现 | 现将其 | 统一
Place without_lead_in(const PageView& view, Place from, Place end);
// `from` past any of the words, as often as they stand there.
Place past_leads(const PageView& view, Place from, Place end,
                 std::initializer_list<std::u16string_view> leads);

// Whether a label or the head of a column says that what stands there is of before a change, or of after it: 更正前内容, 原采购公告内容,
// 投标截止时间(变更前); 更正后, 现内容, 开标时间变更为.
enum class ChangeCue { none, old, fresh };
ChangeCue change_cue(std::u16string_view words);
// 更正内容, 澄清修改内容: of a change, on either side of it.
bool names_change(std::u16string_view words);

// Old and new values that stand in lines of their own, below or behind such labels.
struct ChangeBlock {
  std::vector<LabelledPart> old;
  std::vector<LabelledPart> fresh;
};
std::vector<ChangeBlock> read_change_blocks(const PageView& view, const std::vector<Mark>& marks);
// Whether a line is none that a block of old or new values can hold.
bool ends_change_block(const PageView& view, const std::vector<Mark>& marks, const Unit& unit);

// What of ours an item's words are about.
std::vector<Field> fields_of_item(std::u16string_view words);

// Without quotes, brackets around the whole, and stops at either end.
Stretch without_edges(const PageView& view, Stretch place);

}  // namespace tenderlead::parsers::notice
