#include "parsers/values/names.h"

#include <gtest/gtest.h>

#include "parsers/values/project_no.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers {
namespace {

struct TextCase {
  const char* in;
  const char* out;
};

TEST(Names, NormalisesText) {
  const TextCase cases[] = {
      {"  某某医院　信息 系统 升级。", "某某医院信息系统升级"},
      {"Ａ１２３ 项目", "A123 项目"},
      {"某某招标（集团）有限公司", "某某招标（集团）有限公司"},
      {"2026NB289（NBITC-20G）", "2026NB289(NBITC-20G)"},
      {"２０２６－０１", "2026-01"},
      {"（一）某某工程", "（一）某某工程"},
      {"某某工程（", "某某工程"},
      {"Siemens  Healthineers", "Siemens Healthineers"},
      {"：某某；", "某某"},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(normalise_text(c.in), c.out) << c.in;
  EXPECT_EQ(normalise_code(" 豫财 招标－２０２６－12 "), "豫财招标-2026-12");
}

struct ShapeCase {
  const char* value;
  OrganisationShape shape;
};

TEST(Names, TellsWhatKindOfOrganisationANameIs) {
  const ShapeCase cases[] = {
      {"某某省人民医院", OrganisationShape::health},
      {"某某地区第四人民医院(某某地区康宁医院）", OrganisationShape::health},
      {"某某市妇幼保健计划生育服务中心", OrganisationShape::health},
      {"某某招标咨询（集团）有限公司", OrganisationShape::company},
      {"某某会计师事务所（普通合伙）", OrganisationShape::company},
      {"某某区教育和体育局（本级）", OrganisationShape::authority},
      {"某某市奉某区体育中心", OrganisationShape::institution},
      {"Example Medical Systems Co., Ltd.", OrganisationShape::company},
      {"张三", OrganisationShape::none},
      {"采购科", OrganisationShape::none},
      {"详见招标文件", OrganisationShape::none},
      {"公司", OrganisationShape::none},
      {"请投标人登录某某网站。由某某公司负责", OrganisationShape::none},
  };
  for (const auto& c : cases) EXPECT_EQ(organisation_shape(c.value), c.shape) << c.value;
}

TEST(Names, TrimsWhatIsNoPartOfAName) {
  const TextCase cases[] = {
      {"某某国际工程咨询有限公司（统一社会信用代码：91320000134767000P）", "某某国际工程咨询有限公司"},
      {"供应商名称：北某某科技有限公司 91110108MA01ABCD2X", "北某某科技有限公司"},
      {"某某建设集团有限公司（联合体牵头人）", "某某建设集团有限公司"},
      {"某某区教育局（本级）", "某某区教育局（本级）"},
      {"1. 某某公司", "某某公司"},
      {"某某公司、某某设计院等", "某某公司、某某设计院"},
  };
  for (const auto& c : cases) EXPECT_EQ(trim_organisation(c.in), c.out) << c.in;
  EXPECT_EQ(organisation_key("某某（中国）有限公司 "), organisation_key("某某(中国)有限公司"));
}

TEST(Names, FindsOrganisationsInRunningText) {
  const auto found = find_organisations("受甲乙市某某医院委托，丙丁招标有限公司就信息化项目进行公开招标");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].name, "甲乙市某某医院");
  EXPECT_EQ(found[0].shape, OrganisationShape::health);
  EXPECT_EQ(found[1].name, "丙丁招标有限公司");
  const auto group = find_organisations("中标供应商为甲乙集团国际工程咨询有限公司，格局良好");
  ASSERT_EQ(group.size(), 1u);
  EXPECT_EQ(group[0].name, "甲乙集团国际工程咨询有限公司");
  const auto system = find_organisations("关于征集甲乙市人民医院互联网医院平台建设方案的公告");
  ASSERT_FALSE(system.empty());
  EXPECT_EQ(system[0].name, "甲乙市人民医院");
}

TEST(Names, TellsPeopleFromDepartments) {
  for (const char* name : {"张三", "王工", "李老师", "欧阳某某", "刘杨思雨", "李XX", "阿卜杜·热合曼", "苏",
                           "陈 静", "小王", "旺堆老师"})
    EXPECT_TRUE(looks_like_person(name)) << name;
  for (const char* name : {"采购科", "设备部", "招标办", "联系人", "某某有限公司", "办公室", "", "详见附件",
                           "13800138000", "项目经办人员名单"})
    EXPECT_FALSE(looks_like_person(name)) << name;
}

TEST(Names, TellsValuesFromWordsThatStateNone) {
  for (const char* none : {"无", "/", "-", "", " ", "无。", "暂无", "详见公告"})
    EXPECT_EQ(unstated_reason(none), MissingReason::not_stated) << none;
  for (const char* elsewhere : {"详见招标文件", "见附件", "详见公告附件", "按招标文件要求执行"})
    EXPECT_EQ(unstated_reason(elsewhere), MissingReason::see_attachment) << elsewhere;
  EXPECT_EQ(unstated_reason("******"), MissingReason::unreadable);
  for (const char* value : {"138****5678", "人民币10万元，详见附件", "无锡市某某医院", "0元"})
    EXPECT_FALSE(unstated_reason(value)) << value;
}

TEST(ProjectNo, TellsNumbersByTheirShape) {
  for (const char* value : {"豫财招标采购-2026-12", "[350703]FJZHJS[GK]2025003",
                            "2026NBHSWT289（NBITC-202620328G）", "SDGP370100000202602000117",
                            "2510-360902-04-01-885885", "MYZC招（2022）37号", "HBT-13125032（第二次）"})
    EXPECT_TRUE(looks_like_project_no(value)) << value;
  for (const char* value :
       {"0371-65901234", "2026-04-07", "某某项目", "120万元", "某某有限公司", "无", "", "2026年4月"})
    EXPECT_FALSE(looks_like_project_no(value)) << value;
}

TEST(ProjectNo, StopsWhereTheNextFieldBegins) {
  const TextCase cases[] = {
      {"SDGP3701002026117 项目名称：某某", "SDGP3701002026117"},
      {"XYZ-2026-01 二、项目名称", "XYZ-2026-01"},
      {"永财采购-2026-8；永建招标[2026]003号", "永财采购-2026-8;永建招标[2026]003号"},
      {"GZBL-A(2026-656号)-1", "GZBL-A(2026-656号)-1"},
      {"YXYY—2026—017 项目名称：某某", "YXYY—2026—017"},
  };
  for (const auto& c : cases) {
    const auto match = read_project_no(c.in);
    ASSERT_TRUE(match) << c.in;
    EXPECT_EQ(match->number, c.out) << c.in;
  }
  EXPECT_FALSE(read_project_no("某某项目"));
}

}  // namespace
}  // namespace tenderlead::parsers
