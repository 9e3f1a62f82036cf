#include "parsers/values/news_title.h"

#include <algorithm>
#include <iterator>

#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {
namespace {

// Whoever writes one of these announces something, whatever else the title tells.
constexpr std::u32string_view kAnnouncing[] = {
    U"公告",   U"公示",     U"通告",   U"公开",   U"通知",     U"采购", U"招标", U"投标",
    U"中标",   U"成交",     U"中选",   U"询价",   U"比选",     U"遴选", U"磋商", U"谈判",
    U"竞价",   U"单一来源", U"论证",   U"意向",   U"候选",     U"合同", U"更正", U"终止",
    U"废标",   U"流标",     U"推介",   U"介绍会", U"征集",     U"招募", U"报名", U"预公告",
    U"调研函", U"邀请函",   U"需求书", U"登记表", U"技术参数", U"维保", U"购置", U"租赁"};

// How an event is told of, wherever it stands.
constexpr std::u32string_view kTelling[] = {
    U"喜报",     U"喜讯",     U"热烈祝贺", U"荣获",     U"喜获",     U"荣膺",     U"莅临",        U"慰问",
    U"义诊",     U"揭牌",     U"挂牌仪式", U"启动仪式", U"签约仪式", U"动员会",   U"推进会",      U"启动会",
    U"座谈会",   U"表彰",     U"顺利通过", U"成功通过", U"高分通过", U"圆满完成", U"圆满结束",    U"圆满收官",
    U"顺利上线", U"成功上线", U"正式上线", U"全面上线", U"成功切换", U"正式启用", U"正式投入使用"};

// What such a title ends with.
constexpr std::u32string_view kClosing[] = {
    U"上线",     U"上线运行",       U"上线试运行",     U"上线啦",   U"启用",     U"启用啦",
    U"启动",     U"投入使用",       U"投入运行",       U"试运行",   U"正式运行", U"平稳运行",
    U"举行",     U"成功举办",       U"成功举行",       U"成功召开", U"圆满成功", U"开诊",
    U"落户我院", U"来我院参观学习", U"到我院参观学习", U"来院考察"};

template <std::size_t N>
bool holds(std::u32string_view title, const std::u32string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u32string_view word) { return title.find(word) != title.npos; });
}

}  // namespace

bool is_news_title(std::u32string_view title) {
  // Marks, counts and (图) at the end say nothing.
  while (!title.empty() && !is_chinese(title.back())) {
    const char32_t open = title.back() == U')' ? U'(' : title.back() == U'】' ? U'【' : U'\0';
    const std::size_t begin = open == U'\0' ? title.npos : title.rfind(open);
    title = title.substr(0, begin == title.npos ? title.size() - 1 : begin);
  }
  if (holds(title, kAnnouncing)) return false;
  if (holds(title, kTelling)) return true;
  return std::any_of(std::begin(kClosing), std::end(kClosing),
                     [&](std::u32string_view word) { return title.ends_with(word); });
}

}  // namespace tenderlead::parsers
