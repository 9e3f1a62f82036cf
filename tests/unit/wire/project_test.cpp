#include "wire/project.h"

#include <gtest/gtest.h>

namespace tenderlead::wire {
namespace {

TEST(AProject, ComesBackFromItsJsonAsItWas) {
  Project project;
  project.id = "0123456789abcdef";
  project.ocid = "ocds-tenderlead-0123456789abcdef";
  project.numbers = {"YX-2026-001", "YX-2026-001-2"};
  project.name = "儿童保健系统";
  project.buyer_id = "b";
  project.buyer = "云溪市妇幼保健院";
  project.region = {"云南省", "", "", "530000"};
  project.stage = ProjectStage::awarded;
  project.published_at = StatedTime{{2026, 4, 1}, std::nullopt};
  project.updated_at = StatedTime{{2026, 6, 1}, 9 * 3600};
  project.bid_deadline = StatedTime{{2026, 5, 1}, 9 * 3600};
  project.budget = Money{926440680, "CNY", "9,264,406.80元"};
  project.lots = {{"1", "第一包", "1", "套", Money{100000000, "CNY", "100万元"}, std::nullopt}};
  project.winners = {{"1", "某公司", "s", Money{12345, "CNY", "123.45"}, "n2"}};
  project.attempt = 2;
  project.previous = "fedcba9876543210";
  project.timeline = {{"n1", NoticeKind::tender, StatedTime{{2026, 4, 1}, std::nullopt}, "公告",
                       "http://portal.example/1", "portal", "", "number"},
                      {"n2", std::nullopt, std::nullopt, "", "", "", "n1", "name+buyer"}};
  project.changes = {{"bid_deadline", "2026-04-22", "2026-05-01", "n2", StatedTime{{2026, 4, 9}, {}}}};
  const auto json = to_json(project);
  const auto back = project_from_json(json);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(to_text(to_json(*back)), to_text(json));
  EXPECT_EQ(back->timeline[0].kind, NoticeKind::tender);
  EXPECT_FALSE(back->timeline[1].kind);
  EXPECT_EQ(back->winners[0].amount->amount_minor, 12345);
  EXPECT_EQ(back->changes[0].to, "2026-05-01");
  EXPECT_FALSE(project_from_json(json::object{{"stage", "finished"}}));
}

TEST(AnInstalledProduct, ComesBackFromItsJsonAsItWas) {
  InstalledProduct product{"o",
                           "his",
                           "某公司",
                           "v",
                           2024,
                           Money{12345, "CNY", "123.45元"},
                           Date{2027, 1, 1},
                           Date{2029, 1, 1},
                           Date{2034, 1, 1},
                           "contract",
                           "n",
                           "p",
                           "http://portal.example/1",
                           "中标人：某公司",
                           0.9};
  const auto json = to_json(product);
  const auto back = installed_product_from_json(json);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(to_text(to_json(*back)), to_text(json));
  EXPECT_EQ(back->service_end, (Date{2027, 1, 1}));
  EXPECT_EQ(to_text(to_json(InstalledBase{"o", {product}}))
                .find("{\"type\":\"installed\",\"organisation_id\":\"o\""),
            0u);
}

}  // namespace
}  // namespace tenderlead::wire
