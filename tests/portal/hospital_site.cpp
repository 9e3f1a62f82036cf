#include "tests/portal/hospital_site.h"

#include <utility>

namespace tenderlead::portal {
namespace {

constexpr std::size_t kItemsAPage = 10;
constexpr int kWantedPages = 2;
constexpr std::size_t kPurchases = 16;

const char* const kNews[] = {"我院举办第三届职工运动会",
                             "护理部开展急救技能培训",
                             "我院顺利通过电子病历系统应用水平五级现场评审",
                             "市领导到我院看望慰问一线医务人员",
                             "我院与社区卫生服务中心签订医联体协议",
                             "多学科协作成功救治一名危重产妇",
                             "我院召开年度工作总结表彰大会",
                             "我院新一代医院信息系统正式上线运行",
                             "志愿者走进社区开展义诊活动",
                             "我院组织消防安全应急演练",
                             "我院获评全市优质服务示范单位",
                             "产科团队完成一例高难度手术",
                             "我院举行新入职员工岗前培训",
                             "国际护士节表彰大会圆满举行",
                             "我院开展世界无烟日宣传活动",
                             "我院专家赴基层开展帮扶带教"};

std::string paragraph(const std::string& title, const std::string& hospital) {
  return "<h1>" + title + "</h1>\n<div class=\"article\"><p>　　近日，" + hospital +
         "组织相关科室参加本次活动，现场气氛热烈，取得良好效果。与会人员表示，将以此为契机，不断提升服务能力"
         "，"
         "守护人民群众的健康。</p></div>\n";
}

std::string day_of_number(std::size_t number) {
  return to_string(date_from_days(days_from_date({2026, 7, 30}) - static_cast<std::int64_t>(number) * 3));
}

std::string plain_list(const std::vector<ListEntry>& entries, const std::string& next) {
  std::string html = "<ul class=\"list\">\n";
  for (const auto& entry : entries)
    html += "<li><a href=\"" + entry.href + "\">" + escape_html(entry.title) + "</a><span>" + entry.when +
            "</span></li>\n";
  html += "</ul>\n<div class=\"pages\">";
  if (!next.empty()) html += "<a href=\"" + next + "\">下一页</a>";
  return html + "</div>\n";
}

}  // namespace

HospitalSiteBuilder::HospitalSiteBuilder(std::string name, std::string origin, std::uint64_t seed)
    : write_list(plain_list), origin_(std::move(origin)) {
  site_.name = std::move(name);
  const Scenario scenario = make_scenario(seed, 400, {2026, 8, 1});
  hospital_ = scenario.gb_hospital;
  site_.hospital = hospital_.name;
  texts_ = write_hospital_pages(hospital_, seed);
  for (SiteStage& stage : write_site(SiteId::gb_hospital, scenario, seed)) {
    if (purchases_.size() == kPurchases) break;
    const std::string title = escape_html(stage.written.truth.title);
    purchases_.push_back({stage.written.truth.title,
                          "<h1>" + title + "</h1>\n<p>发布日期：" + to_string(stage.stage->day) +
                              "</p>\n<div class=\"article\">" + stage.written.body + "</div>\n",
                          to_string(stage.stage->day), true, true});
  }
  for (std::size_t i = 0; i < std::size(kNews); ++i) {
    const std::string title = kNews[i];
    const bool systems = title.find("系统") != std::string::npos;
    news_.push_back({title, paragraph(title, hospital_.name), day_of_number(i), systems, false});
  }
}

std::string HospitalSiteBuilder::url(const std::string& path) const {
  return path.starts_with("http") ? path : origin_ + path;
}

void HospitalSiteBuilder::raw(const std::string& path, std::string html, bool wanted) {
  site_.pages[url(path)] = std::move(html);
  if (wanted) site_.wanted.push_back(url(path));
}

void HospitalSiteBuilder::page(const std::string& path, const std::string& title, const std::string& content,
                               bool wanted) {
  raw(path, frame(title, content), wanted);
}

void HospitalSiteBuilder::introduction(const std::string& path) {
  page(path, "医院简介", texts_.introduction, true);
}
void HospitalSiteBuilder::departments(const std::string& path) {
  page(path, "科室介绍", texts_.departments, true);
}
void HospitalSiteBuilder::contact(const std::string& path) {
  page(path, "联系我们", texts_.contact, true);
}
void HospitalSiteBuilder::information_department(const std::string& path, const std::string& name) {
  page(path, name,
       "<h1>" + name + "</h1>\n<p>　　" + name + "现有工作人员12人，负责" + hospital_.name +
           "信息系统的建设、运行与网络安全，主任高志远。</p>\n",
       true);
}
void HospitalSiteBuilder::leadership(const std::string& path) {
  page(path, "医院领导",
       "<h1>医院领导</h1>\n<ul><li>院长　周敬文：主持医院全面工作。</"
       "li><li>副院长　沈若兰：分管信息、设备与后勤工作。"
       "</li><li>总会计师　韩立群：分管财务与采购工作。</li></ul>\n",
       true);
}

void HospitalSiteBuilder::column(const std::string& column, const std::string& title,
                                 const std::vector<Item>& items, bool wanted) {
  const int count = static_cast<int>((items.size() + kItemsAPage - 1) / kItemsAPage);
  for (int number = 0; number < count; ++number) {
    std::vector<ListEntry> entries;
    const bool near = number < kWantedPages;
    for (std::size_t i = static_cast<std::size_t>(number) * kItemsAPage;
         i < items.size() && entries.size() < kItemsAPage; ++i) {
      const Item& item = items[i];
      const std::string path = item_path(column, static_cast<int>(i));
      entries.push_back({path, item.title, item.day});
      page(path, item.title, item.content, wanted && item.wanted && near);
      if (wanted && item.notice && near) site_.notices.push_back(url(path));
    }
    const std::string next = number + 1 < count ? list_path(column, number + 1) : std::string();
    // Of news, the first page will do.
    const bool list_wanted = wanted && near && (number == 0 || items.front().notice);
    page(list_path(column, number), title, write_list(entries, next), list_wanted);
  }
}

void HospitalSiteBuilder::idle_column(const std::string& column, const std::string& subject, int count) {
  std::vector<Item> items;
  for (int i = 0; i < count; ++i) {
    const std::string title = hospital_.name + subject + "第" + std::to_string(i + 1) + "期情况通报";
    items.push_back(
        {title, paragraph(title, hospital_.name), day_of_number(static_cast<std::size_t>(i)), false, false});
  }
  this->column(column, subject, items, false);
}

std::string HospitalSiteBuilder::latest(const std::string& column, const std::vector<Item>& items,
                                        int count) const {
  std::string html = "<ul>\n";
  for (int i = 0; i < count && i < static_cast<int>(items.size()); ++i)
    html += "<li><a href=\"" + item_path(column, i) + "\">" +
            escape_html(items[static_cast<std::size_t>(i)].title) + "</a> <em>" +
            items[static_cast<std::size_t>(i)].day.substr(5) + "</em></li>\n";
  return html + "</ul>\n";
}

HospitalSite HospitalSiteBuilder::finish(const std::string& home) {
  site_.home = url(home);
  return std::move(site_);
}

}  // namespace tenderlead::portal
