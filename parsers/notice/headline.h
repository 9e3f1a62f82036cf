// What stands around a notice's body: its headline, its date of publication, its attachments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {

struct Headline {
  std::string title;
  std::string markers;  // what clean_title() cut off in front: 【询价公告】
  Stretch place;        // empty where only the list page or <title> says it
  const char* rule = "headline";
  double confidence = 0;
};
// The headline of the notice itself, without site name, portal markers and running numbers.
Headline read_headline(const PageView& view);

// 招标公告 is what a form calls itself: where a label (公告名称：) gives the title, that is it.
void use_labelled_title(const PageView& view, const std::vector<Mark>& marks, Headline& headline);
// The line below such a form's own name, where it reads like the name of a procurement; empty where none does.
Stretch name_beside(const PageView& view, const Headline& headline);

// A title without what portals put around it: [郫都区] in front, a system's number behind.
std::string clean_title(std::string_view title);
void set_title(Headline& headline, std::string_view words);
// The procurement's name that a title contains: the title without the words for the kind of notice.
std::string name_from_title(std::string_view title);

// The words in quotes that end right before `at`, within so many letters and their own sentence: “某某采购”(项目编号:X). Empty where none do.
Stretch quoted_before(std::u16string_view text, Place at, Place longest);

// What the text behind the headline says is bought, where its first sentences do: 我院拟对C进行市场调研.
void read_purchases(const PageView& view, const Headline& headline, std::vector<Finding>& out);

struct DateFinding {
  StatedTime time;
  Stretch place;
  const char* rule = "signature";
  double confidence = 0;
};
// Dates of publication that no label introduces: under the headline, and the signature's.
// What stands in a table of rows dates no notice.
std::vector<DateFinding> read_loose_dates(const PageView& view, const std::vector<Mark>& marks,
                                          const std::vector<Grid>& grids);

struct AttachmentFinding {
  Attachment attachment;
  Span span;
};
std::vector<AttachmentFinding> read_attachments(const PageView& view, const std::vector<Mark>& marks);

// Share of letter pairs that two texts have in common, 0..1.
double likeness(std::u16string_view a, std::u16string_view b);

// A title without a portal's markers in front: [郫都区], 【招标公告】.
std::u16string_view without_markers(std::u16string_view title);

// 招标公告, 公开招标公告, 竞争性磋商采购公告: what a notice is, without what it is about.
bool names_kind_alone(std::u16string_view text);

// A page's <title> without the site's name behind it: 某某公告_某某采购网.
std::string_view without_site(std::string_view page_title);

// A title without the brackets and figures behind it: 招标公告(网), 招标公告308831.
std::u16string_view title_core(std::u16string_view title);

}  // namespace tenderlead::parsers::notice
