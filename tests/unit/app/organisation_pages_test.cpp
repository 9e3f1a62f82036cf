// Organisations over /api/v1, on a real store with the pipeline's own linking.
#include <fstream>

#include "app/config/reading_tables.h"
#include "app/import/organisations.h"
#include "app/pipeline/link.h"
#include "app/pipeline/names.h"
#include "app/serving/organisation_book.h"
#include "app/serving/relinker.h"
#include "store/ids.h"
#include "tests/unit/web/service_fixture.h"
#include "wire/json.h"
#include "wire/project.h"

namespace tenderlead::app {
namespace {

using web::Ask;

using web::Response;
using web::Role;
namespace js = boost::json;

const std::string kTable =
    "医院名称,省市,医院等级,别名,电话\n"
    "成都市云溪医院,四川省-成都市,三级甲等,云溪总院,028-85551234\n"
    "成都市仁山中医院,四川省-成都市,二级乙等,,\n"
    "宁波市镇海区人民医院,浙江省-宁波市,三级乙等,,\n";

class Organisations : public web::ServiceTest {
 protected:
  void prepare(web::ServiceOptions& options) override {
    options.actions.organisations = organisation_book(config::shipped_reading_tables());
    options.actions.organisations.decided = [this] { ++decided_; };
    options.catalogue.regions.push_back({"330000", "浙江省", {}});
  }
  void SetUp() override {
    ServiceTest::SetUp();
    for (const auto role : web::kAllRoles) add_user(to_string(role), role);
    store::UserRow zhejiang;
    zhejiang.id = "id-zhejiang";
    zhejiang.login = zhejiang.name = zhejiang.person = "zhejiang";
    zhejiang.role = "sales";
    zhejiang.regions = {"33"};
    zhejiang.password = "x";
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.add_user(zhejiang); }));
    import(kTable);
    pages();
  }
  void import(const std::string& table) {
    ImportOptions options;
    options.file = folder_ / "hospitals.csv";
    options.person = "李";
    std::ofstream(options.file, std::ios::binary) << table;
    const auto report = import_organisations(*store_, config::shipped_reading_tables(), options, now_);
    ASSERT_TRUE(report) << report.error().message;
  }
  void put(const std::string& notice, const std::string& buyer, const std::string& region,
           const std::string& day, const std::string& phone = {}) {
    store::NoticeRow row;
    row.url = "http://portal.example/" + notice;
    row.id = store::notice_id("portal", row.url);
    row.source_id = "portal";
    row.kind = "tender";
    row.title = buyer + notice + "采购公告";
    row.buyer = buyer;
    row.region_code = region;
    row.published_at = day;
    row.mentions = {{store::MentionRow::Role::buyer, buyer, normalised_name(buyer), region, ""}};
    Notice whole;
    whole.title = row.title;
    whole.url = row.url;
    whole.buyer = {buyer, "", "周工", phone};
    row.json = wire::to_json_text(whole);
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.put_notice(row, 1); }));
  }
  // All that pages say, as a reading of them gives it.
  void pages() {
    put("a", "成都市云溪医院", "510100", "2026-05-01", "13812345678");
    put("b", "成都市云溪医院", "510100", "2026-05-03");
    put("c", "成都市云岭中医院", "510100", "2026-05-02");
    put("d", "宁波市镇海区人民医院", "330211", "2026-04-01");
    link();
  }
  void link() {
    const auto linked = link_all(*store_, config::shipped_reading_tables());
    ASSERT_TRUE(linked) << linked.error().message;
  }
  void reparse() {
    ASSERT_TRUE(store_->write([](store::WriteBatch& batch) { batch.clear_refined(""); }));
    pages();
  }
  void lead(const std::string& id, const std::string& organisation, const std::string& region,
            const std::string& state = "new") {
    Lead lead;
    lead.id = id;
    lead.product = "lis";
    store::LeadRow row;
    row.id = id;
    row.kind = "open_tender";
    row.product = "lis";
    row.organisation_id = organisation;
    row.organisation = "某医院";
    row.region_code = region;
    row.title = id;
    row.score = 80;
    row.grade = "A";
    row.state = state;
    row.changed_at = row.opened_at = "2026-05-01";
    row.json = wire::to_json_text(lead);
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.put_lead(row); }));
  }
  std::string id_of(const std::string& name) {
    const auto row = *store_->read(
        [&](store::Queries& queries) { return queries.organisation_by_name(normalised_name(name), ""); });
    return row ? row->id : "none of this name";
  }
  Response as(const std::string& login, const std::string& method, const std::string& path,
              const std::string& body = {}, const HeaderList& more = {}) {
    return ask({method, "/api/v1/organisations" + path, body, web::with(session_of(login), more)});
  }
  js::object get(const std::string& path, const std::string& login = "manager") {
    const auto response = as(login, "GET", path);
    EXPECT_EQ(response.status, 200) << path << " " << response.bytes();
    return json(response);
  }
  // Names of a list's items in their order, with spaces between.
  std::string names(const std::string& path, const std::string& login = "manager") {
    std::string out;
    const auto page = get(path, login);
    for (const auto& each : page.at("items").as_array())
      out += (out.empty() ? "" : " ") + text(each.as_object(), "name");
    return out;
  }
  js::object field(const std::string& id, const std::string& name) {
    const auto whole = get("/" + id);
    for (const auto& each : whole.at("fields").as_array())
      if (text(each.as_object(), "field") == name) return each.as_object();
    return {};
  }
  std::string standing(const std::string& id, const std::string& name) {
    std::string out;
    const auto row = field(id, name);
    for (const auto& value : row.at("values").as_array())
      if (value.at("stands").as_bool())
        out += (out.empty() ? "" : " ") + text(value.as_object(), "value") + "/" +
               text(value.as_object(), "origin");
    return out;
  }
  Response set(const std::string& id, const std::string& name, const std::string& value,
               const std::string& login = "sales") {
    return as(login, "PUT", "/" + id + "/attributes/" + name,
              js::serialize(js::object{{"value", js::string(value)}}),
              {{"If-Match", text(field(id, name), "etag")}});
  }
  Response merge(const std::string& id, const std::string& into, const std::string& login = "manager") {
    return as(login, "POST", "/" + id + "/merge", js::serialize(js::object{{"into", js::string(into)}}),
              {{"If-Match", text(get("/" + id), "etag")}});
  }
  Response undo(const Response& done, const std::string& login = "manager") {
    return as(login, "POST", "/actions/" + text(json(done), "action_id") + "/undo");
  }

  int decided_ = 0;
};

TEST_F(Organisations, AreFoundByAnyOfTheirNamesFilteredAndSorted) {
  const auto cloud = id_of("成都市云溪医院");
  lead("l1", cloud, "510100");
  lead("l2", cloud, "510100", "expired");
  EXPECT_EQ(names("?filter=%E4%BA%91%E6%BA%AA%E6%80%BB%E9%99%A2"), "成都市云溪医院") << "by an alias";
  EXPECT_EQ(text(get("?filter=%E4%BA%91%E6%BA%AA%E6%80%BB%E9%99%A2").at("items").at(0).as_object(), "also"),
            "云溪总院");
  EXPECT_EQ(names("?filter=region:33"), "宁波市镇海区人民医院");
  EXPECT_EQ(names("?filter=tier:3%20notices%3E%3D2"), "成都市云溪医院");
  EXPECT_EQ(names("?filter=has_leads:true"), "成都市云溪医院");
  EXPECT_EQ(names("?filter=newest%3E2026-05-01&sort=newest"), "成都市云岭中医院 成都市云溪医院");
  EXPECT_EQ(names("?filter=-kind:hospital"), "");
  const auto first = get("?limit=1").at("items").at(0).as_object();
  EXPECT_EQ(text(first, "id"), cloud) << "most leads first";
  EXPECT_EQ(first.at("leads").as_int64(), 1) << "those that are alive";
  EXPECT_EQ(first.at("notices").as_int64(), 2);
  EXPECT_EQ(first.at("tier").as_int64(), 3);
  for (const char* bad : {"?filter=tier:9", "?filter=colour:red", "?sort=region", "?cursor=00", "?limit=0"})
    EXPECT_EQ(as("manager", "GET", bad).status, 400) << bad;
}

TEST_F(Organisations, ArePagedWithoutRepeatingOrHidingAny) {
  for (const char* sort : {"-leads,-notices", "name", "newest", "-tier", "notices"}) {
    std::string all;
    std::string cursor;
    for (int pages = 0; pages < 9; ++pages) {
      const auto page =
          get(std::string("?limit=1&sort=") + sort + (cursor.empty() ? "" : "&cursor=" + cursor));
      for (const auto& each : page.at("items").as_array())
        all += (all.empty() ? "" : " ") + text(each.as_object(), "name");
      EXPECT_EQ(page.at("total").as_int64(), 4);
      cursor = text(page, "next");
      if (cursor.empty()) break;
    }
    EXPECT_EQ(all, names(std::string("?limit=200&sort=") + sort)) << sort;
  }
}

TEST_F(Organisations, AreCountedByFacetsThatLeaveTheirOwnConditionsOut) {
  const auto facets = get("/facets?filter=region:51").at("facets").as_object();
  std::map<std::string, std::int64_t> regions;
  for (const auto& each : facets.at("region").as_array())
    regions[text(each.as_object(), "value") + text(each.as_object(), "name")] = each.at("count").as_int64();
  EXPECT_EQ(regions, (std::map<std::string, std::int64_t>{{"51四川省", 3}, {"33浙江省", 1}}));
  std::map<std::string, std::int64_t> tiers;
  for (const auto& each : facets.at("tier").as_array())
    tiers[text(each.as_object(), "value")] = each.at("count").as_int64();
  EXPECT_EQ(tiers, (std::map<std::string, std::int64_t>{{"-", 1}, {"2", 1}, {"3", 1}}));
}

TEST_F(Organisations, OfOtherRegionsAreSeenOnlyWithALeadOfOnesOwn) {
  const auto cloud = id_of("成都市云溪医院");
  EXPECT_EQ(names("", "zhejiang"), "宁波市镇海区人民医院");
  for (const char* path : {"", "/notices", "/projects", "/leads"})
    EXPECT_EQ(as("zhejiang", "GET", "/" + cloud + path).status, 404) << path;
  EXPECT_EQ(as("zhejiang", "PUT", "/" + cloud + "/attributes/staff", R"({"value":"5"})", {{"If-Match", "*"}})
                .status,
            404);
  lead("l1", cloud, "330200");
  EXPECT_EQ(as("zhejiang", "GET", "/" + cloud).status, 200);
  EXPECT_TRUE(get("/" + cloud + "/notices", "zhejiang").at("items").as_array().empty())
      << "but not the notices of other regions";
  EXPECT_EQ(get("/" + cloud + "/leads", "zhejiang").at("total").as_int64(), 1);
}

TEST_F(Organisations, TellTheOriginOfEachValueAndMaskTelephoneNumbers) {
  const auto cloud = id_of("成都市云溪医院");
  const auto response = as("viewer", "GET", "/" + cloud);
  ASSERT_EQ(response.status, 200);
  const std::string body(response.bytes());
  EXPECT_EQ(body.find("13812345678"), std::string::npos);
  EXPECT_EQ(body.find("85551234"), std::string::npos);
  const auto tier = field(cloud, "level.tier").at("values").at(0).as_object();
  EXPECT_EQ(text(tier, "origin"), "import");
  EXPECT_TRUE(text(tier, "file").starts_with("hospitals.csv#")) << text(tier, "file");
  EXPECT_FALSE(text(tier, "at").empty());
  const auto whole = json(response);
  EXPECT_EQ(whole.at("notices").as_int64(), 2);
  ASSERT_EQ(whole.at("contacts").as_array().size(), 2u) << "one with a number, one without";

  const auto phone = text(field(cloud, "phone").at("values").at(0).as_object(), "contact");
  const auto where = "/" + cloud + "/contacts/" + phone + "/unmask";
  EXPECT_EQ(as("viewer", "POST", where).status, 403);
  const auto shown = as("sales", "POST", where);
  ASSERT_EQ(shown.status, 200) << shown.bytes();
  EXPECT_EQ(text(json(shown), "phone"), "028-85551234");
  EXPECT_EQ(audit().front().action, "contact.shown");
  EXPECT_EQ(audit().front().json.find("85551234"), std::string::npos);
  EXPECT_EQ(as("sales", "POST", "/" + cloud + "/contacts/nobody/unmask").status, 404);
}

TEST_F(Organisations, ListTheirNoticesNewestFirstAPageAtATime) {
  const auto cloud = id_of("成都市云溪医院");
  const auto first = get("/" + cloud + "/notices?limit=1");
  EXPECT_EQ(text(first.at("items").at(0).as_object(), "published"), "2026-05-03");
  const auto second = get("/" + cloud + "/notices?limit=1&cursor=" + text(first, "next"));
  EXPECT_EQ(text(second.at("items").at(0).as_object(), "published"), "2026-05-01");
  EXPECT_TRUE(second.at("next").is_null());
  EXPECT_EQ(
      as("manager", "GET", "/" + id_of("成都市仁山中医院") + "/notices?cursor=" + text(first, "next")).status,
      400)
      << "a cursor of another's list";
  const auto projects = get("/" + cloud + "/projects");
  EXPECT_EQ(static_cast<std::size_t>(projects.at("total").as_int64()),
            projects.at("items").as_array().size());
}

TEST_F(Organisations, KeepWhatAPersonEnteredThroughAReparseUntilItIsReleased) {
  const auto cloud = id_of("成都市云溪医院");
  const auto done = set(cloud, "level.tier", "2");
  ASSERT_EQ(done.status, 200) << done.bytes();
  EXPECT_EQ(done.header("ETag"), text(json(done), "etag"));
  EXPECT_EQ(standing(cloud, "level.tier"), "2/person");
  EXPECT_TRUE(get("/" + cloud).at("pending").as_bool());
  EXPECT_EQ(names("?filter=tier:2"), "成都市云溪医院 成都市仁山中医院") << "lists know it at once";
  ASSERT_EQ(set(cloud, "alias", "云溪老院").status, 200);
  ASSERT_EQ(set(cloud, "name", "成都市云溪总医院").status, 200);
  EXPECT_EQ(names("?filter=%E8%80%81%E9%99%A2"), "成都市云溪总医院");
  EXPECT_EQ(decided_, 3);

  reparse();
  EXPECT_EQ(standing(cloud, "level.tier"), "2/person");
  EXPECT_EQ(text(get("/" + cloud), "name"), "成都市云溪总医院");
  EXPECT_FALSE(get("/" + cloud).at("pending").as_bool());
  EXPECT_EQ(names("?filter=tier:2"), "成都市云溪总医院 成都市仁山中医院");

  const auto tag = text(field(cloud, "level.tier"), "etag");
  const auto where = "/" + cloud + "/attributes/level.tier";
  EXPECT_EQ(as("sales", "DELETE", where).status, 428);
  EXPECT_EQ(as("sales", "DELETE", where, "", {{"If-Match", "\"old\""}}).status, 412);
  ASSERT_EQ(as("sales", "DELETE", where, "", {{"If-Match", tag}}).status, 200);
  EXPECT_EQ(standing(cloud, "level.tier"), "3/import");
  EXPECT_EQ(as("sales", "DELETE", where, "", {{"If-Match", tag}}).status, 404)
      << "nothing is entered any more";
  const auto alias = "/" + cloud + "/attributes/alias";
  const auto gone = as("sales", "DELETE", alias + "?value=%E4%BA%91%E6%BA%AA%E8%80%81%E9%99%A2", "",
                       {{"If-Match", text(field(cloud, "alias"), "etag")}});
  EXPECT_EQ(gone.status, 200) << gone.bytes();
  EXPECT_EQ(std::string(as("sales", "GET", "/" + cloud).bytes()).find("云溪老院\",\"origin\":\"person"),
            std::string::npos);
}

TEST_F(Organisations, RefuseValuesThatTheirFieldCantHave) {
  const auto cloud = id_of("成都市云溪医院");
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"level.tier", "四"}, {"beds.open", "-5"},        {"region", "999999"},    {"kind", "castle"},
      {"name", "！"},       {"parent.group", "nobody"}, {"parent.group", cloud}, {"category", "<script>"},
      {"ratings.emr", "9"}, {"founded", "long ago"}};
  for (const auto& [name, value] : wrong) {
    const auto response = set(cloud, name, value);
    EXPECT_EQ(response.status, 422) << name << " " << value << " " << response.bytes();
  }
  EXPECT_EQ(set(cloud, "colour", "red").status, 404);
  EXPECT_EQ(set(cloud, "staff", "").status, 422);
  EXPECT_EQ(as("sales", "PUT", "/" + cloud + "/attributes/staff", R"({"value":"5"})").status, 428);
  EXPECT_EQ(as("sales", "PUT", "/nothing/attributes/staff", R"({"value":"5"})", {{"If-Match", "*"}}).status,
            404);
  EXPECT_EQ(decided_, 0);
  EXPECT_EQ(standing(cloud, "staff"), "");
}

TEST_F(Organisations, TakeARepeatedWriteOnce) {
  const auto cloud = id_of("成都市云溪医院");
  const HeaderList headers = {{"If-Match", text(field(cloud, "staff"), "etag")}, {"Idempotency-Key", "k1"}};
  for (int times = 0; times < 2; ++times) {
    const auto response =
        as("sales", "PUT", "/" + cloud + "/attributes/staff", R"({"value":"900"})", headers);
    EXPECT_EQ(response.status, 200) << response.bytes();
  }
  EXPECT_EQ(get("/" + cloud).at("actions").as_array().size(), 1u);
}

TEST_F(Organisations, AreMergedWithAPreviewAndComeApartAgain) {
  const auto cloud = id_of("成都市云溪医院");
  const auto ridge = id_of("成都市云岭中医院");
  lead("l1", ridge, "510100");
  EXPECT_EQ(as("sales", "GET", "/" + ridge + "/merge?into=" + cloud).status, 403);
  EXPECT_EQ(merge(ridge, cloud, "sales").status, 403);
  for (const auto& into : {ridge, std::string("nobody")}) EXPECT_EQ(merge(ridge, into).status, 422);
  const auto shown = as("manager", "GET", "/" + ridge + "/merge?into=" + cloud);
  const auto preview = json(shown);
  EXPECT_EQ(shown.header("ETag"), text(preview, "etag")) << "what a merge wants as If-Match";
  EXPECT_EQ(preview.at("from").at("notices").as_int64(), 1);
  EXPECT_EQ(preview.at("from").at("leads").as_int64(), 1);
  EXPECT_EQ(preview.at("names").at(0).as_string(), "成都市云岭中医院");
  bool named = false;
  for (const auto& each : preview.at("fields").as_array())
    if (text(each.as_object(), "field") == "name")
      named = text(each.as_object(), "stands") == "成都市云溪医院";
  EXPECT_TRUE(named);
  const auto done = merge(ridge, cloud);
  ASSERT_EQ(done.status, 200) << done.bytes();
  EXPECT_EQ(text(json(done), "organisation_id"), cloud);
  // At once, and the same after linking and after everything was read again.
  const auto together = [&](const std::string& when) {
    EXPECT_EQ(text(get("/" + ridge), "id"), cloud) << when << ": the old id leads to the new one";
    EXPECT_EQ(get("/" + cloud).at("notices").as_int64(), 3) << when;
    EXPECT_EQ(get("/" + cloud + "/notices").at("items").as_array().size(), 3u) << when;
    EXPECT_EQ(get("/" + cloud + "/leads").at("total").as_int64(), 1) << when;
    EXPECT_EQ(names("?sort=name"), "宁波市镇海区人民医院 成都市云溪医院 成都市仁山中医院") << when;
    EXPECT_EQ(names("?filter=has_leads:true"), "成都市云溪医院") << when;
    EXPECT_EQ(get("?filter=notices:3").at("total").as_int64(), 1) << when;
  };
  together("pending");
  link();
  together("linked");
  reparse();
  together("read again");
  EXPECT_EQ(get("/" + cloud).at("merged").at(0).at("id").as_string(), ridge);

  EXPECT_EQ(undo(done, "sales").status, 403);
  ASSERT_EQ(undo(done).status, 200);
  EXPECT_EQ(undo(done).status, 409);
  link();
  EXPECT_EQ(get("/" + cloud).at("notices").as_int64(), 2);
  EXPECT_EQ(text(get("/" + ridge), "id"), ridge);
  EXPECT_EQ(names("?filter=has_leads:true"), "成都市云岭中医院");
  EXPECT_EQ(audit().front().action, "organisation.undone");
  EXPECT_EQ(as("manager", "POST", "/actions/999/undo").status, 404);
  EXPECT_EQ(as("manager", "POST", "/actions/x/undo").status, 404);
}

TEST_F(Organisations, AreSplitByANameAndGuardedAgainstLostUpdates) {
  const auto cloud = id_of("成都市云溪医院");
  const auto before = text(get("/" + cloud), "etag");
  ASSERT_EQ(set(cloud, "staff", "800").status, 200);
  const std::string body = R"({"name":"云溪总院"})";
  EXPECT_EQ(as("manager", "POST", "/" + cloud + "/split", body, {{"If-Match", before}}).status, 412);
  EXPECT_EQ(as("manager", "POST", "/" + cloud + "/split", body).status, 428);
  const HeaderList now = {{"If-Match", text(get("/" + cloud), "etag")}};
  EXPECT_EQ(as("manager", "POST", "/" + cloud + "/split", R"({"name":"别人的医院"})", now).status, 422);
  const auto done = as("manager", "POST", "/" + cloud + "/split", body, now);
  ASSERT_EQ(done.status, 200) << done.bytes();
  put("e", "云溪总院", "510100", "2026-05-05");
  link();
  EXPECT_EQ(get("/" + cloud).at("notices").as_int64(), 2) << "notices of the name go their own way";
  ASSERT_EQ(undo(done).status, 200);
  link();
  EXPECT_EQ(get("/" + cloud).at("notices").as_int64(), 3);
}

TEST_F(Organisations, OfOnesOwnEditsAreTakenBackByOneselfAndByManagers) {
  const auto cloud = id_of("成都市云溪医院");
  add_user("other", Role::sales);
  const auto done = set(cloud, "staff", "800");
  const auto shown = get("/" + cloud, "other").at("actions").at(0).as_object();
  EXPECT_FALSE(shown.at("undoable").as_bool());
  EXPECT_EQ(undo(done, "other").status, 403);
  EXPECT_EQ(undo(done, "viewer").status, 403);
  EXPECT_EQ(undo(done, "sales").status, 200);
  EXPECT_EQ(standing(cloud, "staff"), "");
}

TEST_F(Organisations, NamesThatMayMeanSeveralWaitUntilSomebodyDecides) {
  import("名称,地区\n仁山明德医院,四川省成都市\n仁山明德医院,四川省绵阳市\n");
  put("f", "仁山明德医院", "510000", "2026-05-06");
  link();
  const auto queue = get("/names");
  ASSERT_EQ(queue.at("total").as_int64(), 1);
  const auto name = queue.at("items").at(0).as_object();
  EXPECT_EQ(text(name, "name"), "仁山明德医院");
  ASSERT_EQ(name.at("candidates").as_array().size(), 2u);
  EXPECT_EQ(get("/names", "zhejiang").at("total").as_int64(), 0) << "of another province";
  const auto chosen = text(name.at("candidates").at(0).as_object(), "id");
  js::object body{{"name", name.at("name")}, {"organisation_id", js::string(chosen)}};
  if (name.contains("province")) body["province"] = name.at("province").at("code");
  EXPECT_EQ(as("sales", "POST", "/names", js::serialize(body)).status, 403);
  const auto done = as("manager", "POST", "/names", js::serialize(body));
  ASSERT_EQ(done.status, 200) << done.bytes();
  EXPECT_EQ(get("/names").at("total").as_int64(), 0) << "at once";
  EXPECT_EQ(as("manager", "POST", "/names", js::serialize(body)).status, 409) << "it is decided";
  link();
  EXPECT_EQ(get("/" + chosen).at("notices").as_int64(), 1);
  ASSERT_EQ(undo(done).status, 200);
  link();
  EXPECT_EQ(get("/names").at("total").as_int64(), 1);
  body["organisation_id"] = get("/names").at("items").at(0).at("organisation_id");
  EXPECT_EQ(as("manager", "POST", "/names", js::serialize(body)).status, 200) << "it is one of its own";
  link();
  EXPECT_EQ(get("/names").at("total").as_int64(), 0);
}

TEST_F(Organisations, ShowTheirSystemsInPlaceWithWhatShowsThem) {
  const auto cloud = id_of("成都市云溪医院");
  InstalledProduct product;
  product.organisation_id = cloud;
  product.product = "lis";
  product.vendor = "某某科技 电话13812345678";
  product.year = 2024;
  product.service_end = Date{2027, 3, 1};
  product.basis = "award";
  product.notice_id = "n1";
  product.words = "中标供应商：某某科技";
  product.confidence = 0.9;
  ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.replace_installed({product}); }));
  const auto shown = get("/" + cloud).at("installed").at(0).as_object();
  EXPECT_EQ(shown.at("product").at("name").as_string(), "检验系统");
  EXPECT_EQ(text(shown, "service_end"), "2027-03-01");
  EXPECT_EQ(text(shown, "words"), product.words);
  EXPECT_EQ(text(shown, "vendor").find("13812345678"), std::string::npos);
}

TEST(LinkingInTheBackground, WaitsWhileARunHasTheStoreAndThenDoesIt) {
  std::mutex mutex;
  std::condition_variable changed;
  int calls = 0;
  std::string log;
  Relinker relinker(
      [&]() -> Result<void> {
        const std::lock_guard lock(mutex);
        ++calls;
        changed.notify_all();
        if (calls <= 2) return Error{ErrorCode::busy, "held by a run"};
        if (calls == 4) return Error{ErrorCode::io, "disk full"};
        return {};
      },
      [&](const std::string& words) {
        const std::lock_guard lock(mutex);
        log = words;
        changed.notify_all();
      },
      std::chrono::milliseconds(0));
  std::unique_lock lock(mutex);
  EXPECT_EQ(calls, 0) << "nobody asked";
  relinker.ask();
  ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(60), [&] { return calls >= 3; }));
  EXPECT_EQ(log, "");
  relinker.ask();
  ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(60), [&] { return !log.empty(); }));
  EXPECT_EQ(log, "disk full");
}

}  // namespace
}  // namespace tenderlead::app
