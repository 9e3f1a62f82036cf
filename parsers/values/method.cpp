// The procurement method that a text names first.
#include "parsers/values/folded_text.h"
#include "parsers/values/kind.h"

namespace tenderlead::parsers {
namespace {

struct MethodWord {
  std::u32string_view words;
  ProcurementMethod method;
};

// Longer and more telling words first where one holds another.
constexpr MethodWord kMethodWords[] = {
    {U"竞争性磋商", ProcurementMethod::competitive_consultation},
    {U"竞争磋商", ProcurementMethod::competitive_consultation},
    {U"竞磋", ProcurementMethod::competitive_consultation},
    {U"竞争性谈判", ProcurementMethod::competitive_negotiation},
    {U"竞争谈判", ProcurementMethod::competitive_negotiation},
    {U"竞谈", ProcurementMethod::competitive_negotiation},
    {U"单一来源", ProcurementMethod::single_source},
    {U"框架协议", ProcurementMethod::framework},
    {U"邀请招标", ProcurementMethod::invited},
    {U"公开招标", ProcurementMethod::open},
    {U"网上竞价", ProcurementMethod::online_bidding},
    {U"在线竞价", ProcurementMethod::online_bidding},
    {U"电子竞价", ProcurementMethod::online_bidding},
    {U"反向竞价", ProcurementMethod::online_bidding},
    {U"定点竞价", ProcurementMethod::online_bidding},
    {U"网上竞采", ProcurementMethod::online_bidding},
    {U"竞价", ProcurementMethod::online_bidding},
    {U"询比", ProcurementMethod::inquiry},
    {U"询价", ProcurementMethod::inquiry},
    {U"直接采购", ProcurementMethod::direct},
    {U"直接订购", ProcurementMethod::direct},
    {U"直购", ProcurementMethod::direct},
    {U"直接发包", ProcurementMethod::direct},
    {U"直接委托", ProcurementMethod::direct},
    {U"磋商", ProcurementMethod::competitive_consultation},
    {U"谈判", ProcurementMethod::competitive_negotiation},
    {U"公开招租", ProcurementMethod::other},
    {U"比选", ProcurementMethod::other},
    {U"遴选", ProcurementMethod::other},
    {U"比价", ProcurementMethod::other},
    {U"竞选", ProcurementMethod::other},
    {U"随机抽取", ProcurementMethod::other},
    {U"院内采购", ProcurementMethod::other},
    {U"自行采购", ProcurementMethod::other},
    {U"合作创新采购", ProcurementMethod::other},
    {U"议价", ProcurementMethod::other},
};

}  // namespace

std::optional<MethodMatch> classify_method(std::string_view text_utf8) {
  const FoldedText text(text_utf8);
  const auto view = text.view();
  const MethodWord* first = nullptr;
  std::size_t where = view.npos;
  for (const auto& word : kMethodWords) {
    const std::size_t at = view.find(word.words);
    if (at == view.npos || at >= where) continue;
    // 竞争性磋商 holds 磋商: of words that overlap, the earlier and longer one was taken already.
    if (first != nullptr && at + word.words.size() > where && first->words.size() > word.words.size())
      continue;
    first = &word;
    where = at;
  }
  if (first == nullptr) return std::nullopt;
  return MethodMatch{first->method, to_utf8(text.view(where, where + first->words.size())),
                     text.span(where, where + first->words.size())};
}

}  // namespace tenderlead::parsers
