// Labels and headings that no table has, read by their parts.
#include <gtest/gtest.h>

#include "parsers/notice/label_parts.h"

namespace tenderlead::parsers::notice {
namespace {

TEST(LabelParts, SayWhatALabelIntroduces) {
  struct Row {
    std::u16string_view label;
    Field field;
  };
  const Row rows[] = {
      {u"采购响应文件接收截止时间", Field::bid_deadline},
      {u"询价响应文件送达截止日期", Field::bid_deadline},
      {u"投标截止时间及地点", Field::bid_deadline},
      {u"投标截止及公开开标时间", Field::deadline_and_opening},
      {u"竞争性谈判文件申领时间", Field::documents_period},
      {u"招标文件出售起止日期", Field::documents_period},
      {u"网上报名截止日期", Field::documents_until},
      {u"标书购买开始时间", Field::documents_from},
      {u"招标时间", Field::opening_at},
      {u"遴选会议开始时间", Field::opening_at},
      {u"发表日期", Field::published_at},
      {u"政府采购编号", Field::purchase_no},
      {u"采购项目统一编号", Field::project_no},
      {u"招标项目名称及招标书编号", Field::name_and_no},
      {u"政府采购计划编号", Field::ignored},
      {u"中标公司名称", Field::supplier},
      {u"成交服务商名称", Field::supplier},
      {u"第二中标候选单位名称", Field::candidate},
      {u"预期中标金额(元)", Field::award_amount},
      {u"中选供应商地址", Field::supplier_address},
      {u"项目采购预算价", Field::budget},
      {u"本次招标控制价", Field::ceiling},
      {u"县公管办联系人", Field::other_party},
      {u"设备科联系电话", Field::buyer_phone},
      {u"谈判代理机构联系人", Field::agency_person},
      {u"总工期", Field::service_term},
  };
  for (const Row& row : rows) EXPECT_EQ(label_by_parts(row.label).field, row.field) << row.label.size();
}

TEST(LabelParts, LeaveOpenWhatTheyDoNotSay) {
  for (const std::u16string_view label :
       {std::u16string_view(u"保证金缴纳截止时间"), std::u16string_view(u"质疑截止时间"),
        std::u16string_view(u"中标通知书领取时间"), std::u16string_view(u"中标原因"),
        std::u16string_view(u"未中标供应商"), std::u16string_view(u"本招标项目已由项目统一代码"),
        std::u16string_view(u"2026年03月25日工期"), std::u16string_view(u"合同签订日期"),
        std::u16string_view(u"踏勘现场时间"), std::u16string_view(u"产品单价限价比例")})
    EXPECT_EQ(label_by_parts(label).field, Field::none) << label.size();
}

TEST(LabelParts, SayWhatAHeadingOpens) {
  struct Row {
    std::u16string_view heading;
    Section section;
  };
  const Row rows[] = {
      {u"报名时间、地点及要求", Section::documents},
      {u"谈判文件申领时间、地点、方式", Section::documents},
      {u"询价响应文件的递交及相关事宜", Section::submission},
      {u"投标文件的递交及开标时间", Section::submission_and_opening},
      {u"谈判时间、地点", Section::opening},
      {u"报价供应商资格条件", Section::qualification},
      {u"业务咨询:", Section::contacts},
      {u"业务咨询电话", Section::contacts},
      {u"采购机构联系方式", Section::agency},
      {u"监督部门联系方式", Section::supervisor},
      {u"投标保证金的缴纳", Section::deposit},
      {u"推荐的成交候选人名单", Section::candidates},
      {u"公告期限", Section::none},
  };
  for (const Row& row : rows) EXPECT_EQ(heading_by_parts(row.heading), row.section) << row.heading.size();
}

}  // namespace
}  // namespace tenderlead::parsers::notice
