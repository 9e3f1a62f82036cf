// What full-text search finds a notice by. FTS5's own tokenizers find nothing for Chinese words of two characters,
// and most words that people search for have two; so every pair of neighbouring characters is a term, a run of
// Latin letters or digits is one term, so is each run of letters within it (3his has his), and each term is indexed once a
// notice. White space parts no pair: pages break lines inside words. A hit is checked against the text itself, so pairs that
// stand apart never match a word of three or more.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"

namespace tenderlead::store {

// Full-width ASCII to half-width, ASCII upper to lower case, runs of white space to one space. Text that isn't valid
// UTF-8 keeps its bytes.
std::string fold(std::string_view text);

// What of a notice can be found, folded: title, number, name, parties, suppliers, lots and plans, text.
std::string search_text(const Notice& notice);

// The distinct terms of a folded text in the order of their first places, joined by spaces.
std::string grams(std::string_view folded);

// One word of a query: the terms that must all be there, and what must stand in the folded text.
struct QueryWord {
  std::vector<std::string> terms;
  bool prefix = false;  // the only term is one character: terms that begin with it count
  std::string folded;
};
// At most 16 words of 64 characters; more is left out.
std::vector<QueryWord> query_words(std::string_view query);

// The terms that every text has in which a string stands, folded as rules fold theirs (no white space between wide characters).
struct HeldTerms {
  std::vector<std::string> terms;
  // Latin letters at an end of the string, which may go on in the text: a term that holds them, whatever stands around them.
  // Of two letters or more.
  std::vector<std::string> parts;

  bool empty() const { return terms.empty() && parts.empty(); }
};
// `whole`: at the string's ends no letters go on.
HeldTerms held_terms(std::string_view string, bool whole);

}  // namespace tenderlead::store
