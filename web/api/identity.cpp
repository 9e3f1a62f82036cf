#include "web/api/identity.h"

#include <algorithm>

namespace tenderlead::web {

bool Scope::has_region(std::string_view code) const {
  return regions.empty() || std::any_of(regions.begin(), regions.end(),
                                        [&](const std::string& region) { return code.starts_with(region); });
}

bool Scope::has_product(std::string_view id) const {
  return products.empty() || std::find(products.begin(), products.end(), id) != products.end();
}

bool Identity::may(Right right) const {
  if (right == Right::nothing) return true;
  if (!known() || !web::may(role, right)) return false;
  return !token_rights || std::find(token_rights->begin(), token_rights->end(), right) != token_rights->end();
}

}  // namespace tenderlead::web
