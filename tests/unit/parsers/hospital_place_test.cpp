#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"

namespace tenderlead::parsers {
namespace {

HospitalProfile read(const char* text, bool from_html = false) {
  Document document;
  document.from_html = from_html;
  document.text = text;
  return read_hospital(document, config::shipped_reading_tables());
}

struct TextCase {
  const char* text;
  const char* value;
};

TEST(HospitalAddress, StandsBehindItsLabel) {
  const TextCase cases[] = {
      {"地 址:甲乙省丙丁市中华路9号 邮 编:272200", "甲乙省丙丁市中华路9号"},
      {"地址:甲乙省丙丁市 戊己区 解放路12号 电话:0537-8721232", "甲乙省丙丁市戊己区解放路12号"},
      {"address: \"丙丁市江口镇石庭869号\",", "丙丁市江口镇石庭869号"},
      {"【地址】丙丁市戊己县城关镇", "丙丁市戊己县城关镇"},
      {"医院地址:丙丁市胜利街花园2号\n交通路线:旁边有商场,公交1路可到", "丙丁市胜利街花园2号"},
      {"地址:总院:丙丁市人民路8号", "丙丁市人民路8号"},
      {"地址:丙丁市中华路与解放路交汇处的东南角", "丙丁市中华路与解放路交汇处的东南角"},
      {"医院官方网站地址:丙丁市路8号", ""},
      {"地址:地址地址地址", ""},
      {"会议地址:丙丁市人民路8号", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).address, c.value) << c.text;
}

TEST(HospitalAddress, MayBeALineOfItsOwn) {
  EXPECT_EQ(
      read("戊己县中医院\n基本信息\n甲乙省丙丁市戊己县沙河镇南路西侧 查看地图\n始建于1996年。", true).address,
      "甲乙省丙丁市戊己县沙河镇南路西侧");
  EXPECT_EQ(
      read("丙丁市人民医院座落于丙丁市中山路1号(步行街内)。\n0752-2224262\n丙丁市戊己区中山路1号").address,
      "丙丁市戊己区中山路1号");
  EXPECT_EQ(read("丙丁市卫生局召开镇村一体化工作会\n丙丁市是一座有路的城市").address, "");
  EXPECT_EQ(read("丙丁市中山路1号\n丙丁市中山路2号\n丙丁市中山路3号").address, "");
}

TEST(HospitalAddress, MayStandInASentence) {
  const TextCase cases[] = {
      {"医院坐落在美丽的丙丁市戊己区建设路66号,交通便利。", "丙丁市戊己区建设路66号"},
      {"医院地处两省要道。位于丙丁市建设路66号。", "丙丁市建设路66号"},
      {"医院拥有两个院区——位于江苏路的东院区,地处城乡结合部。", ""},
      {"2015年6月整体搬迁至戊己县西路33号,占地60亩。", "戊己县西路33号"},
      {"拟搬迁至戊己县西路33号。", ""},
      {"新院将位于戊己县西路33号。", ""},
      {"医院位于丙丁市规划路5号紧邻火车站。", "丙丁市规划路5号"},
      {"东院区位于丙丁市建设路66号。", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).address, c.value) << c.text;
}

TEST(HospitalPhone, IsAllNumbersUnderOneLabel) {
  const TextCase cases[] = {
      {"联系电话:029-61190000(咨询电话)\n029-87480000(门诊部)\n029-87420000(总值班)\n门诊时间:8点",
       "029-61190000、029-87480000、029-87420000"},
      {"电话:0537-8721000、8722000 传真:0537-8723000", "0537-8721000、8722000"},
      {"医院总机:0579-87140000\n传真号码:0579-87140001\n急救电话:0579-87140002", "0579-87140000"},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).phone, c.value) << c.text;
}

struct PlaceCase {
  const char* text;
  const char* city;
  const char* county;
};

TEST(HospitalRegion, JoinsWhatNameAddressAndTextSay) {
  const PlaceCase cases[] = {
      {"广东医科大学附属康复医院(佛山市顺德区妇幼保健院)是一所专科医院。", "佛山市", "顺德区"},
      {"浙江大学医学院附属金华医院始建于1910年。地址:浙江省金华市婺城区人民东路365号", "金华市", "婺城区"},
      {"永安康宁医院位于福建省三明市永安市巴溪大道88号。", "三明市", "永安市"},
      {"康宁精神病医院坐落在绵阳市涪城区,是一所专科医院。", "绵阳市", "涪城区"},
      {"瑞安祥和医院创建于2003年,是温州地区较大的民营综合性医院。", "温州市", "瑞安市"},
      {"祥和医院创建于2003年,是绵阳市医保定点医院、绵阳市文明单位。", "绵阳市", ""},
      {"祥和医院地处老城区,环境优美。", "", ""},
      {"祥和医院始建于1950年,与绵阳市、南阳市的医院合作。", "", ""},
  };
  for (const auto& c : cases) {
    const Region region = read(c.text).region;
    EXPECT_EQ(region.city, c.city) << c.text;
    EXPECT_EQ(region.county, c.county) << c.text;
  }
}

TEST(HospitalRegion, OfAnAddressGoesBeforeAShortNameThatIsOnlyAName) {
  const Region region = read("甲乙大学附属瑞金医院\n地址:上海市黄浦区青石二路197号").region;
  EXPECT_EQ(region.province, "上海市");
  EXPECT_EQ(region.county, "黄浦区");
}

TEST(HospitalRegion, OfAPageWithoutANameIsThePlaceItSpeaksOf) {
  const Region region = read("医院始建于1904年,1955年迁址太原市,为山西省文明单位、山西省百佳医院。").region;
  EXPECT_EQ(region.province, "山西省");
  EXPECT_EQ(region.city, "太原市");
}

TEST(HospitalNamesOfPages, FollowTheLastRenaming) {
  const TextCase cases[] = {
      {"医院简介\n丙丁市第四人民医院\n1952年更名为\"丙丁市第四人民医院\"。2019年11月,"
       "医院正式更名为\"丙丁市人民医院\"。",
       "丙丁市人民医院"},
      {"丙丁市第一人民医院\n2019年8月,丙丁市第一人民医院更名为丙丁学院附属医院。", "丙丁学院附属医院"},
      {"丙丁市人民医院始建于1950年,1982年更名为丙丁市第一医院,1990年恢复现名。", "丙丁市人民医院"},
      {"进入\n省立眼科医院进入\n停诊信息进入\n专家介绍", ""},
      {"丙丁市仁爱医院 版权所有\n医院成立于1995年", "丙丁市仁爱医院"},
      {"丙丁市仁爱医院 All Rights Reserved\n医院成立于1995年", "丙丁市仁爱医院"},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text).name, c.value) << c.text;
}

}  // namespace
}  // namespace tenderlead::parsers
