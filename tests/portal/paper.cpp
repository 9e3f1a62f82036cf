#include "tests/portal/paper.h"

namespace tenderlead::portal {
namespace {

constexpr std::string_view kWordLine =
    "<p class=\"MsoNormal\" style=\"margin:0pt 0pt 7.8pt;text-indent:24.0000pt;line-height:150%;"
    "mso-char-indent-count:2.0000;\">";
constexpr std::string_view kSong =
    "<span style=\"mso-spacerun:'yes';font-family:宋体;font-size:12.0000pt;mso-font-kerning:1.0000pt;\">";
constexpr std::string_view kTimes =
    "<span style=\"mso-spacerun:'yes';font-family:'Times New Roman';font-size:12.0000pt;\">";

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

// A word processor changes the font between Chinese and digits, so numbers stand in spans of their own.
std::string word_spans(std::string_view text) {
  std::string html;
  std::size_t at = 0;
  while (at < text.size()) {
    const bool digits = is_ascii_digit(text[at]);
    std::size_t end = at;
    while (end < text.size() && is_ascii_digit(text[end]) == digits) ++end;
    html += digits ? kTimes : kSong;
    html += escape_html(text.substr(at, end - at));
    html += "</span>";
    at = end;
  }
  return html;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

Paper::Flavour any_flavour(Random& random) {
  return static_cast<Paper::Flavour>(random.below(4));
}

void Paper::open_line() {
  html_ += flavour_ == Flavour::word_processor ? kWordLine
           : flavour_ == Flavour::underlined   ? std::string_view("<div style=\"line-height:2em\">　　")
                                               : std::string_view("<p style=\"text-indent:2em\">");
}

void Paper::close_line() {
  html_ += flavour_ == Flavour::underlined ? "</div>\n" : "</p>\n";
}

void Paper::label(std::string_view text) {
  if (flavour_ == Flavour::bold_labels)
    html_ += "<strong>" + escape_html(text) + "：</strong>";
  else if (flavour_ == Flavour::word_processor)
    html_ += word_spans(text) + std::string(kSong) + "：</span>";
  else
    html_ += escape_html(text) + "：";
}

void Paper::value(std::string_view text) {
  if (flavour_ == Flavour::underlined)
    html_ += "<u>&nbsp;" + escape_html(text) + "&nbsp;</u>";
  else if (flavour_ == Flavour::word_processor)
    html_ += word_spans(text);
  else if (flavour_ == Flavour::bold_labels)
    html_ += "<span class=\"bookmark-item\">" + escape_html(text) + "</span>";
  else
    html_ += escape_html(text);
}

void Paper::headline(std::string_view text) {
  html_ += "<p style=\"text-align:center;font-size:22px\"><strong>" + escape_html(text) + "</strong></p>\n";
}

void Paper::heading(std::string_view text) {
  if (flavour_ == Flavour::bold_labels) {
    html_ += "<h4 style=\"font-size:16px\">" + escape_html(text) + "</h4>\n";
    return;
  }
  open_line();
  html_ += "<b>" + (flavour_ == Flavour::word_processor ? word_spans(text) : escape_html(text)) + "</b>";
  close_line();
}

void Paper::line(std::string_view text) {
  open_line();
  html_ += flavour_ == Flavour::word_processor ? word_spans(text) : escape_html(text);
  close_line();
}

void Paper::field(std::string_view name, std::string_view text) {
  fields({{std::string(name), std::string(text)}});
}

void Paper::fields(const std::vector<std::pair<std::string, std::string>>& pairs) {
  open_line();
  bool first = true;
  for (const auto& [name, text] : pairs) {
    if (!first) html_ += "&nbsp;&nbsp;&nbsp;&nbsp;";
    first = false;
    label(name);
    value(text);
  }
  close_line();
}

void Paper::stacked(std::string_view name, std::string_view text) {
  html_ += "<div class=\"row\"><div class=\"name\">" + escape_html(name) + "</div><div class=\"value\">" +
           escape_html(text) + "</div></div>\n";
}

void Paper::table(const std::vector<std::vector<std::string>>& rows) {
  html_ +=
      "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" "
      "style=\"border-collapse:collapse;width:100%\"><tbody>\n";
  bool header = true;
  for (const auto& row : rows) {
    html_ += "<tr>";
    for (const auto& cell : row)
      html_ += header
                   ? "<td align=\"center\" style=\"background:#f4f6f9\"><b>" + escape_html(cell) + "</b></td>"
                   : "<td style=\"padding:4px 7px;border:1px solid #999\">" + escape_html(cell) + "</td>";
    html_ += "</tr>\n";
    header = false;
  }
  html_ += "</tbody></table>\n";
}

void Paper::key_values(const std::vector<std::pair<std::string, std::string>>& pairs,
                       std::size_t pairs_per_row) {
  html_ += "<table class=\"kv\" border=\"1\" cellspacing=\"0\" width=\"100%\"><tbody>\n";
  for (std::size_t i = 0; i < pairs.size(); i += pairs_per_row) {
    html_ += "<tr>";
    for (std::size_t k = i; k < i + pairs_per_row && k < pairs.size(); ++k)
      html_ += "<td class=\"title\" width=\"18%\">" + escape_html(pairs[k].first) + "</td><td>" +
               escape_html(pairs[k].second) + "</td>";
    html_ += "</tr>\n";
  }
  html_ += "</tbody></table>\n";
}

void Paper::link(std::string_view name, std::string_view href) {
  html_ += "<p class=\"attach\"><a href=\"" + escape_html(href) + "\" target=\"_blank\">" +
           escape_html(name) + "</a></p>\n";
}

void Paper::signature(std::string_view name, std::string_view date) {
  if (!name.empty()) html_ += "<p style=\"text-align:right\">" + escape_html(name) + "</p>\n";
  html_ += "<p style=\"text-align:right\">" + escape_html(date) + "</p>\n";
}

}  // namespace tenderlead::portal
