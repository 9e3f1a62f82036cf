// One search over notices, organisations and leads, as /api/v1 answers it.
#include "store/notice_terms.h"
#include "tests/unit/web/lead_service.h"

namespace tenderlead::web {
namespace {

class Search : public LeadService {
 protected:
  void prepare(ServiceOptions& options) override {
    options.catalogue.other_products = {{"pacs", "影像系统", "PACS"}};
    options.processor = [this] { return seconds_ += each_look_; };
    auto& book = options.actions.organisations;
    book.tiers = [](store::Queries&) { return std::map<std::string, int>(); };
    book.merges = [](store::Queries&) { return std::map<std::string, std::string>(); };
    book.view = [](store::Queries& queries, const std::string& id) {
      std::optional<store::OrganisationView> view;
      if (const auto row = queries.organisation(id)) {
        view.emplace();
        view->row = *row;
        view->values = {{"region", row->region_code, Origin::crawl, "", 0, true}};
      }
      return view;
    };
  }
  void SetUp() override {
    LeadService::SetUp();
    put("a1", 90, "510100", "2026-07-28",
        [](Lead& lead, store::LeadRow& row) { row.title = lead.title = "青岚市人民医院ＰＡＣＳ采购公告"; });
    put("b2", 70, "330000", "2026-08-20", [](Lead& lead, store::LeadRow& row) {
      row.organisation = lead.organisation = "云溪市中医院";
      row.changed_at = "2026-07-26";
    });
    add("n1", "影像系统采购公告", "满足互联互通四级。联系人 13812345678，影像系统一套", "2026-07-20",
        "tender", "510100", 200);
    add("n2", "采购意向", "影像系统二期 扩容，电话028-85551234", "2026-07-24", "intention", "510117", 50);
    add("n3", "影像系统中标公告", "", "2025-03-01", "award", "330000", 180);
    ASSERT_TRUE(store_->write([](store::WriteBatch& batch) {
      batch.replace_organisations(
          {{"o1", "影像中心", "影像中心", "hospital", "510100", "{}"},
           {"o2", "江城市医学影像中心", "江城市医学影像中心", "hospital", "330000", "{}"},
           {"o3", "青岚市人民医院", "青岚市人民医院", "hospital", "510100", "{}"}});
      batch.replace_names({{"影像中心", "51", "o1"}, {"青岚影像医院", "51", "o3"}});
    }));
  }
  void add(const std::string& id, const std::string& title, const std::string& words, const std::string& day,
           const std::string& kind, const std::string& region, std::int64_t wan) {
    Notice notice;
    notice.url = "https://portal.example/" + id;
    notice.title = title;
    notice.text = words;
    notice.buyer.name = "云溪市人民医院";
    notice.budget = Money{wan * 1'000'000, "CNY", ""};
    store::NoticeRow row;
    row.id = id;
    row.source_id = "portal";
    row.url = notice.url;
    row.title = title;
    row.kind = kind;
    row.region_code = region;
    row.published_at = day;
    row.json = wire::to_json_text(notice);
    row.grams = store::notice_terms(notice);
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.put_notice(row, 1); }));
  }
  static std::string encoded(const std::string& text) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
    return out;
  }
  // What all pages of the query give, one after another, and how many there were.
  std::pair<std::string, int> through(const std::string& query, const std::string& sort) {
    std::string ids, cursor;
    for (int pages = 1; pages < 50; ++pages) {
      const auto part = get(query + "&cursor=" + cursor).object().at(sort).as_object();
      for (const auto& item : part.at("items").as_array())
        ids += std::string((item.as_object().contains("lead") ? item.at("lead") : item).at("id").as_string());
      if (part.at("next").is_null()) return {ids, pages};
      cursor = std::string(part.at("next").as_string());
    }
    return {ids + " and so on", 50};
  }
  Answer search(const std::string& q, const std::string& rest = {}, const std::string& who = "li") {
    return get("/api/v1/search?q=" + encoded(q) + rest, who);
  }
  // "notices n1 n2; leads a1": what each sort gives, those that were left out absent.
  std::string found(const Answer& answer) {
    std::string out;
    const auto object = answer.object();
    if (answer.status != 200) return std::to_string(answer.status) + " " + answer.body;
    for (const char* sort : {"notices", "organisations", "leads"}) {
      const auto* part = object.if_contains(sort);
      if (part == nullptr) continue;
      out += (out.empty() ? "" : "; ") + std::string(sort);
      for (const auto& item : part->at("items").as_array()) {
        const auto& one = item.as_object().contains("lead") ? item.at("lead") : item;
        out += " " + std::string(one.at("id").as_string());
      }
    }
    return out;
  }
  double seconds_ = 0, each_look_ = 0;  // of the processor, as the service sees it
};

TEST_F(Search, FindsEachSortByWordsPhrasesExclusionsAndRanges) {
  struct Case {
    const char* q;
    const char* found;
  };
  const Case cases[] = {
      {"影像", "notices n1 n3 n2; organisations o1 o2 o3; leads"},
      {"影像系统", "notices n1 n3 n2; organisations; leads"},
      {"影像 -中标", "notices n1 n2; organisations o1 o2 o3; leads"},
      {"影像 -影像中心", "notices n1 n3 n2; organisations o3; leads"},
      {"\"二期 扩容\"", "notices n2; organisations; leads"},
      {"\"二期扩容\" 影像", "notices n2; organisations; leads"},
      {"pacs", "notices; organisations; leads a1"},
      {"ＰＡＣＳ采购", "notices; organisations; leads a1"},
      {"医院 电子病历", "notices; organisations; leads b2 a1"},
      {"影像 published:2026-01-01..", "notices n1 n2; leads"},
      {"影像 published:2025-01-01..2025-12-31", "notices n3; leads"},
      {"影像 published>=today-7", "notices n1 n2; leads"},
      {"影像 budget>=1800000", "notices n1 n3"},
      {"影像 budget:500000", "notices n2"},
      {"影像 budget<500001", "notices n2"},
      {"影像 budget>1800000", "notices n1"},
      {"影像 kind:tender,award", "notices n1 n3; leads"},
      {"影像 -kind:tender", "notices n3 n2; leads"},
      {"医院 score>=80", "leads a1"},
      {"影像 region:51", "notices n1 n2; organisations o1 o3; leads"},
      {"影像 -region:51", "notices n3; organisations o2; leads"},
      {"type:hospital", "organisations o1 o3 o2"},
      {"影像 source:portal", "notices n1 n3 n2"},
      {"-采购 kind:award", "notices n3; leads"},
  };
  for (const auto& [q, expected] : cases) EXPECT_EQ(found(search(q)), expected) << q;
  EXPECT_EQ(found(search("影像", "&sort=newest&in=notices")), "notices n2 n1 n3");
  EXPECT_EQ(found(search("影像", "&filter=kind:award&in=notices")), "notices n3");
  EXPECT_EQ(search("影像 score>=80").object().at("left_out").at("notices").as_string(), "score");
}

TEST_F(Search, RefusesWhatCannotBeReadAndSaysWhy) {
  struct Case {
    const char* q;
    const char* rest;
    const char* words;
  };
  const Case cases[] = {
      {"", "", "is missing"},
      {"医", "", "two characters"},
      {"。", "", "two characters"},
      {"影像 -院", "", "two characters"},
      {"\"影像", "", "isn't closed"},
      {"影像 colour:red", "", "isn't a field"},
      {"影像 kind:wish", "", "is none of"},
      {"影像 published:yesterday", "", "isn't a day"},
      {"影像 budget:1,2", "", "one value"},
      {"影像", "&in=everything", "notices, organisations, leads"},
      {"影像", "&sort=score", "best or newest"},
      {"影像", "&limit=51", "from 1 to 50"},
      {"影像", "&in=notices&cursor=00", "isn't one of this list"},
      {"影像", "&cursor=00", "must name one"},
      {"一二 一三 一四 一五 一六 一七 一八 一九 二一 二二 二三 二四 二五 二六 二七 二八 二九", "",
       "16 words"},
  };
  for (const auto& [q, rest, words] : cases) {
    const auto answer = search(q, rest);
    EXPECT_EQ(answer.status, 400) << q << rest << answer.body;
    EXPECT_NE(answer.body.find(words), std::string::npos) << q << rest << answer.body;
    EXPECT_EQ(get("/api/v1/search/facets?q=" + encoded(q)).status == 400, std::string(rest).empty()) << q;
  }
}

TEST_F(Search, MarksWordsInWhatItAnswersByRangesAndMasksTelephoneNumbers) {
  const auto items = search("影像系统", "&in=notices").object().at("notices").at("items").as_array();
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(json::serialize(items[0].at("highlights").at("title")), "[[0,4]]");
  EXPECT_EQ(items[0].at("where").as_string(), "title");
  EXPECT_EQ(items[2].at("where").as_string(), "text");
  EXPECT_EQ(json::serialize(items[2].at("highlights").at("title")), "[]");
  EXPECT_EQ(json::serialize(items[2].at("excerpt")),
            R"({"text":"影像系统二期 扩容，电话028-****1234","ranges":[[0,4]]})");
  EXPECT_EQ(items[0].at("excerpt").at("text").as_string().find("13812345678"), std::string::npos);
  EXPECT_DOUBLE_EQ(items[0].at("budget").to_number<double>(), 2'000'000);
  const auto lead = search("pacs", "&in=leads").object().at("leads").at("items").at(0);
  EXPECT_EQ(json::serialize(lead.at("highlights").at("title")), "[[7,11]]");
  const auto other = search("青岚影像", "&in=organisations").object().at("organisations").at("items").at(0);
  EXPECT_EQ(json::serialize(other.at("also")), R"({"text":"青岚影像医院","ranges":[[0,4]]})");
}

TEST_F(Search, ShowsPeopleTheirRegionsAlone) {
  EXPECT_EQ(found(search("影像", "", "sichuan")), "notices n1 n2; organisations o1 o3; leads");
  EXPECT_EQ(found(search("医院", "&in=leads", "sichuan")), "leads a1");
  EXPECT_EQ(found(search("影像 region:33", "", "sichuan")), "notices; organisations; leads");
  const auto counts = get("/api/v1/search/facets?q=" + encoded("影像"), "sichuan").object();
  EXPECT_EQ(json::serialize(counts.at("notices").at("facets").at("region")),
            R"([{"value":"51","count":2,"name":"四川省"}])");
  EXPECT_EQ(search("影像", "", "").status, 401);
}

TEST_F(Search, NamesABuyerOnlyToThoseWhoMayOpenIt) {
  put("c3", 60, "510100", "2026-08-01", [](Lead& lead, store::LeadRow& row) {
    row.organisation_id = "o2";  // of Zhejiang, with a lead in Sichuan
    lead.notices = {lead.notice_id};
  });
  ASSERT_TRUE(store_->write([](store::WriteBatch& batch) {
    batch.replace_organisations(
        {{"o2", "江城市医学影像中心", "江城市医学影像中心", "hospital", "330000", "{}"},
         {"o3", "青岚市人民医院", "青岚市人民医院", "hospital", "510100", "{}"},
         {"o4", "宁海影像医院", "宁海影像医院", "hospital", "330000", "{}"}});
    batch.link_notice("n1", "o3", "");
    batch.link_notice("n2", "o4", "");
    batch.link_notice(store::notice_id("portal", "https://portal.example/c3"), "o2", "");
  }));
  const auto named = [&](const std::string& id, const std::string& who) {
    const auto notice = get("/api/v1/notices/" + id, who).object();
    const auto* buyer = notice.if_contains("organisation_id");
    return buyer == nullptr ? std::string("nobody") : std::string(buyer->as_string());
  };
  EXPECT_EQ(named("n1", "sichuan"), "o3");
  EXPECT_EQ(named("n2", "sichuan"), "nobody");
  EXPECT_EQ(named("n2", "li"), "o4");
  EXPECT_EQ(named(store::notice_id("portal", "https://portal.example/c3"), "sichuan"), "o2");
  for (const auto* who : {"sichuan", "li"}) {
    const auto items = search("影像系统", "&in=notices", who).object().at("notices").at("items").as_array();
    for (const auto& item : items) {
      const auto id = std::string(item.at("id").as_string());
      if (id == "n2") {
        EXPECT_EQ(item.as_object().contains("organisation_id"), who == std::string("li"));
      }
      if (id == "n1") {
        EXPECT_EQ(item.at("organisation_id").as_string(), "o3");
      }
    }
  }
}

TEST_F(Search, NamesWhatLeadsSpeakOfBesidesWhatIsSold) {
  put("d4", 50, "510100", "2026-08-02",
      [](Lead& lead, store::LeadRow& row) { row.product = lead.product = "pacs"; });
  const auto lead = get("/api/v1/leads/d4").object();
  EXPECT_EQ(json::serialize(lead.at("product")), R"({"id":"pacs","name":"影像系统","name_en":"PACS"})");
  EXPECT_EQ(get("/api/v1/catalogue").body.find("pacs"), std::string::npos) << "nobody sells it";
}

TEST_F(Search, CountsEachSortWithoutTheFacetsOwnCondition) {
  const auto counts = get("/api/v1/search/facets?q=" + encoded("影像 kind:award")).object();
  const auto& notices = counts.at("notices").as_object();
  EXPECT_EQ(notices.at("total").as_int64(), 1);
  EXPECT_FALSE(notices.at("at_least").as_bool());
  EXPECT_EQ(json::serialize(notices.at("facets").at("kind")),
            R"([{"value":"award","count":1},{"value":"intention","count":1},{"value":"tender","count":1}])");
  EXPECT_EQ(json::serialize(notices.at("facets").at("year")), R"([{"value":"2025","count":1}])");
  EXPECT_FALSE(counts.contains("organisations"));
  const auto leads =
      get("/api/v1/search/facets?in=leads&q=" + encoded("医院")).object().at("leads").as_object();
  EXPECT_EQ(leads.at("total").as_int64(), 2);
  EXPECT_EQ(json::serialize(leads.at("facets").at("state")), R"([{"value":"new","count":2}])");
}

TEST_F(Search, IsPagedOneSortAtATime) {
  struct Case {
    const char* sort;
    const char* q;
    const char* all;
  };
  const Case cases[] = {
      {"notices", "影像", "n1n3n2"}, {"organisations", "影像", "o1o2o3"}, {"leads", "医院", "b2a1"}};
  for (const auto& [sort, q, all] : cases) {
    const std::string query = "/api/v1/search?limit=1&in=" + std::string(sort) + "&q=" + encoded(q);
    EXPECT_EQ(through(query, sort).first, all) << sort;
    const std::string next(get(query).object().at(sort).at("next").as_string());
    EXPECT_EQ(get("/api/v1/search?limit=1&q=" + encoded(q) + "&cursor=" + next).status, 400);
  }
}

TEST_F(Search, GoesOnWithOneSortWhereAllWereAskedFor) {
  const auto query = "/api/v1/search?limit=1&q=" + encoded("影像");
  const auto all = get(query).object();
  for (const std::string sort : {"notices", "organisations"}) {
    const std::string next(all.at(sort).at("next").as_string());
    const auto more = get(query + "&in=" + sort + "&cursor=" + next).object().at(sort).as_object();
    EXPECT_EQ(more.at("items").as_array().size(), 1U) << sort;
    EXPECT_NE(more.at("items").as_array().front(), all.at(sort).at("items").as_array().front()) << sort;
  }
  // What one sort said is nothing to another, nor to another search.
  const auto next = "&cursor=" + std::string(all.at("notices").at("next").as_string());
  EXPECT_EQ(get(query + "&in=organisations" + next).status, 400);
  EXPECT_EQ(get("/api/v1/search?in=notices&q=" + encoded("医院") + next).status, 400);
}

TEST_F(Search, GivesWhatItHasWhenItsTimeIsOverAndGoesOnFromThere) {
  each_look_ = 1;  // over at the first look
  for (const auto& [rest, all] : {std::pair{"", "n1n3n2"}, std::pair{"&sort=newest", "n2n1n3"}}) {
    const auto query = "/api/v1/search?in=notices&limit=20&q=" + encoded("影像") + rest;
    EXPECT_TRUE(get(query).object().at("notices").at("cut").as_bool());
    const auto [ids, pages] = through(query, "notices");
    EXPECT_EQ(ids, all) << rest;
    EXPECT_GT(pages, 1) << rest;
  }
  EXPECT_TRUE(get("/api/v1/search/facets?in=notices&q=" + encoded("影像"))
                  .object()
                  .at("notices")
                  .at("at_least")
                  .as_bool());
}

TEST_F(Search, FollowsWhatIsWrittenWhileItRuns) {
  EXPECT_EQ(found(search("新城医院", "&in=organisations")), "organisations");
  ASSERT_TRUE(store_->write([](store::WriteBatch& batch) {
    batch.replace_organisations({{"o9", "新城医院", "新城医院", "hospital", "510100", "{}"}});
  }));
  EXPECT_EQ(found(search("新城医院", "&in=organisations")), "organisations o9");
  add("n9", "新城医院采购", "", "2026-07-26", "tender", "510100", 1);
  EXPECT_EQ(found(search("新城医院", "&in=notices")), "notices n9");
}

}  // namespace
}  // namespace tenderlead::web
