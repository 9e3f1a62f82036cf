// Any title and text through the shipped rules: places must lie in the text, and the answer must not depend on the run.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/config/configuration.h"
#include "rules/matcher.h"

namespace {

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

const tenderlead::rules::Matcher& matcher() {
  static const auto compiled =
      tenderlead::rules::Matcher::compile(tenderlead::config::shipped_configuration().value.rules);
  if (!compiled.ok()) std::abort();
  return *compiled;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead;
  const std::string all(reinterpret_cast<const char*>(data), size);
  const auto cut = all.find('\n');
  Notice notice;
  notice.title = all.substr(0, cut);
  notice.text = cut == std::string::npos ? "" : all.substr(cut + 1);
  notice.contract.term = notice.text;
  notice.published_at.emplace();
  notice.published_at->date = {2026, 1, 1};
  notice.awards.push_back({"", notice.title, "", std::nullopt, std::nullopt, std::nullopt});
  const auto tagging = matcher().tag(rules::tag_input(notice));
  const auto check = [&](const Reason& reason) {
    if (reason.start >= reason.end || reason.matched.empty()) std::abort();
    if (reason.field == "title" && all.size() == code_points(all) && reason.end > notice.title.size())
      std::abort();
  };
  for (const auto& tag : tagging.tags)
    for (const auto& reason : tag.reasons) check(reason);
  for (const auto& product : tagging.products)
    for (const auto& reason : product.reasons) check(reason);
  for (const auto kind : kAllNoticeKinds) {
    notice.kind = kind;
    const rules::NoticeFacts facts{&notice, "n", "p", nullptr, nullptr, {}};
    for (const auto& lead : matcher().match(facts, tagging, {2026, 1, 2})) {
      int sum = 0;
      for (const auto& reason : lead.reasons) sum += reason.points;
      if (sum != lead.score || lead.score < 0 || lead.score > 100) std::abort();
    }
  }
  return 0;
}
