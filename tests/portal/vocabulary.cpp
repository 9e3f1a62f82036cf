#include "tests/portal/vocabulary.h"

namespace tenderlead::portal {
namespace {

constexpr std::array<const char*, 14> kWords = {"望溪", "云岭", "青禾", "澄江", "锦屏", "白鹭", "松涛",
                                                "临湖", "丹枫", "碧水", "曙光", "鹤鸣", "竹海", "沁园"};
constexpr std::array<const char*, 8> kBuyerKinds = {"妇幼保健院", "人民医院",        "中医医院",
                                                    "儿童医院",   "中心医院",        "妇幼保健院",
                                                    "卫生健康局", "疾病预防控制中心"};
constexpr std::array<const char*, 8> kAgencyWords = {"汇泽衡远", "正途明诚", "鼎沐同舟", "瑞衡致和",
                                                     "博闻信达", "中岳启明", "恒润铭远", "广厦致信"};
constexpr std::array<const char*, 4> kAgencyKinds = {"招标代理有限公司", "工程咨询有限公司",
                                                     "项目管理有限公司", "招标咨询有限责任公司"};
constexpr std::array<const char*, 10> kSupplierWords = {"澄观", "星砚", "禾木", "启帆", "云笺",
                                                        "砺石", "远岫", "鸣泉", "卓尔", "知行"};
constexpr std::array<const char*, 5> kSupplierKinds = {
    "信息技术有限公司", "医疗科技有限公司", "软件股份有限公司", "科技发展有限公司", "实业（集团）有限公司"};
// Names that the partner table recognises by its short forms.
constexpr std::array<const char*, 6> kVendors = {
    "卫宁健康（模拟）科技有限公司", "创业慧康（模拟）科技有限公司", "东软（模拟）软件有限公司",
    "嘉和美康（模拟）科技有限公司", "众阳健康（模拟）科技有限公司", "联众智慧（模拟）科技有限公司"};
constexpr std::array<const char*, 16> kSurnames = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵",
                                                   "周", "吴", "徐", "孙", "朱", "马", "胡", "林"};
constexpr std::array<const char*, 16> kGivenNames = {"晓岚", "志远", "文静", "建华", "雨桐", "海峰",
                                                     "佳怡", "立群", "思源", "春梅", "俊杰", "婉清",
                                                     "国栋", "一鸣", "若兰", "明哲"};
constexpr std::array<const char*, 5> kHonorifics = {"老师", "女士", "先生", "工", "主任"};
constexpr std::array<const char*, 8> kRoads = {"滨河路",   "长宁大道", "文景街", "学苑路",
                                               "迎宾大道", "沿江路",   "康泰街", "新华北路"};

std::string street(Random& random) {
  return std::string(random.pick(kRoads)) + std::to_string(random.between(1, 399)) + "号";
}

}  // namespace

// Codes: GB/T 2260 as of the Ministry of Civil Affairs' list.
const std::array<Place, 16> kPlaces = {{
    {"四川省", "成都市", "郫都区", "510117", "028"},
    {"四川省", "眉山市", "东坡区", "511402", "028"},
    {"湖北省", "宜昌市", "夷陵区", "420506", "0717"},
    {"江苏省", "南通市", "如皋市", "320682", "0513"},
    {"浙江省", "衢州市", "柯城区", "330802", "0570"},
    {"山东省", "潍坊市", "寿光市", "370783", "0536"},
    {"河南省", "平顶山市", "鲁山县", "410423", "0375"},
    {"广东省", "清远市", "连州市", "441882", "0763"},
    {"重庆市", "", "璧山区", "500120", "023"},
    {"江西省", "九江市", "共青城市", "360482", "0792"},
    {"安徽省", "宣城市", "宁国市", "341881", "0563"},
    {"贵州省", "遵义市", "仁怀市", "520382", "0851"},
    {"河北省", "秦皇岛市", "昌黎县", "130322", "0335"},
    {"陕西省", "宝鸡市", "凤翔区", "610305", "0917"},
    {"甘肃省", "天水市", "秦州区", "620502", "0938"},
    {"福建省", "漳州市", "龙海区", "350604", "0596"},
}};

const std::array<Theme, 40> kThemes = {{
    {"儿童早期发展综合服务信息系统", "child_development", 90, 240, false},
    {"儿童保健及发育行为管理系统", "child_development", 80, 200, false},
    {"高危儿筛查与儿童健康管理平台", "child_development", 60, 180, false},
    {"妇幼健康信息管理平台", "maternal_child", 120, 460, false},
    {"孕产妇全程管理及出生缺陷防控信息系统", "maternal_child", 100, 320, false},
    {"妇幼保健信息系统升级改造", "maternal_child", 90, 350, false},
    {"互联网医院平台建设", "internet_hospital", 80, 260, false},
    {"智慧妇幼互联网诊疗服务平台", "internet_hospital", 90, 300, false},
    {"医院信息系统（HIS）升级改造", "his", 180, 900, false},
    {"智慧医院信息化建设", "his", 500, 2600, false},
    {"电子病历系统升级改造", "emr", 150, 600, false},
    {"无纸化病案归档系统", "emr", 60, 160, false},
    {"检验信息系统（LIS）", "lis", 50, 180, false},
    {"影像归档与通信系统（PACS）升级", "pacs", 120, 480, false},
    {"医院信息集成平台及互联互通测评", "integration", 200, 800, false},
    {"临床决策支持系统", "cdss", 80, 220, false},
    {"护理管理及随访系统", "specialty_clinical", 40, 150, false},
    {"医院运营管理（HRP）系统", "hrp", 150, 500, false},
    {"DRG医保智能审核系统", "drg_insurance", 60, 200, false},
    {"体检系统及健康管理平台", "physical_exam", 40, 140, false},
    {"自助机及预约挂号系统", "patient_service", 50, 220, false},
    {"全民健康信息平台扩容", "public_health", 200, 900, false},
    {"信息系统等级保护测评服务", "security", 12, 48, false},
    {"数据中心服务器及存储设备", "infrastructure", 100, 700, false},
    {"信息系统运维服务", "maintenance", 30, 160, false},
    {"彩色多普勒超声诊断仪", "", 90, 380, false},
    {"一次性使用输液系统耗材", "", 30, 120, false},
    {"职工食堂食材配送服务", "", 60, 300, false},
    {"物业管理服务", "", 120, 900, false},
    {"安保服务", "", 80, 260, false},
    {"医用供氧系统维护保养", "", 15, 60, false},
    {"医疗废物处置服务", "", 20, 90, false},
    {"全自动生化分析仪", "", 80, 260, false},
    {"被服洗涤服务", "", 20, 110, false},
    {"住院综合楼装修改造工程", "", 600, 4200, true},
    {"手术室净化系统改造工程", "", 400, 1600, true},
    {"门诊楼电梯更新工程", "", 120, 480, true},
    {"发热门诊扩建工程", "", 500, 1900, true},
    {"配电房增容改造工程", "", 150, 620, true},
    {"智慧医院信息化建设（弱电及机房）工程", "his", 600, 2400, true},
}};

const std::array<LotTheme, 10> kLotThemes = {{
    {"儿童保健信息系统", "套"},
    {"孕产妇管理信息系统", "套"},
    {"电子病历系统", "套"},
    {"服务器及存储设备", "批"},
    {"信息安全设备", "批"},
    {"超声影像工作站软件", "套"},
    {"自助服务终端", "台"},
    {"体检管理系统", "套"},
    {"院感监测系统", "套"},
    {"机房改造及运维服务", "项"},
}};

Region region_of(const Place& place) {
  return {place.province, place.city, place.county, place.code};
}

std::string full_name(const Place& place) {
  return std::string(place.province) + place.city + place.county;
}

std::string short_name(const Place& place) {
  return std::string(*place.city == 0 ? place.province : place.city) + place.county;
}

std::string make_person(Random& random) {
  return std::string(random.pick(kSurnames)) + random.pick(kGivenNames);
}

std::string make_honorific(Random& random) {
  return std::string(random.pick(kSurnames)) + random.pick(kHonorifics);
}

std::string make_phone(Random& random, const Place& place) {
  const std::string area = place.area_code;
  // Three-digit area codes go with eight digits, four-digit ones with seven.
  const int digits = area.size() == 3 ? 8 : 7;
  std::string number = std::to_string(random.between(2, 8));
  while (static_cast<int>(number.size()) < digits) number += std::to_string(random.between(0, 9));
  return area + "-" + number;
}

Office make_buyer(Random& random) {
  Office office;
  office.place = &random.pick(kPlaces);
  const std::string word = random.pick(kWords);
  const std::string kind = random.pick(kBuyerKinds);
  const bool authority = kind.ends_with("局") || kind.ends_with("中心");
  office.name = short_name(*office.place) + (authority ? "" : word) + kind;
  office.address = full_name(*office.place) + street(random);
  office.contact = make_honorific(random);
  office.phone = make_phone(random, *office.place);
  return office;
}

Office make_agency(Random& random, const Place& place) {
  Office office;
  office.place = &place;
  std::string province = place.province;
  // 省 and 市 are three bytes; agencies go by the bare name: 四川汇泽衡远招标代理有限公司.
  province.resize(province.size() - 3);
  office.name = province + random.pick(kAgencyWords) + random.pick(kAgencyKinds);
  office.address = full_name(place) + street(random) + std::to_string(random.between(3, 28)) + "楼";
  office.contact = make_person(random);
  office.phone = make_phone(random, place);
  return office;
}

std::string make_supplier(Random& random, bool vendor) {
  if (vendor) return random.pick(kVendors);
  const Place& place = random.pick(kPlaces);
  std::string city = *place.city == 0 ? place.province : place.city;
  city.resize(city.size() - 3);
  return city + random.pick(kSupplierWords) + random.pick(kSupplierKinds);
}

std::string make_supplier_address(Random& random) {
  return full_name(random.pick(kPlaces)) + street(random);
}

}  // namespace tenderlead::portal
