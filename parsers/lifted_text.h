// Gumbo reads text character by character, in some two hundred instructions each. Yet of a word between two tags only the first
// character can change the tree, of most attributes' values none, and what stands in <script> and <style> is no markup at all:
// together four fifths of a page. So the guard (markup_guard.h) lifts them out of the HTML, one character of plane 15 standing in
// for each, and afterwards the tree gets the very text that gumbo would have given it. It halves the time that gumbo takes.
// Internal to this room.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

// The length of the text at the beginning of `html` in which no state of the tokeniser (HTML 13.2.5) sees anything but text: visible
// characters, and spaces where they are `spaced`, that gumbo leaves as they are, but no "<", ">" and "&".
std::size_t plain_length(std::string_view html, bool spaced);
// Whether the content of a script or style element is surely text as a whole: without "<!--" (13.2.5.15 and following: the end
// tag may then be another) and what a tokeniser replaces or reports.
bool is_plain_code(std::string_view content);

class LiftedText {
 public:
  // Shorter text costs as much to put back as to parse. `hidden`, the one attribute's value outside of MathML on which the tree
  // depends, is shorter.
  static constexpr std::size_t kShortest = 8;  // bytes

  // Nothing can be lifted out of a page that has characters of plane 15 itself.
  explicit LiftedText(std::string_view html);

  bool possible() const { return possible_ && pieces_.size() < kMost; }
  // The pieces are kept as views. What is appended to `html` stands in for them; possible() must hold.
  void lift(std::string_view plain, std::string& html) { add(plain, false, html); }
  void lift_code(std::string_view content, std::string& html) { add(content, true, html); }
  std::size_t size() const { return pieces_.size(); }

  // Gives a tree its text again. `allocate` returns nullptr where memory is at its limit. False there, and where gumbo
  // didn't take all lifted code for the content of a script or style element (inside a <select>, for instance): then only
  // parsing the whole HTML gives the right tree.
  bool put_back(GumboNode* document, const std::function<void*(std::size_t)>& allocate) const;

 private:
  static constexpr std::size_t kMost = 0xFFFE;  // the two last code points of a plane are no characters
  struct Piece {
    std::string_view text;
    bool code = false;
  };

  void add(std::string_view text, bool code, std::string& html);
  const Piece* piece_at(const char* stand_in) const;

  bool possible_;
  std::size_t code_ = 0;
  std::vector<Piece> pieces_;
};

}  // namespace tenderlead::parsers
