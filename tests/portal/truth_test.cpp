// What the portal claims to be true has to stand on its pages, and every page has to be reachable from its lists.
#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <zlib.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/portal/portal.h"
#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

constexpr std::uint64_t kSeed = 7;
const Date kDay{2026, 8, 1};

const Scenario& scenario() {
  static const Scenario made = make_scenario(kSeed, 400, kDay);
  return made;
}

std::vector<SiteContent> all_sites() {
  std::vector<SiteContent> sites;
  for (const SiteId id : kAllSites)
    sites.push_back(render_site(id, scenario(), kSeed, std::string("http://") + to_string(id) + ".example"));
  return sites;
}

std::string from_gb18030(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(bytes.size() * 3, '\0');
  const int32_t length = ucnv_convert("UTF-8", "gb18030", out.data(), static_cast<int32_t>(out.size()),
                                      bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// Without tags and white space, entities undone.
std::string visible(std::string html) {
  std::string text;
  bool tag = false;
  for (char c : html) {
    if (c == '<') tag = true;
    if (!tag && c != ' ' && c != '\n') text += c;
    if (c == '>') tag = false;
  }
  for (const auto& [entity, sign] : std::map<std::string, std::string>{
           {"&nbsp;", ""}, {"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos;)
      text.replace(at, entity.size(), sign);
  return text;
}

std::string page_of(const SiteContent& site, const std::string& url) {
  if (site.id == SiteId::api) {
    const std::string id = url.substr(url.rfind('/') + 1, url.rfind('.') - url.rfind('/') - 1);
    for (const ApiRecord& record : site.records)
      if (record.json.find(id) != std::string::npos) return record.json;
    return {};
  }
  const std::string& body = site.resources.at(url.substr(site.origin.size())).body;
  return site.id == SiteId::gb_hospital ? from_gb18030(body) : body;
}

std::vector<std::string> words_of(const Notice& notice) {
  std::vector<std::string> words = {notice.title,        notice.project_no,  notice.project_name,
                                    notice.service_term, notice.contract.no, notice.contract.supplier,
                                    notice.contract.term};
  for (const Party& party : {notice.buyer, notice.agency, notice.project_contact})
    words.insert(words.end(), {party.name, party.address, party.contact, party.phone});
  for (const auto& money : {notice.budget, notice.ceiling, notice.contract.amount})
    if (money) words.push_back(money->text);
  for (const Lot& lot : notice.lots) {
    words.insert(words.end(), {lot.name, lot.quantity, lot.unit});
    if (lot.budget) words.push_back(lot.budget->text);
  }
  for (const Award& award : notice.awards)
    words.insert(words.end(), {award.supplier, award.supplier_address, award.amount->text});
  for (const Intention& intention : notice.intentions)
    words.insert(words.end(), {intention.name, intention.demand, intention.budget->text});
  for (const Attachment& attachment : notice.attachments) words.push_back(attachment.name);
  return words;
}

TEST(PortalTruth, EveryWordOfANoticeStandsOnItsPage) {
  std::size_t compared = 0;
  for (const SiteContent& site : all_sites()) {
    for (const TrueNotice& known : site.notices) {
      std::string page = page_of(site, known.body_url);
      // JSON escapes only quotes and line breaks here.
      for (std::size_t at = 0; site.id == SiteId::api && (at = page.find("\\\"", at)) != std::string::npos;)
        page.erase(at, 1);
      for (std::size_t at = 0; site.id == SiteId::api && (at = page.find("\\n", at)) != std::string::npos;)
        page.replace(at, 2, "\n");
      const std::string text = visible(page);
      for (const std::string& word : words_of(known.notice)) {
        ++compared;
        EXPECT_NE(text.find(visible(escape_html(word))), std::string::npos)
            << known.notice.url << " lacks " << word;
      }
    }
  }
  EXPECT_GT(compared, 4000u);
}

TEST(PortalTruth, AllKindsOfNoticesOccur) {
  std::set<NoticeKind> kinds;
  for (const SiteContent& site : all_sites())
    for (const TrueNotice& known : site.notices) kinds.insert(*known.notice.kind);
  EXPECT_EQ(kinds.size(), std::size(kAllNoticeKinds));
}

TEST(PortalTruth, LayoutsThatReadersFindHardOccur) {
  std::size_t divided = 0, see_attachment = 0, ranked = 0, scored = 0, several_intentions = 0;
  for (const SiteContent& site : all_sites())
    for (const TrueNotice& known : site.notices) {
      divided += known.notice.lots.size() > 1;
      see_attachment += !known.notice.missing.empty();
      for (const Award& award : known.notice.awards) {
        ranked += award.rank.has_value();
        scored += award.score.has_value();
      }
      several_intentions += known.notice.intentions.size() > 1;
    }
  EXPECT_GT(divided, 5u);
  EXPECT_GT(see_attachment, 5u);
  EXPECT_GT(ranked, 5u);
  EXPECT_GT(scored, 5u);
  EXPECT_GT(several_intentions, 3u);
}

TEST(PortalTruth, TheSameSeedGivesTheSameBytes) {
  const auto first = all_sites();
  const auto second = all_sites();
  for (std::size_t i = 0; i < first.size(); ++i) {
    ASSERT_EQ(first[i].resources.size(), second[i].resources.size());
    for (const auto& [path, resource] : first[i].resources) {
      EXPECT_EQ(resource.body, second[i].resources.at(path).body) << path;
      EXPECT_EQ(resource.etag, second[i].resources.at(path).etag) << path;
    }
  }
  const Scenario other = make_scenario(kSeed + 1, 400, kDay);
  EXPECT_NE(other.procurements[0].project_no + other.procurements[0].name,
            scenario().procurements[0].project_no + scenario().procurements[0].name);
}

TEST(PortalTruth, ScenariosHaveAsManyNoticesAsAskedAndNoneOfTheFuture) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{60}, std::size_t{1000}}) {
    const Scenario made = make_scenario(3, count, kDay);
    ASSERT_EQ(made.stages.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_LE(made.stages[i].day, kDay);
      EXPECT_GE(made.stages[i == 0 ? 0 : i - 1].day, made.stages[i].day);
    }
  }
}

TEST(PortalTruth, PagesAreAsLargeAsRealOnes) {
  for (const SiteContent& site : all_sites()) {
    if (site.id == SiteId::api) continue;
    std::size_t bytes = 0;
    for (const TrueNotice& known : site.notices) bytes += page_of(site, known.body_url).size();
    const std::size_t mean = bytes / std::max<std::size_t>(site.notices.size(), 1);
    EXPECT_GT(mean, 5'000u) << to_string(site.id);
    EXPECT_LT(mean, 30'000u) << to_string(site.id);
  }
}

TEST(PortalTruth, EveryNoticeOfTheColumnIsListedOnceAndTwiceWhereListsShift) {
  const SiteContent site = render_site(SiteId::column, scenario(), kSeed, "http://column.example");
  const auto count_links = [&](const std::unordered_map<std::string, Resource>& resources) {
    std::map<std::string, int> links;
    for (const auto& [path, resource] : resources) {
      if (resource.role != Resource::Role::list) continue;
      const std::string folder = path.substr(0, path.rfind('/') + 1);
      for (std::size_t at = 0; (at = resource.body.find("href=\"./", at)) != std::string::npos;) {
        at += 8;
        ++links[site.origin + folder + resource.body.substr(at, resource.body.find('"', at) - at)];
      }
    }
    return links;
  };
  const auto links = count_links(site.resources);
  for (const TrueNotice& known : site.notices)
    EXPECT_EQ(links.count(known.notice.url), 1u) << known.notice.url;
  for (const auto& [url, count] : links) EXPECT_EQ(count, 1) << url;
  const auto shifted = count_links(site.shifted);
  EXPECT_EQ(shifted.size(), links.size());
  EXPECT_TRUE(std::any_of(shifted.begin(), shifted.end(), [](const auto& link) { return link.second == 2; }));
}

TEST(PortalTruth, TheApiAnswersWindowsAndOffsets) {
  const SiteContent site = render_site(SiteId::api, scenario(), kSeed, "http://api.example");
  const auto count = [](const std::string& json) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = json.find("\"publishDate\"", at)) != std::string::npos; ++at) ++found;
    return found;
  };
  EXPECT_EQ(count(api_answer(site, R"({"offset":0,"size":5})")), 5u);
  EXPECT_EQ(count(api_answer(site, R"({"offset":0,"size":100000})")),
            std::min<std::size_t>(site.records.size(), 100));
  std::size_t july = 0;
  for (const TrueNotice& known : site.notices) {
    const Date day = known.notice.published_at->date;
    july += day >= Date{2026, 7, 1} && day <= Date{2026, 7, 31};
  }
  ASSERT_GT(july, 10u);
  EXPECT_EQ(count(api_answer(site, R"({"from":"2026-07-01","to":"2026-07-31","offset":0,"size":100})")),
            july);
  EXPECT_EQ(count(api_answer(site, R"({"from":"2026-07-01","to":"2026-07-31","offset":3,"size":100})")),
            july - 3);
  EXPECT_EQ(count(api_answer(site, R"({"offset":99999})")), 0u);
  for (const char* bad : {"", "[]", "nonsense", "{\"offset\":"})
    EXPECT_NE(api_answer(site, bad).find("400"), std::string::npos) << bad;
}

TEST(PortalTruth, HostileTitlesCarryMarkupAndFormulas) {
  const Scenario hostile = make_scenario(kSeed, 60, kDay, true);
  const SiteContent site = render_site(SiteId::column, hostile, kSeed, "http://column.example");
  std::set<char> first;
  for (const TrueNotice& known : site.notices)
    if (!known.notice.project_name.empty()) first.insert(known.notice.project_name[0]);
  EXPECT_TRUE(first.contains('=') || first.contains('@') || first.contains('+') || first.contains('-'));
  for (const auto& [path, resource] : site.resources)
    EXPECT_EQ(resource.body.find("<script>alert"), std::string::npos)
        << "the portal itself must escape: " << path;
}

}  // namespace
}  // namespace tenderlead::portal
