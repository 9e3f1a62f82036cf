#include "parsers/hospital/hospital_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"

namespace tenderlead::parsers {
namespace {

Document page(std::string text) {
  Document document;
  document.url = "http://hospital.example/intro.html";
  document.text = std::move(text);
  return document;
}

HospitalProfile read(std::string text) {
  const Document document = page(std::move(text));
  return read_hospital(document, config::shipped_reading_tables());
}

const char* const kIntroduction =
    "甲乙县人民医院始建于1951年,是一所集医疗、教学、科研于一体的二级甲等综合医院。"
    "医院占地面积60亩,编制床位500张,实际开放床位620张。现有职工812人,其中专业技术人员640人。"
    "2023年门急诊量45.6万人次,出院病人2.3万余人次,手术8600台次。"
    "现设心血管内科、神经内科、普外科、妇产科、儿科、急诊医学科和血液净化中心等科室。"
    "医院位于甲乙县城关镇解放路12号。";

TEST(HospitalReader, ReadsAnIntroduction) {
  const HospitalProfile profile = read(kIntroduction);
  EXPECT_EQ(profile.name, "甲乙县人民医院");
  ASSERT_TRUE(profile.level);
  EXPECT_EQ(profile.level->tier, 2);
  EXPECT_EQ(profile.level->grade, "甲");
  EXPECT_EQ(profile.category, HospitalCategory::general);
  EXPECT_EQ(profile.beds_authorised, 500);
  EXPECT_EQ(profile.beds_open, 620);
  EXPECT_EQ(profile.outpatient_visits, 456000);
  EXPECT_EQ(profile.discharges, 23000);
  EXPECT_EQ(profile.surgeries, 8600);
  EXPECT_EQ(profile.staff, 812);
  EXPECT_EQ(profile.founded, 1951);
  EXPECT_EQ(profile.address, "甲乙县城关镇解放路12号");
  EXPECT_EQ(profile.departments, (std::vector<std::string>{"心血管内科", "神经内科", "普外科", "妇产科",
                                                           "儿科", "急诊医学科", "血液净化中心"}));
}

TEST(HospitalReader, GivesEvidenceInCodePointsForEveryField) {
  const HospitalProfile profile = read(kIntroduction);
  for (const char* field : {"name", "level", "category", "beds.authorised", "beds.open", "outpatient_visits",
                            "discharges", "surgeries", "staff", "founded", "address", "departments.0"}) {
    const auto evidence = profile.evidence.find(field);
    ASSERT_NE(evidence, profile.evidence.end()) << field;
    EXPECT_FALSE(evidence->second.rule.empty()) << field;
    EXPECT_GT(evidence->second.confidence, 0.0) << field;
    EXPECT_LE(evidence->second.confidence, 1.0) << field;
    const Document document = page(profile.text);
    std::size_t points = 0;
    std::size_t byte = 0;
    while (points < evidence->second.start) {
      ++byte;
      if ((static_cast<unsigned char>(profile.text[byte]) & 0xC0) != 0x80) ++points;
    }
    EXPECT_EQ(profile.text.substr(byte, evidence->second.text.size()), evidence->second.text) << field;
  }
  EXPECT_EQ(profile.evidence.at("name").start, 0u);
  EXPECT_EQ(profile.evidence.at("name").end, 7u);
}

struct NumberCase {
  const char* text;
  std::int64_t value;
};

TEST(HospitalReader, CountsOpenBedsAmongDecoys) {
  const NumberCase cases[] = {
      {"医院现有床位800张。", 800},
      {"医院拥有病床1200余张。", 1200},
      {"医院拥有病床近千张。", 1000},
      {"医院设有病床1 200张。", 1200},
      {"医院开放床位数达1,050张,其中ICU床位20张。", 1050},
      {"开放病床300张,其中妇科60张,产科80张。", 300},
      {"建院初期仅有床位30张,现开放床位450张。", 450},
      {"医院现有床位500张,拟新增床位1000张。", 500},
      {"全县共有床位3000张。我院开放床位260张。", 260},
      {"开放床位600张。目前正在规划建设新院区,建成后床位将达1500张。", 600},
      {"2010年开放床位300张,2022年开放床位700张。", 700},
      {"编制床位500张,实际开放床位620张,规划新院区床位1000张,其中重症医学科床位20张。", 620},
      {"建院初期仅有床位20张,现编制床位150张,实际开放180张。", 180},
      {"现有开放床位480张,二期建成后床位将达900张。", 480},
      {"甲乙集团总医院开放床位260张。", 260},
      {"目前床位260张。", 260},
      {"床位由建院时的20张增至260张。", 260},
      {"开放260张床位。", 260},
      {"拥有现代化病床260张。", 260},
      {"床位数:260\n科室数:12", 260},
      {"甲乙县妇幼保健计划生育服务中心现有床位80张。", 80},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).beds_open, c.value) << c.text;
  for (const char* text :
       {"拟建新院区设置床位1000张。", "ICU床位20张。", "三级医院是指病床数在501张以上的医院。",
        "东院区开放床位300张,西院区开放床位200张。", "甲乙医疗集团共有床位5000张。",
        "医共体成员单位床位合计800张。", "心内科是省级重点专科,开放床位60张。", "建院之初仅有病床20张。",
        "预留床位300张。", "新院区床位1000张,将于2027年投入使用。",
        "新址设置床位1500张(一期500张,二期1000张)。"})
    EXPECT_FALSE(read(text).beds_open) << text;
}

TEST(HospitalReader, CountsAuthorisedBeds) {
  for (const char* text :
       {"编制床位500张", "核定床位数为500张", "批准床位500张", "床位编制500张", "编制病床500余张"})
    EXPECT_EQ(read(text).beds_authorised, 500) << text;
  EXPECT_EQ(read("编制床位500张,规划新院区床位1000张。").beds_authorised, 500);
  EXPECT_FALSE(read("规划编制床位500张").beds_authorised);
}

TEST(HospitalReader, CountsVisitsOfAYearOnly) {
  const NumberCase cases[] = {
      {"年门诊量50余万人次。", 500000},
      {"年门急诊量达343.8万人次。", 3438000},
      {"门、急诊人次为77.3万人次。", 773000},
      {"年门诊就诊量22万人次。", 220000},
      {"年诊疗80万人次。", 800000},
      {"门急诊总诊疗人次2,315,600。", 2315600},
      {"年门诊约 22315人次。", 22315},
      {"年门诊量30多万人次,日门诊量1200人次。", 300000},
      {"年門診量50餘萬人次,是一所綜合性醫院。", 500000},
      {"年门诊量一百二十万人次。", 1200000},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).outpatient_visits, c.value) << c.text;
  for (const char* text :
       {"日门诊量1200人次。", "门诊楼3万平方米。", "全省年门诊量2亿人次。", "年急救出车5000次。"})
    EXPECT_FALSE(read(text).outpatient_visits) << text;
}

TEST(HospitalReader, CountsDischargesAndSurgeries) {
  EXPECT_EQ(read("年出院病人2.5万人次").discharges, 25000);
  EXPECT_EQ(read("年收治住院病人近10万人次").discharges, 100000);
  EXPECT_EQ(read("年住院1.6万余人次").discharges, 16000);
  EXPECT_EQ(read("年住院人数5千多例").discharges, 5000);
  EXPECT_FALSE(read("平均住院日7.1天").discharges);
  EXPECT_FALSE(read("新生儿科是市重点专科,年收治住院患儿1000人次").discharges);
  EXPECT_EQ(read("年手术例数11万人次").surgeries, 110000);
  EXPECT_EQ(read("手术逾2.1万例").surgeries, 21000);
  EXPECT_EQ(read("年完成手术9000余台次,其中三四级手术5400例").surgeries, 9000);
  EXPECT_FALSE(read("各类手术室24间").surgeries);
  EXPECT_FALSE(read("开展微创手术300例").surgeries);
}

TEST(HospitalReader, CountsTheWholeStaff) {
  EXPECT_EQ(read("全院职工4534人,其中卫生技术人员4008名").staff, 4534);
  EXPECT_EQ(read("现有在编职工15人").staff, 15);
  EXPECT_EQ(read("拥有员工3000余名").staff, 3000);
  EXPECT_EQ(read("现有工作人员2500多人").staff, 2500);
  EXPECT_FALSE(read("拥有专业技术人员958人").staff);
  EXPECT_FALSE(read("核定事业编制16人").staff);
}

struct YearCase {
  const char* text;
  int year;
};

TEST(HospitalReader, TellsTheFoundationFromPredecessorsAndBuildings) {
  const YearCase cases[] = {
      {"医院始建于1938年,2019年4月正式成立甲乙分院。", 1938},
      {"医院始建于1997年,前身是1952年组建的甲乙保健站。", 1997},
      {"前身是某某于1942年创办的私立医院。", 1942},
      {"医院成立于1939年。", 1939},
      {"这所医院是在1958年所创办的。", 1958},
      {"门诊楼建于2005年,医院创建于1949年10月。", 1949},
      {"1898年,滥觞于海滨的德国医院。", 1898},
      {"1956年3月,甲乙县人民医院正式成立。", 1956},
      {"医院1999年11月3日正式开业。", 1999},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).founded, c.year) << c.text;
  EXPECT_FALSE(read("2013年创建国家二级甲等医院达标").founded);
  EXPECT_FALSE(read("住院楼建于2005年").founded);
}

struct LevelCase {
  const char* text;
  int tier;
  const char* grade;
};

TEST(HospitalReader, TellsAHeldLevelFromOneWantedOrAnothers) {
  const LevelCase cases[] = {
      {"是一所三级甲等综合医院。", 3, "甲"},
      {"是国家“二级甲等”医院。", 2, "甲"},
      {"1996年评为二级甲等医院,2015年晋升三级乙等医院。", 3, "乙"},
      {"2020年通过二甲复审。", 2, "甲"},
      {"是一所三级中医医院。", 3, "未定"},
      {"是一所二级甲等医院,正在争创三级甲等医院。", 2, "甲"},
      {"是经评定的\"一级甲等\"妇幼保健院(相当于二级甲等综合医院)。", 1, "甲"},
      {"1993年评为二级甲等医院,2021年晋升三级综合医院。", 3, "未定"},
      {"1993年评为二级甲等医院,与三级综合医院结为友好。", 2, "甲"},
      {"等级:二级", 2, "未定"},
      {"是一所三级甲等医院,手术室30间,学科齐全。", 3, "甲"},
      {"是一所二级医疗机构。", 2, "未定"},
      {"是一所Ⅲ级甲等综合医院。", 3, "甲"},
      {"是一所III级乙等综合医院。", 3, "乙"},
      {"是按三级甲等标准建设的二级甲等医院。", 2, "甲"},
      {"是三级甲等医院,云岭大学附属医院的协作医院。", 3, "甲"},
  };
  for (const auto& c : cases) {
    const auto level = read(c.text).level;
    ASSERT_TRUE(level) << c.text;
    EXPECT_EQ(level->tier, c.tier) << c.text;
    EXPECT_EQ(level->grade, c.grade) << c.text;
  }
  for (const char* text :
       {"正在按三级医院进行规划扩建。", "健全县乡村三级医疗网络。", "各项指标均达“二甲”医院规定的标准。",
        "开展三级手术。", "全国三级公立医院人均住院费用。", "专家均来自三甲医院。", "以三级综合医院为目标。",
        "聘请三甲医院教授坐诊。", "是三级甲等医院云岭大学附属第一医院的协作医院。",
        "是三甲医院云岭市中心医院的医联体成员单位。", "正在创建的三级甲等医院。"})
    EXPECT_FALSE(read(text).level) << text;
}

struct CategoryCase {
  const char* text;
  HospitalCategory category;
};

TEST(HospitalReader, TellsTheCategoryByTheNameAndElseByTheText) {
  const CategoryCase cases[] = {
      {"甲乙市妇幼保健院始建于1953年。", HospitalCategory::maternal_child},
      {"甲乙市中医医院是一所综合性中医医院。", HospitalCategory::tcm},
      {"甲乙市人民医院始建于1953年。", HospitalCategory::general},
      {"甲乙镇中心卫生院始建于1953年。", HospitalCategory::community},
      {"甲乙市肿瘤医院始建于1953年。", HospitalCategory::specialty},
      {"甲乙市第一人民医院(甲乙市中西医结合医院)始建于1942年。", HospitalCategory::integrated},
      {"甲乙市第二人民医院(甲乙市骨科医院)始建于1951年,是一所三级甲等综合性医院。",
       HospitalCategory::general},
      {"始建于1984年,是一所二级甲等中医医院。", HospitalCategory::tcm},
      {"医院开放床位500张,现有职工600人。", HospitalCategory::general},
      {"甲乙地区哈萨克医医院始建于1953年。", HospitalCategory::tcm},
      {"始建于1898年,是省属大型综合性三级甲等医院。北院区将建设成为以肿瘤为主的高端专科医院。",
       HospitalCategory::general},
      {"始建于1984年,是一所综合性儿科医院。", HospitalCategory::specialty},
      {"甲乙祥和医院是集医疗、教学、科研、预防、保健于一体的现代化专科医院。", HospitalCategory::specialty},
      {"甲乙祥和医院\n医院类型:专科医院", HospitalCategory::specialty},
      {"甲乙祥和医院是市直属以专科为特色的综合性医院,与某妇幼保健院合作。", HospitalCategory::general},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).category, c.category) << c.text;
  EXPECT_FALSE(read("今天天气很好。").category);
}

TEST(HospitalReader, TellsOwnership) {
  EXPECT_EQ(read("是一所公立三级医院。").ownership, Ownership::public_);
  EXPECT_EQ(read("是一家民营综合医院。").ownership, Ownership::private_);
  EXPECT_FALSE(read("前身为某某私立医院。").ownership);
  EXPECT_FALSE(read("是一所公益性医疗机构。").ownership);
  EXPECT_EQ(read("是全国规模较大的民营骨科医院。").ownership, Ownership::private_);
  EXPECT_EQ(read("是一所非公立医疗机构。").ownership, Ownership::private_);
  EXPECT_EQ(read("是经批准设立的营利性综合医院。").ownership, Ownership::private_);
  EXPECT_FALSE(read("是经批准设立的非营利性综合医院。").ownership);
  EXPECT_EQ(read("经营性质:公立").ownership, Ownership::public_);
  EXPECT_FALSE(read("属于财政差额拨款的非营利性医疗机构。").ownership);
  EXPECT_FALSE(read("与各级公立医院协作。").ownership);
}

TEST(HospitalReader, FindsWhosePageItIs) {
  struct NameCase {
    const char* text;
    const char* name;
  };
  const NameCase cases[] = {
      {"甲乙市第一人民医院是一所三级甲等医院。与丙丁大学附属医院合作。", "甲乙市第一人民医院"},
      {"名称,甲乙市妇幼保健院是一所专科医院", "甲乙市妇幼保健院"},
      {"医院简介\n甲乙县中医院\n医院始建于1958年", "甲乙县中医院"},
      {"丙丁医学院附属第二医院,简称丙丁二院,始建于1950年。", "丙丁医学院附属第二医院"},
      {"版权所有 甲乙市口腔医院 电话:0371-65901234", "甲乙市口腔医院"},
      {"甲乙市人民醫(yī)院始建於1950年", "甲乙市人民醫院"},
      {"是一所国家二级甲等中医医院,全国百强医院。", ""},
      {"拥有4所院中院:风湿病医院、糖尿病医院。", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).name, c.name) << c.text;
}

TEST(HospitalReader, FindsAliases) {
  const auto profile = read("甲乙市人民医院(甲乙市儿童医院)始建于1950年,又名甲乙医学院附属医院。");
  EXPECT_EQ(profile.name, "甲乙市人民医院");
  EXPECT_EQ(profile.aliases, (std::vector<std::string>{"甲乙市儿童医院", "甲乙医学院附属医院"}));
}

TEST(HospitalReader, ReadsContacts) {
  const auto profile = read(
      "医院地址:甲乙省丙丁市麓山路58号 24小时急救电话:0731-88860000\n传真:0731-88850000 邮编:410000 "
      "网址:www.hospital.example.com");
  EXPECT_EQ(profile.address, "甲乙省丙丁市麓山路58号");
  EXPECT_EQ(profile.phone, "0731-88860000");
  EXPECT_EQ(profile.postcode, "410000");
  EXPECT_EQ(profile.website, "www.hospital.example.com");
  const auto anonymised = read("甲乙医院 咨询电话:1111111(上午)");
  EXPECT_TRUE(anonymised.phone.empty());
  EXPECT_EQ(anonymised.missing.at("phone"), MissingReason::not_stated);
  EXPECT_TRUE(read("医院坐落于名医故里、药材之乡亳州。").address.empty());
}

TEST(HospitalReader, ReadsRatings) {
  const auto profile = read(
      "医院通过电子病历系统应用水平分级评价五级,国家医疗健康信息互联互通标准化成熟度四级甲等测评,"
      "智慧服务分级评估3级,智慧管理2级。");
  EXPECT_EQ(profile.ratings.emr, 5);
  EXPECT_EQ(profile.ratings.interconnection, "四级甲等");
  EXPECT_EQ(profile.ratings.smart_service, 3);
  EXPECT_EQ(profile.ratings.smart_management, 2);
  EXPECT_EQ(read("医院通过EMR 5级评审,互联互通4级甲等测评。").ratings.emr, 5);
  EXPECT_EQ(read("医院通过EMR 5级评审,互联互通4级甲等测评。").ratings.interconnection, "四级甲等");
  EXPECT_FALSE(read("医院通过HIMSS EMRAM 6级评审。").ratings.emr) << "another scale";
  EXPECT_TRUE(read("医院是电子病历试点医院,正在申报电子病历五级。").ratings.empty());
}

TEST(HospitalReader, PlacesTheHospital) {
  EXPECT_EQ(read("义乌市妇幼保健院始建于1997年。").region.county, "义乌市");
  EXPECT_EQ(read("中山大学附属第一医院始建于1910年。").region.city, "");
  const auto profile = read("亳州市中医院位于亳州市谯城区某某路1号。");
  EXPECT_EQ(profile.region.city, "亳州市");
  EXPECT_EQ(profile.region.county, "谯城区");
  EXPECT_EQ(profile.region.code, "341602");
}

TEST(HospitalReader, TakesKeyDepartmentsWhereNoListIsGiven) {
  EXPECT_EQ(read("其中肿瘤科、呼吸内科等11个科室为市级重点学科。").departments,
            (std::vector<std::string>{"肿瘤科", "呼吸内科"}));
  EXPECT_EQ(read("开放床位100张,其中妇科25张,产科33张。").departments,
            (std::vector<std::string>{"妇科", "产科"}));
  EXPECT_TRUE(read("设有财务科、总务科、医务科。").departments.empty());
  EXPECT_EQ(read("科室导航\n心内科\n骨科\n检验科\n超声科\n财务科").departments,
            (std::vector<std::string>{"心内科", "骨科", "检验科", "超声科"}));
}

TEST(HospitalReader, ReadsLabelsInCellsOfTheirOwn) {
  const auto profile = read(
      "医院名称\n甲乙县中医院\n医院地址\n甲乙县文化路56号\n联系电话\n0377-"
      "65510000\n邮政编码\n474450\n建院时间：1952年\n床位数：150张");
  EXPECT_EQ(profile.name, "甲乙县中医院");
  EXPECT_EQ(profile.address, "甲乙县文化路56号");
  EXPECT_EQ(profile.phone, "0377-65510000");
  EXPECT_EQ(profile.postcode, "474450");
  EXPECT_EQ(profile.founded, 1952);
  EXPECT_EQ(profile.beds_open, 150);
}

TEST(HospitalReader, TakesANameFromTheTitleWhereTheTextHasNone) {
  Document document = page("医院开放床位500张,2018年创建三级甲等医院成功。");
  document.html_title = "甲乙市妇幼保健院简介_甲乙市妇幼保健院";
  const HospitalProfile profile = read_hospital(document, config::shipped_reading_tables());
  EXPECT_EQ(profile.name, "甲乙市妇幼保健院");
  EXPECT_FALSE(profile.evidence.contains("name"));
  ASSERT_TRUE(profile.level);
  EXPECT_EQ(profile.level->tier, 3);
}

TEST(HospitalReader, SaysNothingOfOtherPages) {
  const HospitalProfile profile = read("某某公司关于召开股东大会的通知。会议地点另行通知。");
  EXPECT_TRUE(profile.name.empty());
  EXPECT_FALSE(profile.level);
  EXPECT_FALSE(profile.category);
  EXPECT_TRUE(profile.evidence.empty());
  EXPECT_TRUE(read("").name.empty());
}

TEST(HospitalReader, TakesACentreForTheHospitalItself) {
  const HospitalProfile profile =
      read("甲乙旗丙丁社区卫生服务中心\n中心现有职工95人,卫生技术人员80人,本科以上学历30人,住院床位56张。");
  EXPECT_EQ(profile.staff, 95);
  EXPECT_EQ(profile.beds_open, 56);
  EXPECT_FALSE(read("甲乙市人民医院\n体检中心现有职工25人。").staff);
}

TEST(HospitalReader, TellsAHospitalsOwnershipFromWhatIsSaidOfPublicOnes) {
  EXPECT_FALSE(read("甲乙县人民医院强化公立医院的公益性,推进改革。").ownership);
  EXPECT_EQ(read("甲乙县人民医院是全县规模最大的公立医院的代表。").ownership, Ownership::public_);
}

TEST(HospitalReader, TakesAPredecessorsYearWhereNoOtherIsStated) {
  EXPECT_EQ(read("甲乙市中心医院前身是1939年诞生的中央医院,1954年与丙丁医院合并。").founded, 1939);
  EXPECT_EQ(read("甲乙市中心医院始建于1950年,前身是1939年诞生的中央医院。").founded, 1950);
}

TEST(HospitalReader, ReadsFiguresInFurtherWords) {
  EXPECT_EQ(read("医院现有职工300余人。床位1400张,年门诊量约110万人次。").beds_open, 1400);
  EXPECT_EQ(read("房屋面积8225平方米,设正规病床100张。").beds_open, 100);
  EXPECT_EQ(read("三级甲等醫院\n床位數2288\n職工3184人").beds_open, 2288);
  EXPECT_EQ(read("2013年门急诊量341.2万人次,住院收容量14.7万人次。").discharges, 147000);
  const HospitalProfile authorised = read("科室21个,编制床位数260张,属于非营利性医疗机构。");
  EXPECT_EQ(authorised.beds_authorised, 260);
  EXPECT_FALSE(authorised.beds_open);
}

TEST(HospitalReader, ReadsAddressesWithWhatStandsAroundThem) {
  EXPECT_EQ(read("地址:甲乙旗青山路北段西侧,工商局北,新党校路西,电话0475-4210000").address,
            "甲乙旗青山路北段西侧,工商局北,新党校路西");
  EXPECT_EQ(read("甲乙县城关镇南路81号(地图位置)\n甲乙县中医院").address, "甲乙县城关镇南路81号");
  EXPECT_EQ(read("院本部:云南省大理市青石街32号").address, "云南省大理市青石街32号");
  EXPECT_EQ(read("医院地处建设路口。").address, "");
  EXPECT_EQ(read("医院位于甲乙镇中心。").address, "");
}

TEST(HospitalReader, LeavesOfficesOwnNumbersAndIncompleteOnesOut) {
  EXPECT_EQ(read("党政办:0872-2200062 门诊部:0872-2200150 体检中心:0872-2200119").phone, "");
  EXPECT_EQ(read("电话:0571-87230066 8723006").phone, "0571-87230066");
  EXPECT_EQ(read("电话:0519-67890009 / 69800009").phone, "0519-67890009、69800009");
}

TEST(HospitalReader, JoinsNoShortLineWithAParagraph) {
  const HospitalProfile profile = read(
      "甲乙县城关镇城关南路81号(地图位置)\n甲乙县中医院成立于1993年,"
      "是一所集医疗、科研、预防、保健于一体的二级甲等中医医院,"
      "在提供医疗服务的同时承担着乡镇卫生院的业务指导。");
  EXPECT_EQ(profile.name, "甲乙县中医院");
}

TEST(HospitalReader, ReadsNamesWithABrandInLatinLetters) {
  EXPECT_EQ(read("上海Anyname丙丁医疗美容医院\n地址:上海市长宁区青石路1165号").name,
            "上海Anyname丙丁医疗美容医院");
  EXPECT_EQ(read("拥有CT的甲乙市人民医院是三级甲等医院。").name, "甲乙市人民医院");
}

}  // namespace
}  // namespace tenderlead::parsers
