#include "parsers/values/kind.h"

#include <gtest/gtest.h>

#include <string>

namespace tenderlead::parsers {
namespace {

struct KindCase {
  const char* title;
  const char* detail;
  const char* kind;
};

TEST(Kind, IsToldByTheTitle) {
  const KindCase cases[] = {
      {"某某医院信息系统升级项目公开招标公告", "", "tender"},
      {"某某医院信息系统升级项目公开招标更正公告", "", "amendment"},
      {"某某医院信息系统升级项目中标结果更正公告", "", "amendment"},
      {"某某医院检验系统项目废标公告", "", "failure"},
      {"某某医院检验系统采购合同公告", "", "contract"},
      {"某某医院检验系统采购项目合同（二次）", "", "contract"},
      {"某某医院（合同内装修工程）中标候选人公示", "", "shortlist"},
      {"某某医院电子病历项目竞争性磋商成交公告", "", "award"},
      {"某某医院电子病历项目单一来源采购公示", "", "single_source"},
      {"某某医院2026年5月政府采购意向", "", "intention"},
      {"某某医院办公设备框架协议采购征集公告", "", "tender"},
      {"某某医院信息系统需求征集公告", "", "market_research"},
      {"某某医院信息化建设项目立项批复", "", "intention"},
      {"某某医院智慧医院项目立项公示", "", "intention"},
      {"关于某某医院信息化建设项目可行性研究报告的批复", "", "intention"},
      {"关于某某妇幼保健院信息系统项目初步设计的批复", "", "intention"},
      {"某某医院电子病历系统拟建项目公示", "", "intention"},
      {"某某医院信息化建设项目备案", "", "intention"},
      {"某某医院信息化项目可行性研究报告编制服务采购公告", "", "tender"},
      {"某某医院信息化建设项目初步设计招标公告", "", "tender"},
      {"某某医院检验系统采购合同备案公示", "", "contract"},
      {"某某医院信息化项目市场调研公告", "", "market_research"},
      {"某某医院信息化项目招标文件征求意见公告", "", "market_research"},
      {"某某医院信息化项目履约验收公告", "", "acceptance"},
      {"某某医院综合楼施工资格预审公告", "", "prequalification"},
      {"某某医院影像系统院内市场调查公告（报名截止日期2026年7月22日）", "", "market_research"},
      {"某某医院影像系统院内磋商公告（报名截止日期：2026年7月22日）", "", "tender"},
      {"某某医院影像系统中标公告（报名截止日期2026年7月22日）", "", "award"},
      {"（更正）某某医院影像系统院内磋商公告（报名截止日期2026年7月22日）", "", "amendment"},
      {"某某工程开标记录", "", "other"},
      {"关于对某某医院信息系统投诉的处理决定", "", "other"},
      {"某某医院报废设备公开处置公告", "", "other"},
      {"某某平台工程推迟开标情况说明", "", "amendment"},
      {"某某机场环卫服务采购预询价", "", "market_research"},
      {"某某招标股份有限公司示教系统采购", "中标结果公告 一、项目编号", "award"},
  };
  for (const auto& c : cases) {
    const auto match = classify_kind(c.title, c.detail);
    ASSERT_TRUE(match) << c.title;
    EXPECT_STREQ(to_string(match->kind), c.kind) << c.title;
  }
}

TEST(Kind, IsToldByTheTextWhereTheTitleIsSilent) {
  const KindCase cases[] = {
      {"某某医院手术示教系统", "一、合同编号：2026-01二、合同名称", "contract"},
      {"某某医院采购项目结果公告", "一、项目基本情况 二、项目终止的原因 有效供应商不足三家", "failure"},
      {"某某医院手术示教系统", "项目所在采购意向：某某医院2026年5月", "intention"},
      {"某某系统结果公示", "现将预中标结果公示如下", "shortlist"},
      {"某某医院接口改造", "拟采用单一来源方式采购，现向潜在供应商征求意见", "single_source"},
      {"某某医院餐盒", "二、项目废标/流标的原因 样品不符合采购文件的要求", "failure"},
  };
  for (const auto& c : cases) {
    const auto match = classify_kind(c.title, c.detail);
    ASSERT_TRUE(match) << c.title;
    EXPECT_STREQ(to_string(match->kind), c.kind) << c.title;
    EXPECT_TRUE(match->in_detail) << c.title;
  }
  EXPECT_FALSE(classify_kind("医院简介", ""));
}

TEST(Kind, NewsHaveNone) {
  for (const char* title :
       {"我院新一代医院信息系统正式上线运行", "云溪市人民医院互联互通平台建设项目顺利通过四级甲等测评",
        "智慧病房系统建设项目启动会圆满召开(图)", "省卫健委领导莅临我院调研信息化建设工作",
        "喜报！我院荣获全国智慧医院建设优秀案例", "新门诊楼叫号系统启用",
        "我院电子病历升级改造工程成功切换！"})
    EXPECT_FALSE(classify_kind(title, "系统由中标单位承建，历时三个月，公开招标")) << title;
  // What announces something isn't news, whatever happened.
  const std::pair<const char*, NoticeKind> rows[] = {
      {"云溪市人民医院信息系统上线服务采购项目", NoticeKind::tender},
      {"关于我院举行信息系统推介会的公告", NoticeKind::market_research},
      {"医院信息系统启用验收公示", NoticeKind::acceptance},
      {"电子病历系统升级项目", NoticeKind::tender},
      {"医院信息系统上线试运行维保", NoticeKind::tender},
      {"智慧医院启动区弱电工程中标公示", NoticeKind::award}};
  for (const auto& [title, kind] : rows) {
    const auto match = classify_kind(title);
    ASSERT_TRUE(match) << title;
    EXPECT_EQ(match->kind, kind) << title;
  }
}

TEST(Kind, PointsAtTheWords) {
  const std::string title = "某某医院检验系统项目废标公告";
  const auto match = classify_kind(title);
  ASSERT_TRUE(match);
  EXPECT_EQ(title.substr(match->span.begin, match->span.size()), "废标");
  EXPECT_EQ(match->words, "废标");
  EXPECT_GT(classify_kind("招标公告")->confidence, classify_kind("某某医院采购项目")->confidence);
}

struct MethodCase {
  const char* text;
  const char* method;
};

TEST(Method, IsTheOneNamedFirst) {
  const MethodCase cases[] = {
      {"公开招标", "open"},
      {"邀请招标", "invited"},
      {"竞争性谈判", "competitive_negotiation"},
      {"竞争性磋商", "competitive_consultation"},
      {"询价通知书", "inquiry"},
      {"询比采购", "inquiry"},
      {"单一来源采购", "single_source"},
      {"框架协议采购", "framework"},
      {"网上竞价", "online_bidding"},
      {"直接采购", "direct"},
      {"院内比选", "other"},
      {"采用竞争性磋商方式，不采用公开招标", "competitive_consultation"},
  };
  for (const auto& c : cases) {
    const auto match = classify_method(c.text);
    ASSERT_TRUE(match) << c.text;
    EXPECT_STREQ(to_string(match->method), c.method) << c.text;
  }
  EXPECT_FALSE(classify_method("招标公告"));
  EXPECT_FALSE(classify_method(""));
}

TEST(Kind, WhatTheTextBeginsWithMayPutADeadlineOff) {
  const auto match =
      classify_kind("", "为确保竞争充分，本项目延期开标。具体有关时间变更如下：投标截止时间为…");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->kind, NoticeKind::amendment);
}

}  // namespace
}  // namespace tenderlead::parsers
