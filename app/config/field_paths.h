// The field paths that a source's YAML may name: what a site's own selectors (`fields`) and label words (`labels`) can
// give. A path that the readers don't know would be lost without a word, so it is a fault.
#pragma once

#include <array>
#include <string_view>

namespace tenderlead::config {

// clang-format off
inline constexpr std::array<std::string_view, 27> kLabelPaths{
    "project_no", "project_name", "method", "region", "budget", "ceiling", "service_term",
    "buyer.name", "buyer.address", "buyer.contact", "buyer.phone",
    "agency.name", "agency.address", "agency.contact", "agency.phone",
    "project_contact.name", "project_contact.phone",
    "published_at", "documents_from", "documents_until", "bid_deadline", "opening_at",
    "contract.no", "contract.supplier", "contract.amount", "contract.signed_on", "contract.term"};

inline constexpr std::array<std::string_view, 24> kSelectorPaths{
    "title", "project_no", "project_name", "method", "region", "budget", "ceiling", "service_term",
    "buyer.name", "buyer.address", "buyer.contact", "buyer.phone",
    "agency.name", "agency.address", "agency.contact", "agency.phone",
    "project_contact.name", "project_contact.phone",
    "published_at", "documents_from", "documents_until", "bid_deadline", "opening_at",
    "contract.no"};
// clang-format on

}  // namespace tenderlead::config
