// What a hospital says about itself: introduction, departments, contact.
#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

const char* const kDepartments[] = {"儿童保健科", "产科",       "妇科",      "新生儿科",   "儿童康复科",
                                    "生殖医学科", "乳腺外科",   "中医科",    "麻醉科",     "医学影像科",
                                    "检验科",     "超声医学科", "药剂科",    "心血管内科", "神经内科",
                                    "普通外科",   "骨科",       "急诊医学科"};
const char* const kChineseNumbers[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八"};
const char* const kGrades[] = {"甲", "乙"};

std::string wan_people(std::int64_t count) {
  return std::to_string(count / 10'000) + "." + std::to_string(count / 1'000 % 10) + "万";
}

HospitalProfile common_truth(const Office& hospital) {
  HospitalProfile profile;
  profile.name = hospital.name;
  profile.category =
      hospital.name.ends_with("妇幼保健院") ? HospitalCategory::maternal_child : HospitalCategory::general;
  profile.region = region_of(*hospital.place);
  return profile;
}

void write_introduction(HospitalPages& pages, const Office& hospital, Random& random) {
  HospitalProfile truth = common_truth(hospital);
  const bool maternal = truth.category == HospitalCategory::maternal_child;
  const std::string alias = hospital.name.substr(0, hospital.name.size() - (maternal ? 15 : 12)) +
                            (maternal ? "儿童医院" : "中心医院");
  const int tier = random.between(2, 3);
  truth.aliases = {alias};
  truth.level = HospitalLevel{tier, random.pick(std::to_array(kGrades))};
  truth.ownership = Ownership::public_;
  truth.founded = random.between(1932, 1985);
  truth.beds_authorised = random.between(40, 90) * 10;
  truth.beds_open = *truth.beds_authorised - random.between(1, 9) * 10;
  truth.staff = random.between(500, 1600);
  truth.outpatient_visits = std::int64_t{random.between(301, 990)} * 1000;
  truth.discharges = std::int64_t{random.between(11, 48)} * 1000;
  truth.surgeries = random.between(3000, 9800);
  truth.ratings.emr = random.between(2, 5);
  truth.ratings.smart_service = random.between(1, 3);
  truth.ratings.interconnection = "四级甲等";
  const std::string level = std::string(kChineseNumbers[tier]) + "级" + truth.level->grade + "等";
  std::string& html = pages.introduction;
  html += "<h1 class=\"tc\">医院简介</h1>\n";
  html += "<p>　　" + hospital.name + "（又名" + alias + "）始建于" + std::to_string(*truth.founded) +
          "年，是一所集医疗、保健、教学、科研、康复为一体的公立" + level +
          (maternal ? "妇幼保健院" : "综合医院") + "，坐落于" + full_name(*hospital.place) + "。</p>\n";
  html += "<p>　　医院编制床位" + std::to_string(*truth.beds_authorised) + "张，开放床位" +
          std::to_string(*truth.beds_open) + "张，现有职工" + std::to_string(*truth.staff) +
          "人，其中高级职称" + std::to_string(*truth.staff / 9) + "人。2025年门急诊量" +
          wan_people(*truth.outpatient_visits) + "人次，出院" + wan_people(*truth.discharges) + "人次，手术" +
          std::to_string(*truth.surgeries) + "台次。</p>\n";
  html += "<p>　　近年来，医院坚持以信息化支撑高质量发展，通过电子病历系统应用水平分级评价" +
          std::string(kChineseNumbers[static_cast<std::size_t>(*truth.ratings.emr)]) +
          "级、国家医疗健康信息互联互通标准化成熟度测评四级甲等、医院智慧服务分级评估" +
          kChineseNumbers[static_cast<std::size_t>(*truth.ratings.smart_service)] + "级。</p>\n";
  html += "<p>　　医院将继续秉承“儿童优先、母亲安全”的服务宗旨，不断提升服务能力，守护区域群众健康。</p>\n";
  pages.introduction_truth = std::move(truth);
}

void write_departments(HospitalPages& pages, const Office& hospital, Random& random) {
  HospitalProfile truth = common_truth(hospital);
  const std::size_t first = random.below(4);
  std::string& html = pages.departments;
  html += "<h1 class=\"tc\">科室介绍</h1>\n<p>" + hospital.name +
          "设有以下临床及医技科室：</p>\n<ul class=\"ks\">\n";
  for (std::size_t i = first; i < std::size(kDepartments) - random.below(3); ++i) {
    truth.departments.emplace_back(kDepartments[i]);
    html += "<li><a href=\"/ksjs/" + std::to_string(i + 1) + ".html\">" + kDepartments[i] + "</a></li>\n";
  }
  html += "</ul>\n";
  pages.departments_truth = std::move(truth);
}

void write_contact(HospitalPages& pages, const Office& hospital, Random& random) {
  HospitalProfile truth = common_truth(hospital);
  truth.address = hospital.address;
  truth.phone = make_phone(random, *hospital.place);
  truth.postcode = std::to_string(random.between(110, 830)) + "000";
  truth.website = "www.example.org.cn";
  std::string& html = pages.contact;
  html += "<h1 class=\"tc\">联系我们</h1>\n";
  html += "<p>单位名称：" + hospital.name + "</p>\n<p>医院地址：" + truth.address + "</p>\n<p>联系电话：" +
          truth.phone + "</p>\n<p>邮政编码：" + truth.postcode + "</p>\n<p>医院网址：" + truth.website +
          "</p>\n";
  pages.contact_truth = std::move(truth);
}

}  // namespace

HospitalPages write_hospital_pages(const Office& hospital, std::uint64_t seed) {
  HospitalPages pages;
  Random random(seed * 7919 + hospital.name.size());
  write_introduction(pages, hospital, random);
  write_departments(pages, hospital, random);
  write_contact(pages, hospital, random);
  return pages;
}

}  // namespace tenderlead::portal
