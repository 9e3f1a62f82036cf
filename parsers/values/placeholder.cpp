#include "parsers/values/placeholder.h"

#include <array>
#include <string>

#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// Whole values, folded and without white space and outer punctuation, that say "none here".
constexpr std::u32string_view kNothing[] = {
    U"无",     U"無",     U"空",     U"暂无",   U"没有",     U"不详",     U"未知", U"待定",
    U"未定",   U"不适用", U"不涉及", U"null",   U"none",     U"n/a",      U"na",   U"undefined",
    U"无要求", U"未填写", U"未提供", U"未公布", U"未公示",   U"暂不公布", U"nil",  U"无数据",
    U"未设定", U"未设置", U"不组织", U"无此项", U"暂无数据", U"暂无信息", U"保密",
};

// Beginnings of values that send the reader elsewhere.
constexpr std::u32string_view kElsewhere[] = {
    U"详见",       U"见附件",     U"见招标文件", U"见采购文件", U"见磋商文件", U"见谈判文件",
    U"见询价",     U"见公告",     U"见正文",     U"见本公告",   U"以招标文件", U"以采购文件",
    U"以磋商文件", U"按招标文件", U"按采购文件", U"按磋商文件", U"同招标文件", U"同采购文件",
    U"具体详见",   U"具体见",     U"请见",       U"参见",       U"详细见",     U"详情见",
    U"见项目",     U"见文件",     U"见询比",     U"见比选",     U"见竞",       U"见上",
    U"见下",       U"详查看",     U"查看附件",   U"请查看",     U"祥见",       U"详件",
};

// What 详见 may name without it being an attachment: the page itself.
constexpr std::u32string_view kThisPage[] = {U"公告", U"正文", U"本公告", U"上文", U"下文",
                                             U"上述", U"以下", U"下方",   U"上方", U"如下"};

bool is_edge(char32_t c) {
  constexpr std::u32string_view kEdges = U" -_/\\,.;:。、()[]【】《》<>\"'“”*#|～~…—";
  return kEdges.find(c) != std::u32string_view::npos;
}

}  // namespace

std::optional<MissingReason> placeholder_reason(std::string_view value) {
  if (value.size() > 600) return std::nullopt;
  const FoldedText text(value);
  std::size_t begin = 0;
  std::size_t end = text.size();
  bool masked = is_masked(value);
  while (begin < end && is_edge(text[begin])) ++begin;
  while (end > begin && is_edge(text[end - 1])) --end;
  if (begin == end) return masked ? MissingReason::unreadable : MissingReason::not_stated;
  std::u32string core;
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] == U' ') continue;
    core.push_back(text[i] >= U'A' && text[i] <= U'Z' ? text[i] + 32 : text[i]);
  }
  for (const auto word : kNothing)
    if (core == word) return MissingReason::not_stated;
  // A long sentence that starts with 详见 goes on to say something; a short one only points away.
  if (core.size() <= 40) {
    for (const auto words : kElsewhere) {
      if (!core.starts_with(words)) continue;
      const std::u32string_view rest = std::u32string_view(core).substr(words.size());
      const bool file_named = rest.find(U"附件") != rest.npos || rest.find(U"文件") != rest.npos;
      for (const auto page : kThisPage)
        if (!file_named && rest.starts_with(page)) return MissingReason::not_stated;
      return MissingReason::see_attachment;
    }
  }
  if (masked) {
    std::size_t signs = 0;
    for (const char32_t c : core) signs += (c == U'*' || c == U'×' || c == U'x') ? 1u : 0u;
    if (signs * 2 > core.size()) return MissingReason::unreadable;
  }
  return std::nullopt;
}

bool is_masked(std::string_view value) {
  const FoldedText text(value);
  std::size_t run = 0;
  std::size_t others = 0;
  std::size_t signs = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c == U'*' || c == U'＊' || c == U'×' || c == U'●' || c == U'█' || c == U'■') {
      ++signs;
      if (++run >= 3) return true;
    } else {
      run = 0;
      if (c != U' ') ++others;
    }
  }
  return signs > 0 && others == 0;
}

}  // namespace tenderlead::parsers
