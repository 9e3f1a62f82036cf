// Names of departments (department_names.h).
#include "parsers/hospital/department_names.h"

#include <algorithm>
#include <cstddef>

#include "parsers/hospital/department_subjects.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// Offices that run a hospital rather than treat anybody.
constexpr std::u32string_view kOffices[] = {
    U"行政",     U"后勤",     U"财务",         U"人事",   U"人力", U"医务", U"护理部", U"办公",
    U"党",       U"工会",     U"团委",         U"信息",   U"保卫", U"总务", U"设备",   U"装备",
    U"工程",     U"采购",     U"审计",         U"宣传",   U"质控", U"质量", U"院感",   U"感染管理",
    U"感控",     U"医保",     U"病案",         U"科教",   U"教学", U"科研", U"研究",   U"会议",
    U"基建",     U"统计",     U"收费",         U"住院处", U"客服", U"客户", U"投诉",   U"监察",
    U"纪检",     U"运营",     U"绩效",         U"经管",   U"物价", U"档案", U"司机",   U"食堂",
    U"营养食堂", U"招标",     U"招采",         U"外联",   U"市场", U"网络", U"媒体",   U"继教",
    U"社会服务", U"公共关系", U"预防保健部门", U"管理",   U"培训", U"指导", U"考试",   U"学生",
    U"图书",     U"教研",     U"实验室",       U"外事",   U"老干", U"法规", U"法务",   U"安全",
    U"器械",     U"维修",     U"水电",         U"膳食",   U"企划", U"策划", U"核算",   U"结算",
    U"宣教",     U"爱卫",     U"安保",         U"保安",   U"物资", U"物业", U"洗衣",   U"监督",
    U"评审",     U"国际交流", U"国际合作",     U"对外",   U"住培", U"规培", U"科技",   U"文化",
    U"退休",     U"规划",     U"经营",         U"事务",   U"接待"};

// Words that only look like a department's name.
constexpr std::u32string_view kNotDepartments[] = {
    U"科室",     U"专科",       U"学科",      U"本科",     U"我科",     U"各科",     U"全科室",   U"临床科",
    U"医技科",   U"多科",       U"等科",      U"其他科",   U"其它科",   U"重点科",   U"特色科",   U"分科",
    U"内设科",   U"该科",       U"相关科",    U"教科",     U"百科",     U"前科",     U"理科",     U"文科",
    U"手术科",   U"非手术科",   U"业务科",    U"职能科",   U"辅助科",   U"前勤科",   U"候诊室",   U"诊室",
    U"抢救室",   U"更衣室",     U"教室",      U"中心",     U"服务中心", U"本中心",   U"住院部",   U"门诊部",
    U"急诊部",   U"分部",       U"本部",      U"部",       U"全部",     U"外部",     U"内部",     U"总部",
    U"卫生部",   U"教育部",     U"病区",      U"科",       U"室",       U"工作室",   U"国家中心", U"区域中心",
    U"专家组",   U"人才中心",   U"市中心",    U"县城中心", U"县中心",   U"医学中心", U"医疗中心", U"为中心",
    U"创伤中心", U"病人为中心", U"患者为中心"};

constexpr std::u32string_view kUnits[] = {U"ICU",  U"CCU",  U"NICU", U"PICU", U"EICU",
                                          U"RICU", U"SICU", U"KICU", U"CICU"};

// 中心, 部 and 室 need a word of medicine in front: 血液净化中心, 妇女保健部, 导管室.
constexpr std::u32string_view kMedicine[] = {
    U"保健",   U"净化", U"透析",     U"血透",   U"筛查", U"监护",   U"导管",   U"内镜",   U"腔镜",
    U"手术",   U"麻醉", U"检验",     U"影像",   U"超声", U"病理",   U"放射",   U"放疗",   U"康复",
    U"体检",   U"健康", U"急救",     U"急诊",   U"卒中", U"胸痛",   U"创伤",   U"生殖",   U"孕",
    U"产",     U"儿",   U"计划生育", U"心电",   U"脑电", U"肌电",   U"介入",   U"核医学", U"核磁",
    U"CT",     U"B超",  U"输血",     U"药剂",   U"肿瘤", U"肾",     U"心脏",   U"血管",   U"神经",
    U"骨",     U"关节", U"眼",       U"口腔",   U"皮肤", U"针灸",   U"理疗",   U"治未病", U"疼痛",
    U"睡眠",   U"精神", U"心理",     U"呼吸",   U"消化", U"内分泌", U"糖尿病", U"听力",   U"碎石",
    U"微创",   U"诊疗", U"诊断",     U"治疗",   U"抢救", U"供应",   U"煎药",   U"发热",   U"高压氧",
    U"药学",   U"药物", U"乳腺",     U"甲状腺", U"免疫", U"移植",   U"整形",   U"美容",   U"内窥镜",
    U"胃镜",   U"肠镜", U"彩超",     U"X光",    U"X线",  U"MRI",    U"DR",     U"检测",   U"化验",
    U"动态",   U"电图", U"病房",     U"中医",   U"血液", U"针推",   U"推拿",   U"妇",     U"母婴",
    U"新生儿", U"哮喘", U"肝病",     U"肺",     U"脊柱", U"卒中",   U"癫痫",   U"视光",   U"助产",
    U"艾滋",   U"接种", U"防保",     U"戒毒",   U"镇痛", U"营养",   U"核素",   U"静配",   U"静脉",
    U"制剂",   U"血透", U"理疗",     U"B超",    U"AICU", U"内科",   U"外科",   U"重症",   U"牙",
    U"正畸",   U"种植", U"变态反应", U"病理",   U"细胞", U"基因",   U"遗传",   U"药理",   U"实验"};

// What hospitals add to a subject for a place where it is practised.
constexpr std::u32string_view kSubjectEnds[] = {U"专业", U"门诊", U"专科", U"病房", U"病区",  U"组",
                                                U"室",   U"部",   U"中心", U"馆",   U"科门诊"};

template <std::size_t N>
bool holds(std::u32string_view text, const std::u32string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u32string_view word) { return text.find(word) != text.npos; });
}

// Words of a sentence that no department's name has; 行为 is one that some have.
bool has_words_of_sentence(std::u32string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (std::u32string_view(U"为以是的我有了被对从将让其该各个等由于到").find(name[i]) ==
        std::u32string_view::npos)
      continue;
    if (name[i] != U'为' || i == 0 || name[i - 1] != U'行') return true;
  }
  return false;
}

// 共20科, 15科: a count of them. 骨2科 is one of them.
bool counts_departments(std::u32string_view name) {
  const auto digit = std::find_if(name.begin(), name.end(), is_digit);
  if (digit == name.end()) return false;
  if (digit == name.begin() || std::count_if(name.begin(), name.end(), is_digit) > 2) return true;
  return std::u32string_view(U"共设近约有达余计第楼层建").find(*(digit - 1)) != std::u32string_view::npos;
}

// Offices by their whole name, or by what it begins with; a list of clinical departments may hold a 妇幼信息科.
constexpr std::u32string_view kAdministration[] = {
    U"行政",   U"后勤",   U"财务",       U"人事", U"人力", U"医务科", U"医务处", U"护理部",
    U"办公",   U"院办",   U"党",         U"工会", U"团委", U"保卫",   U"总务",   U"采购",
    U"审计",   U"宣传",   U"纪检",       U"监察", U"基建", U"食堂",   U"信息科", U"医保办",
    U"医保科", U"设备科", U"医疗设备科", U"收费", U"质控", U"感控",   U"院感",   U"病案"};

// What a list that isn't one of departments holds: equipment, people, honours, services.
constexpr std::u32string_view kNoUnits[] = {
    U"医院",   U"设备", U"人员", U"医师", U"医生",   U"护士", U"先进", U"荣誉", U"主任", U"教授",
    U"工作",   U"技术", U"服务", U"疾病", U"综合征", U"患者", U"病人", U"床位", U"病床", U"科室",
    U"临床科", U"医技", U"大楼", U"面积", U"系统",   U"机构", U"科研", U"教学", U"单位", U"重点",
    U"特色",   U"优势", U"项目", U"学院", U"大学",   U"基地", U"工程", U"学组"};

}  // namespace

bool is_department_name(std::u32string_view name) {
  constexpr std::size_t kLongest = 16;
  if (std::find(std::begin(kUnits), std::end(kUnits), name) != std::end(kUnits)) return true;
  // The last character is the cheapest to look at, and nearly always decides.
  constexpr std::u32string_view kEnds = U"科心部室区元U";
  if (name.size() < 2 || name.size() > kLongest || kEnds.find(name.back()) == kEnds.npos) return false;
  if (std::any_of(name.begin(), name.end(), [](char32_t c) {
        return !is_chinese(c) && !is_ascii_letter(c) && !is_digit(c) && c != U'(' && c != U')' && c != U'/' &&
               c != U'-';
      }))
    return false;
  // 健康管理中心 treats people; 经济管理科 doesn't.
  constexpr std::u32string_view kManaged[] = {U"健康管理", U"慢病管理", U"体重管理", U"疼痛管理",
                                              U"血糖管理"};
  if (counts_departments(name) || (holds(name, kOffices) && !holds(name, kManaged))) return false;
  if (std::find(std::begin(kNotDepartments), std::end(kNotDepartments), name) != std::end(kNotDepartments))
    return false;
  if (has_words_of_sentence(name)) return false;
  constexpr std::u32string_view kInside[] = {U"科室",     U"专科",     U"重点",     U"特色",     U"医院",
                                             U"优势",     U"救治中心", U"胸痛中心", U"卒中中心", U"房颤中心",
                                             U"心衰中心", U"医师",     U"主任",     U"教授",     U"护士"};
  if (holds(name, kInside)) return false;
  // 儿科二诊室, 体检接待室: rooms of a department.
  constexpr std::u32string_view kRooms[] = {U"接待", U"哺乳", U"教育", U"值班", U"候诊", U"谈话"};
  const bool room = name.ends_with(U"室");
  if (room && (holds(name, kRooms) || (name.ends_with(U"诊室") && !name.ends_with(U"急诊室")))) return false;
  if (std::count(name.begin(), name.end(), U'(') != std::count(name.begin(), name.end(), U')')) return false;
  if (name.ends_with(U"ICU")) return true;
  const bool deputy = name.ends_with(U"科") && (!name.ends_with(U"学科") || name.ends_with(U"医学科")) &&
                      !name.ends_with(U"专科") && !name.ends_with(U"本科");
  if (deputy) return true;
  // 国家心血管病中心 is a title, or somebody else.
  if (name.starts_with(U"国家") || name.starts_with(U"全国") || name.starts_with(U"中国") ||
      name.starts_with(U"区域"))
    return false;
  if (name.ends_with(U"中心") || name.ends_with(U"部") || name.ends_with(U"室") || name.ends_with(U"病区") ||
      name.ends_with(U"单元"))
    return holds(name, kMedicine);
  return false;
}

bool is_known_subject(std::u32string_view name) {
  const auto is_subject = [](std::u32string_view stem) {
    return std::find(std::begin(kSubjects), std::end(kSubjects), stem) != std::end(kSubjects);
  };
  if (name.size() >= 2 && is_subject(name)) return true;
  // 白内障专科; a 重点专科 is any.
  constexpr std::u32string_view kAnySpecialty[] = {U"重点", U"特色", U"临床", U"优势", U"品牌",
                                                   U"一级", U"二级", U"省级", U"市级", U"国家"};
  if (name.size() >= 4 && name.size() <= 8 && name.ends_with(U"专科") && !holds(name, kAnySpecialty) &&
      std::all_of(name.begin(), name.end(), is_chinese))
    return true;
  if (name.ends_with(U"室") && std::find(std::begin(kMachines), std::end(kMachines),
                                         name.substr(0, name.size() - 1)) != std::end(kMachines))
    return true;
  return std::any_of(std::begin(kSubjectEnds), std::end(kSubjectEnds), [&](std::u32string_view end) {
    return name.size() > end.size() && name.ends_with(end) && !name.ends_with(U"科室") &&
           (is_subject(name.substr(0, name.size() - end.size())) ||
            (end != U"专科" && is_department_name(name.substr(0, name.size() - end.size()))));
  });
}

bool is_short_subject(char32_t c) {
  constexpr std::u32string_view kSubjectsOfOneCharacter = U"内外妇产儿骨眼";
  return kSubjectsOfOneCharacter.find(c) != kSubjectsOfOneCharacter.npos;
}

bool is_listed_unit(std::u32string_view name) {
  constexpr std::size_t kLongest = 12;
  if (is_department_name(name)) return true;
  if (name.size() < 2 || name.size() > kLongest || has_words_of_sentence(name)) return false;
  if (std::find(std::begin(kNotDepartments), std::end(kNotDepartments), name) != std::end(kNotDepartments))
    return false;
  if (std::any_of(name.begin(), name.end(), [](char32_t c) {
        return !is_chinese(c) && !is_ascii_letter(c) && c != U'(' && c != U')' && c != U'-';
      }))
    return false;
  if (std::any_of(std::begin(kAdministration), std::end(kAdministration),
                  [&](std::u32string_view word) { return name.starts_with(word); }))
    return false;
  // 年门诊, 共计, 其他: the sentence goes on.
  if (std::u32string_view(U"年日共其总现占").find(name.front()) != std::u32string_view::npos) return false;
  return !holds(name, kNoUnits);
}

bool is_office(std::u32string_view name) {
  constexpr std::size_t kLongest = 10;
  if (name.size() < 2 || name.size() > kLongest || has_words_of_sentence(name)) return false;
  if (!std::all_of(name.begin(), name.end(), is_chinese)) return false;
  // Parts of the house rather than departments.
  constexpr std::u32string_view kHouses[] = {U"门诊部", U"住院部", U"门诊", U"病房", U"病区", U"急诊部"};
  if (std::find(std::begin(kHouses), std::end(kHouses), name) != std::end(kHouses)) return true;
  constexpr std::u32string_view kEnds = U"科室部处办堂会委库";
  return kEnds.find(name.back()) != kEnds.npos &&
         (holds(name, kOffices) ||
          std::any_of(std::begin(kAdministration), std::end(kAdministration),
                      [&](std::u32string_view word) { return name.starts_with(word); }));
}

namespace {

// 一楼, 门诊三楼, 住院部5层, 2F: a plan of the building.
bool is_floor(std::u32string_view words) {
  constexpr std::u32string_view kNumbers = U"一二三四五六七八九十0123456789-~负B";
  constexpr std::size_t kLongest = 10;
  if (words.size() < 2 || words.size() > kLongest) return false;
  const char32_t last = words.back();
  return (last == U'楼' || last == U'层' || last == U'F') &&
         kNumbers.find(words[words.size() - 2]) != kNumbers.npos;
}

}  // namespace

DepartmentList list_opened_by(std::u32string_view words) {
  constexpr std::u32string_view kGoOn[] = {
      U"分别为", U"分别有", U"分别是", U"主要有", U"主要包括", U"包括有", U"包括", U"包含", U"分为", U"设有",
      U"开设",   U"下设",   U"如下",   U"设置",   U"介绍",     U"导航",   U"简介", U"目录", U"大全", U"分布",
      U"分类",   U"信息",   U"展示",   U"概况",   U"概览",     U"一览表", U"一览", U"列表", U"名称", U"有",
      U"为",     U"设",     U"是",     U"个",     U"余",       U"多",     U"共",   U"约",   U":",    U" "};
  constexpr std::u32string_view kClasses[] = {U"科室", U"专科", U"部门", U"科目",
                                              U"学科", U"病区", U"系统", U"专业"};
  if (is_floor(words)) return DepartmentList::floor;
  constexpr std::u32string_view kOfficeWords[] = {U"职能", U"行政", U"后勤", U"管理", U"机关", U"党"};
  constexpr std::u32string_view kClinical[] = {U"临床", U"医技", U"医疗", U"业务"};
  constexpr std::u32string_view kKey[] = {U"重点", U"特色", U"优势", U"示范", U"品牌"};
  for (bool moved = true; moved && !words.empty();) {
    moved = false;
    // 临床科室(12个)
    if (const std::size_t open = words.rfind(U'('); words.back() == U')' && open != words.npos) {
      const auto inside = words.substr(open + 1, words.size() - open - 2);
      if (!inside.empty() && is_digit(inside.front())) {
        words.remove_suffix(words.size() - open);
        moved = true;
      }
    }
    for (const auto word : kGoOn)
      if (words.ends_with(word)) {
        words.remove_suffix(word.size());
        moved = true;
      }
    while (!words.empty() && is_digit(words.back())) {
      words.remove_suffix(1);
      moved = true;
    }
  }
  if (words == U"医技" || words == U"临床") return DepartmentList::clinical;
  if (std::none_of(std::begin(kClasses), std::end(kClasses),
                   [&](std::u32string_view word) { return words.ends_with(word); }))
    return DepartmentList::none;
  if (holds(words, kKey)) return DepartmentList::key;
  if (holds(words, kOfficeWords) && !holds(words, kClinical)) return DepartmentList::offices;
  return DepartmentList::clinical;
}

bool is_name_suffix(std::u32string_view words) {
  constexpr std::size_t kLongestMark = 6;
  constexpr std::size_t kShortestRemark = 4;
  constexpr std::size_t kLongestRemark = 8;
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";
  constexpr std::u32string_view kPlaces[] = {U"门诊", U"病房", U"病区", U"住院"};
  // What is said about a department, and of whom, is no part of its name: (市级重点), (含心内), (三楼), (张主任).
  constexpr std::u32string_view kAbout[] = {U"重点", U"特色", U"优势", U"级",   U"含",   U"等",  U"床",
                                            U"主任", U"教授", U"医师", U"电话", U"预约", U"楼",  U"层",
                                            U"院区", U"负责", U"原",   U"筹",   U"建设", U"内线"};
  if (words.empty() || words.size() > kLongestRemark) return false;
  const auto all_are = [&](auto is) { return std::all_of(words.begin(), words.end(), is); };
  if (words.size() <= kLongestMark &&
      (all_are(is_ascii_letter) || all_are([&](char32_t c) { return kNumerals.find(c) != kNumerals.npos; })))
    return true;
  if (!all_are(is_chinese) || holds(words, kAbout)) return false;
  // 外一科(普外) says what it treats.
  return (words.size() >= kShortestRemark && !is_known_subject(words)) ||
         std::find(std::begin(kPlaces), std::end(kPlaces), words) != std::end(kPlaces);
}

bool are_rooms(std::u32string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(U'、'), words.size());
    const auto room = words.substr(0, end);
    if (!room.ends_with(U"室") || !is_department_name(room)) return false;
    words.remove_prefix(std::min(end + 1, words.size()));
    if (words.empty()) return true;
  }
  return false;
}

bool tells_what_is_treated(std::u32string_view words) {
  std::size_t items = 0;
  std::size_t departments = 0;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(U'、'), words.size());
    ++items;
    if (is_department_name(words.substr(0, end))) ++departments;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return departments * 2 < items;
}

}  // namespace tenderlead::parsers
