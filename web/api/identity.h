// Who asks, and what of the data is theirs to see.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/auth/rights.h"

namespace tenderlead::web {

// The part of the data that somebody works on. Empty lists bound nothing.
struct Scope {
  std::vector<std::string>
      regions;  // GB/T 2260 codes without the zeros at their ends: "51" is all of Sichuan
  std::vector<std::string> products;  // ids

  bool everything() const { return regions.empty() && products.empty(); }
  // A code that is empty or coarser than the scope's ("510000" for "5101") isn't in it: what nobody knows to be theirs is seen by
  // those who see everything.
  bool has_region(std::string_view code) const;
  bool has_product(std::string_view id) const;
};

struct Identity {
  enum class By { nobody, session, token };
  By by = By::nobody;
  std::string user_id;  // never changes, also where the login does
  std::string login;    // unique; reviews and the audit name it
  std::string name;     // for people to read
  std::string person;   // id in team.yaml whose leads are theirs; the login where nothing was said
  Role role = Role::viewer;
  Scope scope;
  // Where a token asks: the rights that it was given, of those that its owner's role has.
  std::optional<std::vector<Right>> token_rights;
  std::string secret;         // the session's token as the cookie holds it; empty otherwise
  std::string credential_id;  // of the session or the token, as the store knows it

  bool known() const { return by != By::nobody; }
  bool may(Right right) const;
};

}  // namespace tenderlead::web
