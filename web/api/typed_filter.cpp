#include "web/api/typed_filter.h"

#include <algorithm>
#include <utility>

#include "web/api/code_points.h"

namespace tenderlead::web {
namespace {

constexpr std::pair<char32_t, char32_t> kQuotes[] = {{U'“', U'”'},   {U'”', U'”'},   {U'„', U'“'},
                                                     {U'「', U'」'}, {U'『', U'』'}, {U'＂', U'＂'}};

char32_t closing(char32_t sign) {
  for (const auto& [open, close] : kQuotes)
    if (sign == open) return close;
  return 0;
}

bool is_space(char32_t sign) {
  return sign == U' ' || sign == 0x3000 || sign == 0xA0 || (sign >= 0x2000 && sign <= 0x200B) ||
         sign == 0x202F || sign == 0x205F || sign == U'\t' || sign == U'\n' || sign == U'\r';
}

char32_t narrow(char32_t sign) {
  return sign >= 0xFF01 && sign <= 0xFF5E ? sign - 0xFEE0 : sign;
}

class Typed {
 public:
  Typed(std::string_view text, const FilterTable& table) : text_(text), table_(table) {}

  std::string read() {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const auto sign = next_code_point(text_, next);
      if (is_space(sign)) {
        out_ += ' ';
        at_ = next;
      } else {
        term();
      }
    }
    return std::move(out_);
  }

 private:
  char32_t sign() const {
    auto next = at_;
    return at_ < text_.size() ? next_code_point(text_, next) : 0;
  }
  void copy() {
    const auto begin = at_;
    next_code_point(text_, at_);
    out_ += text_.substr(begin, at_ - begin);
  }
  void skip() { next_code_point(text_, at_); }

  void term() {
    const auto first = sign();
    if (first == U'-' || first == U'－' || first == U'−' || first == U'–' || first == U'—') {
      skip();
      out_ += '-';
    }
    const bool field = field_and_sign();
    bool begins = true;  // where a quotation mark opens a phrase
    while (at_ < text_.size() && !is_space(sign())) {
      const auto now = sign();
      if (begins && (now == U'"' || closing(now) != 0)) {
        phrase(now);
        begins = false;
      } else if (field && (now == U'，' || now == U',')) {
        skip();
        out_ += ',';
        begins = true;
      } else if (field && narrow(now) != now && narrow(now) != U'"') {
        skip();
        out_ += static_cast<char>(narrow(now));
        begins = false;
      } else {
        copy();
        begins = false;
      }
    }
  }

  // "region：" where the list has such a field: nothing else is taken for one.
  bool field_and_sign() {
    std::string name;
    auto at = at_;
    for (auto next = at; at < text_.size(); at = next) {
      const auto letter = narrow(next_code_point(text_, next));
      if (!((letter >= U'a' && letter <= U'z') || letter == U'_')) break;
      name += static_cast<char>(letter);
    }
    if (name.empty() || at >= text_.size()) return false;
    auto next = at;
    const auto op = next_code_point(text_, next);
    const auto plain = op == U'≥' || op == U'≤' ? op : narrow(op);
    if (plain != U':' && plain != U'<' && plain != U'>' && plain != U'≥' && plain != U'≤') return false;
    if (std::ranges::find(table_.fields, name, &FilterField::name) == table_.fields.end()) return false;
    at_ = next;
    out_ += name;
    out_ += plain == U'≥' ? ">=" : plain == U'≤' ? "<=" : std::string(1, static_cast<char>(plain));
    return true;
  }

  // What one mark opens, up to the one that closes it; its own marks inside become escaped ones.
  void phrase(char32_t open) {
    skip();
    out_ += '"';
    const auto close = open == U'"' ? U'"' : closing(open);
    while (at_ < text_.size() && sign() != close) {
      const auto now = sign();
      if (open == U'"' && now == U'\\') {
        copy();
        if (at_ < text_.size()) copy();
        continue;
      }
      if (now == U'"' || now == U'\\') out_ += '\\';
      copy();
    }
    if (at_ >= text_.size()) return;  // isn't closed: the grammar says so
    skip();
    out_ += '"';
  }

  std::string_view text_;
  const FilterTable& table_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string typed_filter(std::string_view text, const FilterTable& table) {
  return Typed(text, table).read();
}

}  // namespace tenderlead::web
