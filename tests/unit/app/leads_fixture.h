// A store with notices of invented hospitals, and the leads that they make.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "app/pipeline/lead_layer.h"
#include "app/pipeline/names.h"
#include "app/store_access.h"
#include "pipeline_fixture.h"
#include "wire/json.h"

namespace tenderlead::app {

inline StatedTime day(int month, int of_month) {
  StatedTime time;
  time.date = {2026, month, of_month};
  return time;
}

class TheLeads : public PipelineTest {
 protected:
  static Notice notice(const std::string& page, NoticeKind kind, StatedTime published,
                       const std::string& number = "YXZC-2026-0123") {
    Notice made;
    made.url = "http://portal.example/" + page;
    made.kind = kind;
    made.title = "云溪市妇幼保健院妇幼健康信息系统" + std::string(chinese_name(kind));
    made.project_name = "妇幼健康信息系统";
    made.project_no = number;
    made.buyer.name = "云溪市妇幼保健院";
    made.published_at = published;
    return made;
  }
  // A procurement on two portals, and another of the same hospital.
  static std::vector<Notice> story() {
    std::vector<Notice> notices = {
        notice("plan", NoticeKind::intention, day(5, 2)), notice("tender", NoticeKind::tender, day(7, 20)),
        notice("copy", NoticeKind::tender, day(7, 21)), notice("later", NoticeKind::amendment, day(7, 28)),
        notice("other", NoticeKind::tender, day(8, 1), "YXZC-2026-9999")};
    notices[1].bid_deadline = notices[2].bid_deadline = day(8, 10);
    notices[3].bid_deadline = day(8, 20);
    notices[4].bid_deadline = day(8, 25);
    notices[4].project_name = "儿童保健信息系统";
    notices[4].title = "云溪市妇幼保健院儿童保健信息系统招标公告";
    return notices;
  }

  void put(const Notice& notice) {
    store::NoticeRow row;
    row.id = store::notice_id("portal", notice.url);
    row.source_id = "portal";
    row.url = notice.url;
    row.kind = to_string(*notice.kind);
    row.title = notice.title;
    row.buyer = notice.buyer.name;
    row.published_at = to_string(*notice.published_at);
    row.mentions = {{store::MentionRow::Role::buyer, notice.buyer.name, normalised_name(notice.buyer.name),
                     "530000", ""}};
    for (const auto& award : notice.awards)
      row.mentions.push_back(
          {store::MentionRow::Role::supplier, award.supplier, normalised_name(award.supplier), "", ""});
    row.json = wire::to_json_text(notice);
    row.tags = tag_rows(matcher_->tag(rules::tag_input(notice)));
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_notice(row, ++seq_); }));
  }
  void match(Date as_of = {2026, 8, 6}, int threads = 2) {
    const auto linked = link_all(store(), config::shipped_reading_tables());
    ASSERT_TRUE(linked) << linked.error().message;
    MatchOptions options;
    options.as_of = as_of;
    options.threads = threads;
    options.making = lead_making(configuration_);
    const auto matched = match_all(store(), *matcher_, options);
    ASSERT_TRUE(matched) << matched.error().message;
  }
  std::vector<store::LeadRow> leads(const LeadOptions& options = {}) {
    return read([&](store::Queries& queries) {
      return find_leads(queries, options, *lead_filter(options, configuration_));
    });
  }
  store::LeadRow lead_about(const std::string& product) {
    LeadOptions all;
    all.all = true;
    for (auto& row : leads(all))
      if (row.product == product) return row;
    ADD_FAILURE() << "no lead about " << product;
    return {};
  }
  void review(const store::LeadRow& row, const std::string& action, const std::string& value = {},
              const std::string& reason = {}) {
    const store::Act act{action, "li", value, reason, clock_.now};
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.act(act, {row}); }));
  }
  std::string lead_layer() {
    std::string lines, line;
    std::istringstream all(dump());
    while (std::getline(all, line))
      if (line.starts_with("lead\t") || line.starts_with("review\t") || line.starts_with("work\t"))
        lines += line + "\n";
    return lines;
  }
  void forget_everything() {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    seq_ = 0;
  }

  std::int64_t seq_ = 0;
};

}  // namespace tenderlead::app
