// The shapes of personal names (names.h).
#include <algorithm>

#include "parsers/values/folded_text.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

// The single-character surnames of the Hundred Family Surnames and the census's further common ones.
constexpr std::u32string_view kSurnames =
    U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌"
    U"马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常"
    U"乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝"
    U"闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯"
    U"昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄麴家封芮羿储靳汲邴糜"
    U"松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符"
    U"刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    U"郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖"
    U"庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢"
    U"关蒯相查后荆红游竺权逯盖益桓公仝苑肖佟闫付代邸原晋靖秘肇答苟母亢缑郄代税覃晓战展庹"
    U"岳帅缪仉督佴海归呼淳郈楚佘牟商哈赏佘佴伯仙揭邝禚卿尧粟鄢蒙揣冼刑才信但侬植洛朴元初渠晋幺年樑斯阳麦奉楼"
    U"丛涂佘练俸仵豆鹿敬修扬植闭锁位问";

constexpr std::u32string_view kDoubleSurnames[] = {
    U"欧阳", U"上官", U"司马", U"诸葛", U"皇甫", U"尉迟", U"公孙", U"慕容", U"令狐",
    U"东方", U"司徒", U"夏侯", U"端木", U"南宫", U"西门", U"东郭", U"百里", U"呼延",
    U"轩辕", U"宇文", U"长孙", U"鲜于", U"闾丘", U"司空", U"太史", U"钟离", U"澹台",
    U"公冶", U"申屠", U"濮阳", U"淳于", U"单于", U"拓跋", U"万俟", U"闻人", U"赫连"};

constexpr std::u32string_view kTitles[] = {
    U"先生",   U"女士", U"小姐", U"同志", U"老师", U"经理", U"主任",   U"副主任", U"科长", U"副科长", U"院长",
    U"副院长", U"处长", U"局长", U"医生", U"医师", U"大夫", U"工程师", U"校长",   U"部长", U"站长",   U"所长",
    U"秘书",   U"会计", U"总监", U"主管", U"队长", U"书记", U"护士长", U"干事",   U"助理", U"专员",   U"警官",
    U"法官",   U"教授", U"馆长", U"园长", U"股长", U"组长", U"某某",   U"某",     U"工",   U"总",     U"队",
    U"所",     U"XX",   U"xx",   U"X",    U"×",    U"××",   U"**",     U"*",      U"***"};

// Second characters and endings that make a department or a phrase of what starts like a name.
constexpr std::u32string_view kDepartmentEnds =
    U"科部室处局院组站厅委办司厂号楼层区县市省镇村人网台馆校款项价员库";
constexpr std::u32string_view kPhrases[] = {
    U"公司", U"采购", U"招标", U"项目", U"单位", U"联系", U"电话", U"地址", U"医院", U"管理", U"服务",
    U"中心", U"国家", U"工程", U"经办", U"设备", U"有限", U"信息", U"平台", U"方式", U"公告", U"文件",
    U"时间", U"应当", U"和平", U"安全", U"全部", U"相关", U"别墅", U"计划", U"包括", U"支付", U"成交",
    U"成立", U"广告", U"通过", U"通知", U"能力", U"满足", U"应急", U"连续", U"终止", U"向阳", U"关于",
    U"简介", U"党委", U"石油", U"农业", U"水利", U"水务", U"明细", U"强制", U"养护", U"展览", U"家具",
    U"封存", U"印刷", U"储存", U"商务", U"查看", U"相应", U"时限", U"年度", U"经费", U"应答", U"安装",
    U"权利", U"后勤", U"车辆", U"厉害", U"房屋", U"路段", U"平方"};

}  // namespace

bool looks_like_person(std::string_view value) {
  const FoldedText folded(value);
  std::u32string name;
  for (std::size_t i = 0; i < folded.size(); ++i)
    if (folded[i] != U' ') name.push_back(folded[i]);
  std::u32string_view text = name;
  if (text.empty() || text.size() > 16) return false;
  // 阿卜杜·热合曼: parts joined by a middle dot.
  if (const std::size_t dot = text.find_first_of(U"·•."); dot != text.npos && dot > 0) {
    return std::all_of(text.begin(), text.end(),
                       [](char32_t c) { return is_chinese(c) || c == U'·' || c == U'•' || c == U'.'; }) &&
           is_chinese(text.back());
  }
  for (const auto title : kTitles) {
    if (!text.ends_with(title) || text.size() == title.size()) continue;
    std::u32string_view stem = text.substr(0, text.size() - title.size());
    if (stem.size() > 4 || !std::all_of(stem.begin(), stem.end(), is_chinese)) continue;
    if (kSurnames.find(stem.front()) != kSurnames.npos && stem.size() <= 3) return true;
    if ((title == U"老师" || title == U"先生" || title == U"女士") && stem.size() <= 4 && stem != U"联系")
      return true;
    if (std::find(std::begin(kDoubleSurnames), std::end(kDoubleSurnames), stem.substr(0, 2)) !=
        std::end(kDoubleSurnames))
      return true;
  }
  if (!std::all_of(text.begin(), text.end(), is_chinese)) return false;
  if (std::any_of(std::begin(kPhrases), std::end(kPhrases),
                  [&](std::u32string_view word) { return text.find(word) != text.npos; }))
    return false;
  if ((text.starts_with(U"小") || text.starts_with(U"老")) && text.size() == 2)
    return kSurnames.find(text[1]) != kSurnames.npos;
  for (const auto surname : kDoubleSurnames)
    if (text.starts_with(surname))
      return text.size() >= 3 && text.size() <= 4 &&
             kDepartmentEnds.find(text.back()) == kDepartmentEnds.npos;
  if (kSurnames.find(text.front()) == kSurnames.npos) return false;
  if (text.size() == 1) return true;
  if (kDepartmentEnds.find(text.back()) != kDepartmentEnds.npos) return false;
  // Two surnames and a given name (刘杨思雨) make four.
  return text.size() <= 3 || (text.size() == 4 && kSurnames.find(text[1]) != kSurnames.npos);
}

}  // namespace tenderlead::parsers
