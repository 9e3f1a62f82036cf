#include "app/pipeline/names.h"

#include <algorithm>
#include <array>

#include "store/grams.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kLongestName = 200;  // bytes: the longest official names have some 40 characters

constexpr std::array<std::string_view, 14> kPunctuation = {"·",  "•",  "“",  "”", "‘", "’",  "、",
                                                           "。", "《", "》", "—", "…", "【", "】"};
constexpr std::array<std::string_view, 3> kSeals = {"(盖章)", "(公章)", "(签章)"};

// Words at a name's end come before words inside it: 某医院管理有限公司 is a company.
struct KindWord {
  std::string_view word;
  OrganisationKind kind;
  bool at_end;
};
constexpr std::array kKindWords = {
    KindWord{"大药房", OrganisationKind::pharmacy_chain, false},
    KindWord{"药店连锁", OrganisationKind::pharmacy_chain, false},
    KindWord{"医药连锁", OrganisationKind::pharmacy_chain, false},
    KindWord{"疾病预防控制中心", OrganisationKind::cdc, true},
    KindWord{"疾控中心", OrganisationKind::cdc, true},
    KindWord{"医疗保障局", OrganisationKind::insurance_bureau, true},
    KindWord{"医保局", OrganisationKind::insurance_bureau, true},
    KindWord{"卫生健康委员会", OrganisationKind::health_commission, true},
    KindWord{"卫生健康委", OrganisationKind::health_commission, true},
    KindWord{"卫健委", OrganisationKind::health_commission, true},
    KindWord{"卫生健康局", OrganisationKind::health_commission, true},
    KindWord{"卫健局", OrganisationKind::health_commission, true},
    KindWord{"卫生局", OrganisationKind::health_commission, true},
    KindWord{"医院", OrganisationKind::hospital, true},
    KindWord{"分院", OrganisationKind::hospital, true},
    KindWord{"院区", OrganisationKind::hospital, true},
    KindWord{"保健院", OrganisationKind::hospital, true},
    KindWord{"保健所", OrganisationKind::hospital, true},
    KindWord{"保健中心", OrganisationKind::hospital, true},
    KindWord{"计划生育服务中心", OrganisationKind::hospital, true},
    KindWord{"卫生院", OrganisationKind::hospital, true},
    KindWord{"卫生服务中心", OrganisationKind::hospital, true},
    KindWord{"急救中心", OrganisationKind::hospital, true},
};

// Whether one of kPunctuation begins with this byte.
bool begins_punctuation(char byte) {
  static const auto kBeginnings = [] {
    std::array<bool, 256> beginnings{};
    for (const auto mark : kPunctuation) beginnings[static_cast<unsigned char>(mark.front())] = true;
    return beginnings;
  }();
  return kBeginnings[static_cast<unsigned char>(byte)];
}

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Without wide punctuation; of ASCII, letters, digits and what `keep` names stay.
std::string stripped(std::string_view text, std::string_view keep) {
  const std::string folded = store::fold(text);
  std::string out;
  out.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size();) {
    if (begins_punctuation(folded[at])) {
      const auto rest = std::string_view(folded).substr(at);
      const auto* mark = std::find_if(kPunctuation.begin(), kPunctuation.end(),
                                      [&](std::string_view each) { return rest.starts_with(each); });
      if (mark != kPunctuation.end()) {
        at += mark->size();
        continue;
      }
    }
    const char c = folded[at++];
    if (static_cast<unsigned char>(c) >= 0x80 || is_ascii_word(c) || keep.find(c) != std::string_view::npos)
      out += c;
  }
  return out;
}

}  // namespace

std::string normalised_name(std::string_view name) {
  if (name.size() > 2 * kLongestName) return {};
  std::string norm = stripped(name, "()");
  for (const auto seal : kSeals)
    if (norm.ends_with(seal)) norm.resize(norm.size() - seal.size());
  return norm.size() <= kLongestName ? norm : std::string();
}

OrganisationKind organisation_kind(std::string_view norm, store::MentionRow::Role role) {
  // 某医院(西单院区) is what stands before the brackets.
  const auto bracket = norm.ends_with(')') ? norm.rfind('(') : std::string_view::npos;
  const auto bare = bracket == std::string_view::npos ? norm : norm.substr(0, bracket);
  for (const auto& [word, kind, at_end] : kKindWords)
    if (at_end ? norm.ends_with(word) || bare.ends_with(word) : norm.find(word) != std::string_view::npos)
      return kind;
  switch (role) {
    case store::MentionRow::Role::hospital:
      return OrganisationKind::hospital;
    case store::MentionRow::Role::agency:
      return OrganisationKind::agency;
    case store::MentionRow::Role::supplier:
      return OrganisationKind::supplier;
    case store::MentionRow::Role::buyer:
      break;
  }
  return OrganisationKind::other;
}

}  // namespace tenderlead::app
